import { MongoNetworkError, MongoServerError } from 'mongodb';
import { ProblemError } from '@thongsuot/contracts';
import { FencedError, isDuplicateKey, isEngineError, isTransient } from './errors';

class KafkaJSConnectionError extends Error {
  override readonly name = 'KafkaJSConnectionError';
}

describe('whose fault an error is', () => {
  const coded = (code: string): Error => Object.assign(new Error(code), { code });

  it.each([
    new MongoNetworkError('gone'),
    new MongoServerError({ message: 'not primary', code: 10107 }),
    new FencedError('held by another'),
    new KafkaJSConnectionError('no broker'),
    coded('ECONNREFUSED'),
    coded('ETIMEDOUT'),
    coded('EAI_AGAIN'),
  ])('an engine’s: $name $message', (error) => {
    expect(isEngineError(error)).toBe(true);
  });

  it.each([new TypeError('slip'), new ProblemError('conflict'), coded('ERR_INVALID_ARG_TYPE'), 'text', undefined])(
    'the input’s: %s',
    (error) => {
      expect(isEngineError(error)).toBe(false);
    },
  );

  it('knows a write conflict, a lost transaction and a duplicate key', () => {
    expect(isTransient(new MongoServerError({ message: 'conflict', code: 112 }))).toBe(true);
    expect(isTransient(new MongoServerError({ message: 'no such transaction', code: 251 }))).toBe(true);
    expect(isTransient(new MongoServerError({ message: 'duplicate', code: 11000 }))).toBe(false);
    expect(isDuplicateKey(new MongoServerError({ message: 'duplicate', code: 11000 }))).toBe(true);
  });
});
