import type { DossierState } from '@thongsuot/contracts';
import { cleanAfterFile } from '@thongsuot/testing';
import { code, csv, startDesk, type Desk } from './desk';

describe('import of dossiers', () => {
  let desk: Desk;
  cleanAfterFile();
  beforeAll(async () => {
    desk = await startDesk('2024-02-01T02:00:00Z');
  }, 60_000);
  afterAll(() => desk.service.close());

  /** Every dossier event stated so far, oldest first. */
  const events = async (): Promise<
    { subject: string; key: string; data: { before: DossierState | null; after: DossierState } }[]
  > => {
    const packs = await desk.service.kit.store
      .collection<{ _id: string; events: { subject: string; key: string; type: string; data: string }[] }>('outbox')
      .find()
      .sort({ _id: 1 })
      .toArray();
    return packs
      .flatMap((pack) => pack.events)
      .filter((event) => event.type.includes('dossier.changed'))
      .map(({ subject, key, data }) => ({ subject, key, data: JSON.parse(data) as never }));
  };

  it('takes a file, and the same file again changes nothing', async () => {
    const file = csv(
      `${code(1)},19360,Đất đai,online,2024-01-15,2024-02-20,,`,
      `${code(2)},19360,ĐẤT  ĐAI,direct,2024-01-16,2024-01-30,2024-01-29,granted`,
    );
    const first = await desk.importCsv(`\ufeff${file.replaceAll(',', ';')}`);
    expect(first).toEqual({
      status: 200,
      body: { received: 2, accepted: 2, unchanged: 0, corrected: 0, refused: 0, findings: [], findingsTotal: 0, dryRun: false },
    });
    const again = await desk.importCsv(file);
    expect(again.body).toMatchObject({ received: 2, accepted: 0, unchanged: 2, corrected: 0, refused: 0 });
    const stated = await events();
    expect(stated).toHaveLength(2);
    expect(stated[1]?.data.after).toMatchObject({ fieldKey: 'dat dai', fieldLabel: 'Đất đai', resolvedOn: '2024-01-29' });
    expect(stated[0]).toMatchObject({ key: '19360.open', data: { before: null } });
  });
});
