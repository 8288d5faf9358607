import { Sealer } from './sealer';

const key = Buffer.alloc(32, 1).toString('base64url');

describe('what is sealed', () => {
  const sealer = new Sealer(key);

  it('opens in its own place only, under its own key only', () => {
    const sealed = sealer.seal('person/a', 'a@phuong2.example');
    expect(sealed).not.toContain('phuong2');
    expect(sealer.unseal('person/a', sealed)).toBe('a@phuong2.example');
    expect(() => sealer.unseal('person/b', sealed)).toThrow();
    expect(() => new Sealer(Buffer.alloc(32, 2).toString('base64url')).unseal('person/a', sealed)).toThrow();
    expect(sealer.seal('person/a', 'a@phuong2.example')).not.toBe(sealed);
  });

  it('without a key nothing is sealed, and that is said', () => {
    const none = new Sealer(undefined);
    expect(none.available).toBe(false);
    expect(() => none.seal('person/a', 'x')).toThrow(expect.objectContaining({ code: 'service-unavailable' }) as Error);
  });

  it('proofs differ by text and by key', () => {
    expect(sealer.proofOf('1')).toEqual(sealer.proofOf('1'));
    expect(sealer.proofOf('1')).not.toEqual(sealer.proofOf('2'));
    expect(sealer.proofOf('1')).not.toEqual(new Sealer(Buffer.alloc(32, 2).toString('base64url')).proofOf('1'));
  });
});
