import type { EventAttributes } from './envelope';
import { EVENT_HEADERS, eventSource, fromKafkaHeaders, toKafkaHeaders } from './envelope';
import { DeterministicEventError, MalformedEventError } from './event-errors';

const attributes: EventAttributes = {
  id: '018f3c5e-7b2a-7c31-9d4e-5f6a7b8c9d0e',
  source: '/h50/one-stop/018f3c5e-0000-7000-8000-000000000001',
  type: 'vn.thongsuot.dossier.changed.v1',
  time: '2024-03-14T09:30:00.123Z',
  subject: '000.00.12.H50-240115-0007',
  dataschema: 'https://thongsuot.vn/schemas/events/vn.thongsuot.dossier.changed.v1.json',
  sequence: 42,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

describe('Kafka headers of an event', () => {
  it('come back as they were, from text and from bytes', () => {
    const headers = toKafkaHeaders(attributes);
    expect(fromKafkaHeaders(headers)).toEqual(attributes);
    const bytes = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));
    expect(fromKafkaHeaders(bytes)).toEqual(attributes);
  });

  it('are those of CloudEvents 1.0 binary mode', () => {
    expect(toKafkaHeaders(attributes)).toMatchObject({
      ce_specversion: '1.0',
      ce_sequence: '42',
      'content-type': 'application/json',
    });
  });

  it.each(Object.values(EVENT_HEADERS).filter((name) => name !== 'traceparent'))(
    'missing %s is a deterministic error',
    (name) => {
      const headers: Record<string, string> = toKafkaHeaders(attributes);
      const without = Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
      expect(() => fromKafkaHeaders(without)).toThrow(MalformedEventError);
      expect(() => fromKafkaHeaders({ ...headers, [name]: '' })).toThrow(DeterministicEventError);
      expect(() => fromKafkaHeaders({ ...headers, [name]: [headers[name] ?? '', 'x'] })).toThrow('more than once');
    },
  );

  it.each([
    ['ce_specversion', '0.3'],
    ['ce_sequence', '0'],
    ['ce_sequence', '-1'],
    ['ce_sequence', '1.5'],
    ['ce_sequence', '9999999999999999'],
    ['ce_time', '2024-03-14 09:30'],
    ['ce_source', 'one-stop'],
    ['content-type', 'application/avro'],
  ])('refuses %s = %s', (name, value) => {
    expect(() => fromKafkaHeaders({ ...toKafkaHeaders(attributes), [name]: value })).toThrow(MalformedEventError);
  });

  it('drops a broken trace rather than the event', () => {
    expect(fromKafkaHeaders({ ...toKafkaHeaders(attributes), traceparent: 'x' })).not.toHaveProperty('traceparent');
  });

  it('a message without headers is not ours', () => {
    expect(() => fromKafkaHeaders(undefined)).toThrow('ce_specversion: is missing');
  });

  it('source names instance, service and stream', () => {
    expect(eventSource('h50', 'one-stop', 's1')).toBe('/h50/one-stop/s1');
    expect(() => eventSource('h50/x', 'one-stop', 's1')).toThrow('<streamId>');
  });
});
