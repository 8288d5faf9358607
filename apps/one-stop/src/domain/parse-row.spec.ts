import { loadReferenceTree } from '@thongsuot/areas';
import { DossierState, type DossierRow } from '@thongsuot/contracts';
import { fieldKeyOf, isDossierCode, parseRow } from './parse-row';

const tree = loadReferenceTree();
const GOOD: DossierRow = { dossier_code: '000.00.12.H50-240115-0007', area: '19360', received_at: '2024-01-15' };
const parse = (row: DossierRow, mayImport = true): ReturnType<typeof parseRow> =>
  parseRow({ ...GOOD, ...row }, 7, { tree, mayImport: () => mayImport });
const faults = (row: DossierRow, mayImport = true): string[] =>
  (parse(row, mayImport).findings ?? []).map(({ column, code }) => `${column ?? ''} ${code}`);

describe('parseRow', () => {
  it('reads a row of the three required cells, with the defaults of everything else', () => {
    expect(parse({}).state).toEqual({
      code: '000.00.12.H50-240115-0007',
      unit: { areaVersion: '19360.open', agency: null },
      custody: [{ areaVersion: '19360.open', from: '2024-01-15' }],
      officer: null,
      linkedTo: null,
      receivedAreaVersion: null,
      procedureCode: null,
      fieldKey: null,
      fieldLabel: null,
      channel: 'direct',
      serviceLevel: null,
      state: 'by-dates',
      receivedOn: '2024-01-15',
      dueOn: null,
      extendedDueOn: null,
      apologySentOn: null,
      resolvedOn: null,
      outcome: null,
      supplementDays: 0,
      hasFee: false,
      paidOnline: null,
      digitised: null,
      eResult: null,
      paperResultDue: null,
      reused: null,
      keptInStore: null,
      populationDb: null,
      deleted: false,
    });
  });

  it('reads every column, and what it makes is a state of the contract', () => {
    const { state } = parse({
      dossier_code: ' h50.12.34-240115-aa0007 ',
      unit: 'phong-noi-vu',
      officer: 'CC-012',
      linked_to: '000.00.12.H50-240115-0001',
      state: 'awaiting-supplement',
      service_level: 'full',
      received_area: '19333',
      procedure_code: '1.000656',
      field: ' Hộ  tịch ',
      channel: 'postal',
      due_at: '2024-01-20',
      extended_due_at: '2024-01-25',
      apology_sent_at: '2024-01-18',
      resolved_at: '2024-01-24',
      outcome: 'returned',
      supplement_days: '2',
      fee_due: '50000',
      paid_online: 'TRUE',
      digitised: 'false',
      e_result: '1',
      paper_result_due: '0',
      reused: 'true',
      kept_in_store: 'true',
      population_db: 'true',
      deleted: 'true',
    });
    expect(DossierState.parse(state)).toMatchObject({
      code: 'H50.12.34-240115-AA0007',
      unit: { areaVersion: '19360.open', agency: 'phong-noi-vu' },
      linkedTo: '000.00.12.H50-240115-0001',
      receivedAreaVersion: '19333.open',
      fieldKey: 'ho tich',
      fieldLabel: 'Hộ tịch',
      supplementDays: 2,
      hasFee: true,
      paidOnline: true,
      digitised: false,
      paperResultDue: false,
      deleted: true,
    });
  });

  it('reads an area code on the day received: one code has had two owners', () => {
    expect(parse({ received_at: '2025-06-30' }).state?.unit.areaVersion).toBe('19360.open');
    expect(parse({ received_at: '2025-07-01' }).state?.unit.areaVersion).toBe('19360.2025-07-01');
    // The district is no more from 01/07/2025.
    expect(faults({ area: '462', received_at: '2025-07-01' })).toEqual(['area area-unknown']);
    expect(parse({ area: '462' }).state?.unit.areaVersion).toBe('462.open');
  });

  it.each([
    ['2024-01-15T23:30:00+07:00', '2024-01-15'],
    ['2024-01-15T17:30:00Z', '2024-01-16'],
    ['2024-01-15T23:30:00', '2024-01-15'],
    ['2024-01-15 08:00', '2024-01-15'],
    ['2024-01-15T17:30:00.250+0000', '2024-01-16'],
  ])('takes the Vietnamese day of %s', (received_at, day) => {
    expect(parse({ received_at }).state?.receivedOn).toBe(day);
  });

  it.each<[DossierRow, string]>([
    [{ dossier_code: '' }, 'dossier_code required'],
    [{ dossier_code: 'abc' }, 'dossier_code code-form'],
    [{ dossier_code: 'x'.repeat(81) }, 'dossier_code too-long'],
    [{ area: ' ' }, 'area required'],
    [{ area: '99999' }, 'area area-unknown'],
    [{ received_at: '' }, 'received_at required'],
    [{ received_at: '2023-02-29' }, 'received_at date-invalid'],
    [{ received_at: '2023-02-29T08:00:00Z' }, 'received_at date-invalid'],
    [{ received_at: '15/01/2024' }, 'received_at date-unreadable'],
    [{ received_at: '2024-01-15T25:00:00Z' }, 'received_at date-unreadable'],
    [{ received_area: '99999' }, 'received_area area-unknown'],
    [{ unit: 'Phòng Nội vụ' }, 'unit unit-unknown-form'],
    [{ unit: '19333/phong-noi-vu' }, 'unit unit-unknown-form'],
    [{ officer: 'Nguyễn Văn A' }, 'officer officer-not-a-code'],
    [{ linked_to: 'abc' }, 'linked_to code-form'],
    [{ linked_to: '000.00.12.H50-240115-0007' }, 'linked_to linked-to-itself'],
    [{ procedure_code: '9.1' }, 'procedure_code procedure-code-form'],
    [{ state: 'by-dates' }, 'state choice-unknown'],
    [{ channel: 'fax' }, 'channel choice-unknown'],
    [{ service_level: 'level-4' }, 'service_level choice-unknown'],
    [{ outcome: 'lost', resolved_at: '2024-01-16' }, 'outcome choice-unknown'],
    [{ outcome: 'granted' }, 'outcome outcome-without-resolved'],
    [{ due_at: '2024-01-14' }, 'due_at due-before-received'],
    [{ resolved_at: '2024-01-14' }, 'resolved_at resolved-before-received'],
    [{ due_at: '2024-01-20', extended_due_at: '2024-01-19' }, 'extended_due_at extended-before-due'],
    [{ apology_sent_at: '2024-01-14' }, 'apology_sent_at apology-before-received'],
    [{ supplement_days: '-1' }, 'supplement_days number-unreadable'],
    [{ supplement_days: '1.5' }, 'supplement_days number-unreadable'],
    [{ fee_due: 'free' }, 'fee_due number-unreadable'],
    [{ digitised: 'có' }, 'digitised flag-unreadable'],
    [{ field: 'x'.repeat(201) }, 'field too-long'],
  ])('leaves out %j, saying where and why', (row, fault) => {
    expect(faults(row)).toEqual([fault]);
    expect(parse(row).state).toBeUndefined();
  });

  it('tells every fault of a row, with its number and both languages', () => {
    const { findings } = parse({ channel: 'fax', due_at: '2024-13-01', area: '99999' });
    expect(findings?.map(({ row, column }) => [row, column])).toEqual([
      [7, 'area'],
      [7, 'due_at'],
      [7, 'channel'],
    ]);
    for (const { message } of findings ?? []) expect(message).toMatch(/.+ \/ .+/);
  });

  it('refuses areas that are not the importer’s', () => {
    expect(faults({}, false)).toEqual(['area area-not-yours']);
  });

  it('takes a day that could not be read as told: no second fault of the outcome', () => {
    expect(faults({ outcome: 'granted', resolved_at: 'soon' })).toEqual(['resolved_at date-unreadable']);
  });
});

describe('codes and keys', () => {
  it.each(['000.00.12.H50-240115-0007', '000.00.12.H50-240115-0012345', 'H50.12.34-240115-0007', 'H50.123.45-260125-AB00071'])(
    'accepts %s for ever',
    (text) => {
      expect(isDossierCode(text)).toBe(true);
    },
  );

  it.each(['', 'H50', '000.00.12.H50-240115-007', '000.00.12.H50-24011-0007', 'h50.12-240115-0007', '1234'])(
    'refuses %j',
    (text) => {
      expect(isDossierCode(text)).toBe(false);
    },
  );

  it('folds spellings of one field to one key', () => {
    expect(new Set(['Đất đai', 'ĐẤT ĐAI', 'đất  đai '].map(fieldKeyOf))).toEqual(new Set(['dat dai']));
  });
});
