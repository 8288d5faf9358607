import { createHash } from 'node:crypto';
import { loadReferenceTree } from '@thongsuot/areas';
import { vietnamCalendar } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import { dossiersOf } from './dossiers';
import { KON_TUM_2022, QUANG_TRI_2024, QUARTERS, type Quarter } from './quarters';
import type { Cells, Story } from './story';

const tree = loadReferenceTree();
const calendar = vietnamCalendar();
const SEED = 'thong-suot-1';

const stories = new Map(QUARTERS.map((quarter) => [quarter.key, dossiersOf(tree, quarter, SEED)]));
const of = (quarter: Quarter): Story[] => stories.get(quarter.key) ?? [];
const last = (story: Story): Cells => Object.assign({}, ...story.changes.map(({ set }) => set)) as Cells;
const dayOf = (cell: string): string =>
  cell.includes('T') ? new Date(Date.parse(cell) + 25_200_000).toISOString().slice(0, 10) : cell;
const share = (rows: readonly Cells[], fits: (row: Cells) => boolean): number => rows.filter(fits).length / rows.length;
const counted = (quarter: Quarter): Cells[] =>
  of(quarter)
    .map(last)
    .filter((row) => row.deleted !== 'true' && row.state !== 'refused-at-desk' && !row.linked_to);

describe('the dossiers of both quarters', () => {
  it('are the same for the same seed and others for another', () => {
    const digest = (list: readonly Story[]): string => createHash('sha256').update(JSON.stringify(list)).digest('hex');
    const again = digest(dossiersOf(tree, KON_TUM_2022, SEED));
    expect(again).toBe(digest(of(KON_TUM_2022)));
    expect(digest(dossiersOf(tree, KON_TUM_2022, 'another'))).not.toBe(again);
  });

  it('are 50,000 and more, each with a code of its own in the written form', () => {
    const codes = QUARTERS.flatMap((quarter) => of(quarter).map(({ code }) => code));
    expect(codes.length).toBeGreaterThanOrEqual(50_000);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !/^000\.\d\d\.\d\d\.H(34|50)-\d{6}-\d{4}$/.test(code))).toEqual([]);
  });

  it.each(QUARTERS.map((quarter) => [quarter.key, quarter] as const))(
    '%s: come to every commune, district and department',
    (_, quarter) => {
      const province = tree.resolve(quarter.province, quarter.end);
      const areas = [province, ...tree.descendants(province.id, quarter.end)].map(({ code }) => code);
      const seen = new Set(counted(quarter).map(({ area }) => area));
      expect(areas.filter((code) => !seen.has(code))).toEqual([]);
      const agencies = new Set(counted(quarter).flatMap(({ unit }) => (unit === undefined ? [] : [unit])));
      expect(agencies.size).toBeGreaterThanOrEqual(8);
      const fields = new Set(
        counted(quarter)
          .filter(({ area }) => area?.length === 5)
          .map(({ field }) => field?.trim().toLowerCase()),
      );
      expect(fields.size).toBeGreaterThanOrEqual(15);
    },
  );

  it.each(QUARTERS.map((quarter) => [quarter.key, quarter] as const))(
    '%s: nobody is received at a closed desk, nothing is resolved on a day of rest',
    (_, quarter) => {
      const rows = counted(quarter);
      const direct = rows.filter(({ channel }) => channel !== 'online').map(({ received_at }) => received_at ?? '');
      expect(direct.filter((day) => !calendar.isWorkingDay(plainDate(day)))).toEqual([]);
      const resolved = rows.flatMap(({ resolved_at }) => (resolved_at ? [resolved_at] : []));
      expect(resolved.filter((day) => !calendar.isWorkingDay(plainDate(day)))).toEqual([]);
      const backwards = rows.filter(({ received_at, resolved_at }) => resolved_at && resolved_at < dayOf(received_at ?? ''));
      expect(backwards).toEqual([]);
    },
  );

  it.each(QUARTERS.map((quarter) => [quarter.key, quarter] as const))(
    '%s: run late as seldom as offices do, some are carried over, some pend',
    (_, quarter) => {
      const rows = counted(quarter);
      const late = share(rows, ({ resolved_at, due_at }) => (resolved_at ?? '') > (due_at ?? '9999'));
      expect(late).toBeGreaterThan(0.004);
      expect(late).toBeLessThan(0.04);
      const carried = share(rows, ({ received_at }) => dayOf(received_at ?? '') < quarter.from);
      expect(carried).toBeGreaterThan(0.02);
      expect(carried).toBeLessThan(0.12);
      const pending = share(rows, ({ resolved_at }) => !resolved_at);
      expect(pending).toBeGreaterThan(0.02);
      expect(pending).toBeLessThan(0.12);
    },
  );

  it('the week after Tết is quiet beside the week before it', () => {
    const during = (from: string, to: string): number =>
      counted(QUANG_TRI_2024).filter(({ received_at }) => dayOf(received_at ?? '') >= from && dayOf(received_at ?? '') <= to)
        .length;
    expect(during('2024-02-08', '2024-02-14')).toBeLessThan(during('2024-02-01', '2024-02-07') / 5);
    expect(during('2024-02-15', '2024-02-21')).toBeLessThan(during('2024-02-01', '2024-02-07'));
  });

  it('Phường 2 digitises all, is above half online and 30 % paid online, and has a dossier late', () => {
    const ward = counted(QUANG_TRI_2024).filter(({ area }) => area === '19360');
    const received = ward.filter(({ received_at }) => {
      const day = dayOf(received_at ?? '');
      return day >= QUANG_TRI_2024.from && day <= QUANG_TRI_2024.to;
    });
    expect(share(received, ({ digitised }) => digitised === 'true')).toBe(1);
    expect(share(received, ({ channel }) => channel === 'online')).toBeGreaterThanOrEqual(0.5);
    const withFee = received.filter(({ fee_due }) => Number(fee_due) > 0);
    expect(share(withFee, ({ paid_online }) => paid_online === 'true')).toBeGreaterThanOrEqual(0.3);
    const late = ward.filter(({ resolved_at, due_at }) => (resolved_at ?? '') > (due_at ?? '9999')).length;
    expect(late).toBeGreaterThanOrEqual(1);
    expect(late).toBeLessThanOrEqual(3);
  });
});
