import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { personalDataKey } from '../../config/environment';
import { Vault } from './vault';

const vault = new Vault(randomBytes(32));

describe('the vault', () => {
  it('opens what it sealed, whatever it says, and never seals the same twice alike', () => {
    const { dataKey, stored } = vault.makeKey('a');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sealed = vault.seal(dataKey, 'a', 'content', text);
        expect(vault.unseal(vault.unwrap('a', stored), 'a', 'content', sealed)).toBe(text);
        expect(vault.seal(dataKey, 'a', 'content', text)).not.toBe(sealed);
      }),
    );
  });

  it('opens nothing that was moved to another record or part, changed, or sealed by another installation', () => {
    const { dataKey, stored } = vault.makeKey('a');
    const sealed = vault.seal(dataKey, 'a', 'sender', 'Lê Văn Tám');
    expect(() => vault.unseal(dataKey, 'b', 'sender', sealed)).toThrow();
    expect(() => vault.unseal(dataKey, 'a', 'content', sealed)).toThrow();
    expect(() => vault.unwrap('b', stored)).toThrow();
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => vault.unseal(dataKey, 'a', 'sender', bytes.toString('base64url'))).toThrow();
    expect(() => new Vault(randomBytes(32)).unwrap('a', stored)).toThrow(/another PERSONAL_DATA_KEY/);
    expect(() => vault.unseal(vault.makeKey('a').dataKey, 'a', 'sender', sealed)).toThrow();
  });

  it('finds a code by a hash that depends on the key of the installation', () => {
    expect(vault.trackingHash('pakn-2024-7q4m-xk2d-9vor')).toBe(vault.trackingHash('PAKN-2024-7Q4M-XK2D-9V0R'));
    expect(new Vault(randomBytes(32)).trackingHash('PAKN-2024-7Q4M-XK2D-9V0R')).not.toBe(
      vault.trackingHash('PAKN-2024-7Q4M-XK2D-9V0R'),
    );
  });
});

describe('the key of personal data', () => {
  it.each([[{}], [{ PERSONAL_DATA_KEY: '' }], [{ PERSONAL_DATA_KEY: 'c2hvcnQ' }]])(
    'is refused unless it is 32 bytes: %j',
    (env) => {
      expect(() => personalDataKey(env)).toThrow(/PERSONAL_DATA_KEY/);
      expect(() => personalDataKey(env)).not.toThrow(/c2hvcnQ/);
    },
  );

  it('is read as base64url', () => {
    const key = randomBytes(32);
    expect(personalDataKey({ PERSONAL_DATA_KEY: key.toString('base64url') })).toEqual(key);
  });
});
