import { AreaVersionId, plainDate, type DossierState } from '@thongsuot/contracts';

const PHUONG_2 = AreaVersionId.parse('19360.open');

/** A pending dossier of Phường 2, thị xã Quảng Trị, with whatever a test changes about it. */
export function dossierSample(more: Partial<DossierState> = {}): DossierState {
  return {
    code: '000.00.12.H50-240115-0007',
    unit: { areaVersion: PHUONG_2, agency: null },
    custody: [{ areaVersion: PHUONG_2, from: plainDate('2024-01-15') }],
    officer: null,
    linkedTo: null,
    receivedAreaVersion: null,
    procedureCode: '2.000815',
    fieldKey: 'chung thuc',
    fieldLabel: 'Chứng thực',
    channel: 'direct',
    serviceLevel: 'partial',
    state: 'by-dates',
    receivedOn: plainDate('2024-01-15'),
    dueOn: plainDate('2024-01-17'),
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
    ...more,
  };
}
