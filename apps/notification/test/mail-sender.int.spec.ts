import type { Store } from '@thongsuot/mongo-store';
import { MailSender } from '../src/adapters/send/mail-sender';
import { Sealer } from '../src/adapters/store/sealer';
import { NotificationConfig } from '../src/config/environment';
import { receiveMails, type MailReceiver } from './support/receivers';

const sealer = new Sealer(Buffer.alloc(32, 3).toString('base64url'));
const address = sealer.seal('person/officer', 'officer@phuong2.example');
// Of the store only this is asked: the sealed address of one person.
const store = { collection: () => ({ findOne: () => Promise.resolve({ _id: 'officer', address }) }) } as unknown as Store;
const payload = { person: 'officer', subject: 'Đến hạn', text: 'Phường 2', at: '2024-03-15T02:00:00.000Z' };

describe('mail servers', () => {
  let receiver: MailReceiver;
  afterEach(() => receiver.close());

  const send = async (env: object): Promise<void> => {
    const config = NotificationConfig.parse({ SMTP_URL: receiver.url, ...env });
    const sender = new MailSender(store, sealer, { ...config, SMTP_URL: config.SMTP_URL ?? '' });
    await sender.send({ id: 'a', kind: 'email', payload }).finally(() => {
      sender.close();
    });
  };

  it('are given account and secret, and the same words however often', async () => {
    const seen: string[] = [];
    receiver = await receiveMails({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: ({ username, password }, _session, done) => {
        seen.push(`${username ?? ''}:${password ?? ''}`);
        if (password === 's:é/cret') done(null, { user: 'thongsuot' });
        else done(new Error('no'));
      },
    });
    const host = receiver.url.replace('smtp://', '');
    const url = `smtp://thongsuot:${encodeURIComponent('s:é/cret')}@${host}`;
    await send({ SMTP_URL: url, SMTP_TLS: 'none' });
    await send({ SMTP_URL: url, SMTP_TLS: 'none' });
    expect(seen).toEqual(['thongsuot:s:é/cret', 'thongsuot:s:é/cret']);
    const [first, second] = receiver.mails.map(({ mail, raw }) => [mail.messageId, mail.date?.toISOString(), mail.subject, raw]);
    expect(first).toEqual(second);
    expect(first?.slice(0, 3)).toEqual(['<a@thongsuot.invalid>', payload.at, 'Đến hạn']);
    const refused = send({ SMTP_URL: `smtp://thongsuot:wrong@${host}`, SMTP_TLS: 'none' });
    await expect(refused).rejects.toMatchObject({ message: 'SMTP 535', name: 'MailTrouble' });
  });

  it('without TLS, or with a certificate that nobody vouches for, get nothing unless the configuration says so', async () => {
    receiver = await receiveMails();
    await expect(send({})).rejects.toThrow(/^SMTP /u);
    await receiver.close();
    receiver = await receiveMails({ disabledCommands: [] });
    await expect(send({})).rejects.toThrow(/^SMTP /u);
    expect(receiver.mails).toEqual([]);
    await send({ SMTP_TLS: 'none' });
    expect(receiver.mails).toHaveLength(1);
  });
});
