import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { choice, emptyDashboard, heading, lines, number, rows } from './panels';

const HERE = 'level=~"$level", area=~"$area"';
const dossiers = (column: string): string => `max by (area) (thongsuot_rollup_dossiers{column="${column}", ${HERE}})`;
const total = (column: string): string => `sum(${dossiers(column)})`;

/**
 * Roll-up of dossiers (form II.06a of TT 01/2020) and targets of the plans in force, by unit.
 * Every replica of reporting shows the same figure, hence `max by (area)` before any sum. `$level` keeps one level of the
 * tree at a time: summing a province with its own districts would count each dossier twice.
 */
export function rollupDashboard(): DashboardBuilder {
  return emptyDashboard(
    'thong-suot-rollup',
    'Thông Suốt – Tổng hợp và chỉ tiêu theo đơn vị / Roll-up and targets by unit',
    'Số liệu mẫu II.06a của kỳ đang chạy và các chỉ tiêu của kế hoạch. / Figures of form II.06a for the running period, and the targets of the plans.',
  )
    .withVariable(choice('level', 'Cấp / Level', 'thongsuot_rollup_dossiers', 'level').multi(false).includeAll(false))
    .withVariable(choice('area', 'Đơn vị / Area', 'thongsuot_rollup_dossiers{level=~"$level"}', 'area'))
    .withRow(heading('Hồ sơ / Dossiers'))
    .withPanel(
      number({
        title: 'Tiếp nhận trong kỳ và kỳ trước chuyển sang / Received',
        description: 'Cột 3 của II.06a, cộng các đơn vị đang chọn. / Column 3 of II.06a over the chosen units.',
        queries: [{ expr: total('receivedTotal'), legend: 'receivedTotal' }],
        unit: 'short',
        width: 6,
      }),
    )
    .withPanel(
      number({
        title: 'Đã giải quyết / Resolved',
        description: 'Cột 7 của II.06a. / Column 7 of II.06a.',
        queries: [{ expr: total('resolvedTotal'), legend: 'resolvedTotal' }],
        unit: 'short',
        width: 6,
      }),
    )
    .withPanel(
      number({
        title: 'Giải quyết quá hạn / Resolved late',
        description: 'Cột 10 của II.06a; chỉ tiêu là 0. / Column 10 of II.06a; the target is 0.',
        queries: [{ expr: total('overdue'), legend: 'overdue' }],
        unit: 'short',
        width: 6,
        redFrom: 1,
      }),
    )
    .withPanel(
      number({
        title: 'Đang giải quyết, đã quá hạn / Pending and overdue',
        description: 'Cột 13 của II.06a: cần xử lý hôm nay. / Column 13 of II.06a: to be dealt with today.',
        queries: [{ expr: total('pendingOverdue'), legend: 'pendingOverdue' }],
        unit: 'short',
        width: 6,
        redFrom: 1,
      }),
    )
    .withPanel(
      lines({
        title: 'Tỷ lệ tiếp nhận trực tuyến / Share received online',
        description:
          'Trực tuyến chia cho tiếp nhận mới trong kỳ (không tính kỳ trước chuyển sang). / Online over newly received.',
        queries: [
          {
            expr: `${dossiers('receivedOnline')} / (${dossiers('receivedOnline')} + ${dossiers('receivedOffline')})`,
            legend: '{{area}}',
          },
        ],
        unit: 'percentunit',
        width: 12,
      }),
    )
    .withPanel(
      lines({
        title: 'Đang giải quyết / Pending',
        description: 'Cột 11 của II.06a theo đơn vị. / Column 11 of II.06a by unit.',
        queries: [{ expr: dossiers('pendingTotal'), legend: '{{area}}' }],
        unit: 'short',
        width: 12,
      }),
    )
    .withPanel(
      rows({
        title: 'Quá hạn theo đơn vị / Overdue by unit',
        description: 'Giải quyết quá hạn cộng đang giải quyết quá hạn. / Resolved late plus pending and overdue.',
        queries: [{ expr: `sort_desc(${dossiers('overdue')} + ${dossiers('pendingOverdue')})`, legend: '{{area}}' }],
        unit: 'short',
        width: 24,
        redFrom: 1,
      }),
    )
    .withRow(heading('Chỉ tiêu của kế hoạch / Targets of the plans'))
    .withPanel(
      number({
        title: 'Chỉ tiêu chưa đạt / Targets not met',
        description: 'Đếm cặp (đơn vị, chỉ tiêu) chưa đạt. / Pairs of unit and target that are not met.',
        queries: [{ expr: 'count(max by (area, target) (thongsuot_target_state{area=~"$area"}) == 0) or vector(0)', legend: '' }],
        unit: 'short',
        width: 6,
        redFrom: 1,
      }),
    )
    .withPanel(
      rows({
        title: 'Mức đạt từng chỉ tiêu / Ratio of each target',
        description:
          'Tử số chia mẫu số, tính lại ở từng cấp, không lấy trung bình. / Numerator over denominator, recomputed at each level.',
        queries: [{ expr: 'max by (area, target) (thongsuot_target_ratio{area=~"$area"})', legend: '{{area}} {{target}}' }],
        unit: 'percentunit',
        width: 18,
      }),
    );
}
