/** @jest-environment node */
import { readClaims } from './claims';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown): string => `${part({ alg: 'HS256' })}.${part(claims)}.c2ln`;

describe('readClaims', () => {
  it('reads role, area and day of a service token', () => {
    expect(readClaims(token({ sub: 'officer:19360', role: 'officer', area: '19360', on: '2024-03-16' }))).toEqual({
      subject: 'officer:19360',
      role: 'officer',
      area: '19360',
      on: '2024-03-16',
    });
  });

  it('reads letters with accents', () => {
    expect(readClaims(token({ sub: 'Phường 2', role: 'leader', area: '19360' }))?.subject).toBe('Phường 2');
  });

  it.each(['', 'abc', 'a.b.c', token({ sub: 'x', role: 'king' }), token({ role: 'officer' })])(
    'takes %p for no token',
    (text) => {
      expect(readClaims(text)).toBeNull();
    },
  );
});
