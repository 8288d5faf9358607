import type { RollUp } from '@thongsuot/contracts';
import { texts } from '../../i18n/language';

/** A column of form II.06a as shown: its number in the form, its key, and whether it is a count of lateness. */
export interface FormColumn {
  readonly key: keyof typeof COLUMN_NAMES.vi;
  readonly number: number;
  readonly late?: true;
}

/** Columns of II.06a in their three groups (TT 01/2020/TT-VPCP, Phụ lục II). */
export const GROUPS: readonly { readonly key: 'received' | 'resolved' | 'pending'; readonly columns: readonly FormColumn[] }[] = [
  {
    key: 'received',
    columns: [
      { key: 'receivedTotal', number: 3 },
      { key: 'receivedOnline', number: 4 },
      { key: 'receivedOffline', number: 5 },
      { key: 'carriedOver', number: 6 },
    ],
  },
  {
    key: 'resolved',
    columns: [
      { key: 'resolvedTotal', number: 7 },
      { key: 'early', number: 8 },
      { key: 'onTime', number: 9 },
      { key: 'overdue', number: 10, late: true },
    ],
  },
  {
    key: 'pending',
    columns: [
      { key: 'pendingTotal', number: 11 },
      { key: 'pendingInTime', number: 12 },
      { key: 'pendingOverdue', number: 13, late: true },
    ],
  },
];

export const COLUMNS: readonly FormColumn[] = GROUPS.flatMap(({ columns }) => columns);

/** Short names, read under the name of their group. */
export const COLUMN_NAMES = texts(
  {
    receivedTotal: 'Tổng số',
    receivedOnline: 'Trực tuyến',
    receivedOffline: 'Trực tiếp, bưu chính',
    carriedOver: 'Kỳ trước chuyển qua',
    resolvedTotal: 'Tổng số',
    early: 'Trước hạn',
    onTime: 'Đúng hạn',
    overdue: 'Quá hạn',
    pendingTotal: 'Tổng số',
    pendingInTime: 'Trong hạn',
    pendingOverdue: 'Quá hạn',
  },
  {
    receivedTotal: 'Total',
    receivedOnline: 'Online',
    receivedOffline: 'Desk, post',
    carriedOver: 'Carried over',
    resolvedTotal: 'Total',
    early: 'Early',
    onTime: 'On time',
    overdue: 'Late',
    pendingTotal: 'Total',
    pendingInTime: 'In time',
    pendingOverdue: 'Late',
  },
);

export const GROUP_NAMES = texts(
  { received: 'Tiếp nhận', resolved: 'Đã giải quyết', pending: 'Đang giải quyết' },
  { received: 'Received', resolved: 'Resolved', pending: 'Pending' },
);

/** An identity of the form and how it came out over the total and every row. */
export interface Check {
  readonly name: string;
  readonly holds: boolean;
  /** Rows in which it does not hold; null is the total. */
  readonly brokenIn: readonly (string | null)[];
}

/** Identities by name, each over all rows it was checked on. */
export function checksOf(identities: RollUp['identities']): Check[] {
  const names = [...new Set(identities.map(({ name }) => name))];
  return names.map((name) => {
    const brokenIn = identities.filter((one) => one.name === name && !one.holds).map(({ row }) => row);
    return { name, holds: brokenIn.length === 0, brokenIn };
  });
}
