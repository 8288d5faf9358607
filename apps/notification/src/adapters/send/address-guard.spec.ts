import { AddressGuard } from './address-guard';

const guard = (addresses: string[], allowed: string[] = []): AddressGuard =>
  new AddressGuard(allowed, () => Promise.resolve(addresses.map((address) => ({ address }))));

describe('addresses of webhooks', () => {
  it.each([
    ['https://hooks.example.vn/in', ['203.113.131.1']],
    ['https://hooks.example.vn:8443/in', ['2402:800:6106::1']],
  ])('%s at %s is gone to', async (url, addresses) => {
    expect((await guard(addresses).pin(new URL(url))).address).toBe(addresses[0]);
  });

  it.each([
    ['https://a.example', ['127.0.0.1'], 'private-network'],
    ['https://a.example', ['10.0.0.8'], 'private-network'],
    ['https://a.example', ['172.20.1.1'], 'private-network'],
    ['https://a.example', ['169.254.169.254'], 'private-network'],
    ['https://a.example', ['100.64.0.1'], 'private-network'],
    ['https://a.example', ['0.0.0.0'], 'private-network'],
    ['https://a.example', ['::1'], 'private-network'],
    ['https://a.example', ['fd00::1'], 'private-network'],
    ['https://a.example', ['fe80::1'], 'private-network'],
    ['https://a.example', ['::ffff:10.0.0.8'], 'private-network'],
    ['https://a.example', ['64:ff9b::a00:8'], 'private-network'],
    // One public address does not excuse a private one beside it: which is dialled would be a matter of luck.
    ['https://a.example', ['203.113.131.1', '10.0.0.8'], 'private-network'],
    ['https://2130706433/', [], 'private-network'],
    ['https://0x7f.1/', [], 'private-network'],
    ['https://[::ffff:127.0.0.1]/', [], 'private-network'],
    ['https://a.example', [], 'no-address'],
    ['http://a.example', ['203.113.131.1'], 'https-required'],
    ['ftp://a.example', ['203.113.131.1'], 'https-required'],
    ['https://user:secret@a.example', ['203.113.131.1'], 'credentials-in-url'],
  ])('%s at %j is refused: %s', async (url, addresses, why) => {
    await expect(guard(addresses).pin(new URL(url))).rejects.toThrow(why);
  });

  it('a private network that the configuration allows is gone to, there over http too, and nowhere beside it', async () => {
    const office = guard(['10.1.0.8'], ['10.1.0.0/16', 'fd00:1::/32']);
    expect(await office.pin(new URL('http://bang-dien-tu.local/'))).toEqual({ address: '10.1.0.8', family: 4 });
    await expect(guard(['10.2.0.8'], ['10.1.0.0/16']).pin(new URL('http://a.local/'))).rejects.toThrow('private-network');
  });
});
