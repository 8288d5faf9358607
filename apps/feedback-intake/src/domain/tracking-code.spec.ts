import * as fc from 'fast-check';
import { TRACKING_CODE_BYTES, normalTrackingCode, trackingCode } from './tracking-code';

describe('a tracking code', () => {
  it('is read the same however it is typed', () => {
    const bytes = fc.uint8Array({ minLength: TRACKING_CODE_BYTES, maxLength: TRACKING_CODE_BYTES });
    fc.assert(
      fc.property(bytes, (random) => {
        const code = trackingCode(2024, random);
        expect(code).toMatch(/^PAKN-2024(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
        const sloppy = code.toLowerCase().slice(4).replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
        expect(normalTrackingCode(`pakn ${sloppy}`)).toBe(normalTrackingCode(code));
      }),
    );
  });

  it('carries 60 bits', () => {
    const letters = new Set(Array.from({ length: 256 }, (_, byte) => trackingCode(2024, new Uint8Array(12).fill(byte))));
    expect(letters.size).toBe(32);
  });
});
