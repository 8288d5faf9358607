import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { choice, emptyDashboard, heading, lines, number } from './panels';

const HERE = 'service=~"$service"';
const WINDOW = '$__rate_interval';

/** Health of the reliable core: what waits to be sent, what waits to be applied, what was set aside, what is missing. */
export function reliabilityDashboard(): DashboardBuilder {
  return emptyDashboard(
    'thong-suot-reliability',
    'Thông Suốt – Độ tin cậy của sự kiện / Reliability of events',
    'Hộp thư đi, độ trễ tiêu thụ, sự kiện tạm gác, khoảng trống số thứ tự. / Outbox, consumer lag, parked events, sequence gaps.',
  )
    .withVariable(choice('service', 'Dịch vụ / Service', 'thongsuot_outbox_oldest_seconds', 'service'))
    .withPanel(
      number({
        title: 'Sự kiện tạm gác / Parked events',
        description: 'Khác 0: có số liệu chưa tính. Xem docs/runbooks/parked-events.md. / Not 0: some figures wait.',
        queries: [{ expr: `sum(max by (service, group) (thongsuot_parked_events{${HERE}}))`, legend: 'parked' }],
        unit: 'short',
        width: 6,
        redFrom: 1,
      }),
    )
    .withPanel(
      number({
        title: 'Phân vùng bị dừng / Partitions stopped',
        description:
          'Từ khi tiến trình chạy; mỗi khoảng trống dừng một phân vùng. Xem docs/runbooks/sequence-gap.md. / Since the processes started.',
        queries: [{ expr: `sum(thongsuot_event_gaps_total{${HERE}}) or vector(0)`, legend: 'gaps' }],
        unit: 'short',
        width: 6,
        redFrom: 1,
      }),
    )
    .withPanel(
      number({
        title: 'Gói chờ gửi lâu nhất / Oldest waiting pack',
        description: 'Quá 60 giây: xem docs/runbooks/stuck-outbox.md. / Over 60 s: see the runbook.',
        queries: [{ expr: `max(thongsuot_outbox_oldest_seconds{${HERE}})`, legend: 'oldest' }],
        unit: 's',
        width: 6,
        redFrom: 60,
      }),
    )
    .withPanel(
      number({
        title: 'Sự kiện chờ xử lý / Events waiting to be applied',
        description: 'Tổng độ trễ của mọi nhóm tiêu thụ. / Lag summed over all consumer groups.',
        queries: [{ expr: `sum(max by (group, topic, partition) (thongsuot_consumer_lag_events{${HERE}}))`, legend: 'lag' }],
        unit: 'short',
        width: 6,
        redFrom: 10000,
      }),
    )
    .withRow(heading('Gửi đi / Sending'))
    .withPanel(
      lines({
        title: 'Tuổi của hộp thư đi / Outbox age',
        description: 'Tuổi của gói cũ nhất chưa gửi. / Age of the oldest pack not yet sent.',
        queries: [{ expr: `max by (service) (thongsuot_outbox_oldest_seconds{${HERE}})`, legend: '{{service}}' }],
        unit: 's',
        width: 8,
        redFrom: 60,
      }),
    )
    .withPanel(
      lines({
        title: 'Gói chờ gửi / Packs waiting',
        description: 'Số gói chưa gửi. / Number of packs not yet sent.',
        queries: [{ expr: `max by (service) (thongsuot_outbox_waiting_packs{${HERE}})`, legend: '{{service}}' }],
        unit: 'short',
        width: 8,
      }),
    )
    .withPanel(
      lines({
        title: 'Sự kiện gửi mỗi giây / Events sent per second',
        description: 'Theo chủ đề. / By topic.',
        queries: [{ expr: `sum by (topic) (rate(thongsuot_relay_events_sent_total{${HERE}}[${WINDOW}]))`, legend: '{{topic}}' }],
        unit: 'ops',
        width: 8,
      }),
    )
    .withRow(heading('Tiêu thụ / Consuming'))
    .withPanel(
      lines({
        title: 'Độ trễ theo nhóm và chủ đề / Lag by group and topic',
        description: 'Sự kiện đã có trên chủ đề mà nhóm chưa ghi nhận. / Events on the topic that the group has not committed.',
        queries: [
          {
            expr: `sum by (group, topic) (max by (group, topic, partition) (thongsuot_consumer_lag_events{${HERE}}))`,
            legend: '{{group}} ← {{topic}}',
          },
        ],
        unit: 'short',
        width: 12,
      }),
    )
    .withPanel(
      lines({
        title: 'Thời gian từ lần tiến gần nhất / Time since last progress',
        description:
          'Tăng trong khi còn độ trễ: nhóm bị kẹt. Xem docs/runbooks/consumer-stalled.md. / Rising while lag remains: stalled.',
        queries: [
          {
            expr: `time() - max by (service, group) (thongsuot_consumer_last_progress_seconds{${HERE}})`,
            legend: '{{service}} {{group}}',
          },
        ],
        unit: 's',
        width: 12,
        redFrom: 120,
      }),
    )
    .withPanel(
      lines({
        title: 'Sự kiện áp dụng và lặp lại mỗi giây / Applied and repeated per second',
        description: 'Lặp lại là bình thường sau khi khởi động lại. / Repeats are normal after a restart; none counts twice.',
        queries: [
          { expr: `sum by (group) (rate(thongsuot_events_applied_total{${HERE}}[${WINDOW}]))`, legend: '{{group}}' },
          {
            expr: `sum by (group) (rate(thongsuot_events_repeated_total{${HERE}}[${WINDOW}]))`,
            legend: '{{group}} lặp / repeated',
          },
        ],
        unit: 'ops',
        width: 8,
      }),
    )
    .withPanel(
      lines({
        title: 'Tạm gác theo nhóm / Parked by group',
        description: 'Số dòng chờ sửa và phát lại. / Rows that wait for a cure and a replay.',
        queries: [{ expr: `max by (service, group) (thongsuot_parked_events{${HERE}})`, legend: '{{service}} {{group}}' }],
        unit: 'short',
        width: 8,
        redFrom: 1,
      }),
    )
    .withPanel(
      lines({
        title: 'Thời gian ghi số liệu, p99 / Projection commit, p99',
        description:
          'Một giao dịch ghi sổ cái và số liệu; trần là 5 giây. / One transaction of ledger and figures; the ceiling is 5 s.',
        queries: [
          {
            expr: `histogram_quantile(0.99, sum by (group, le) (rate(thongsuot_projection_commit_seconds_bucket{${HERE}}[${WINDOW}])))`,
            legend: '{{group}}',
          },
        ],
        unit: 's',
        width: 8,
        redFrom: 5,
      }),
    );
}
