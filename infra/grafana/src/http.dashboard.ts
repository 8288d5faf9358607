import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { choice, emptyDashboard, heading, lines, number } from './panels';

const HERE = 'service=~"$service"';
const WINDOW = '$__rate_interval';
const requests = (more = ''): string => `rate(thongsuot_http_request_seconds_count{${HERE}${more}}[${WINDOW}])`;
const quantile = (share: number, by: string): string =>
  `histogram_quantile(${String(share)}, sum by (${by}, le) (rate(thongsuot_http_request_seconds_bucket{${HERE}}[${WINDOW}])))`;

/** Rate, errors and latency of every HTTP door, and the processes behind it. */
export function httpDashboard(): DashboardBuilder {
  return emptyDashboard(
    'thong-suot-http',
    'Thông Suốt – HTTP: lưu lượng, lỗi, độ trễ / HTTP: rate, errors, latency',
    'Mọi dịch vụ, theo đường dẫn và mã trả lời. / Every service, by route and status.',
  )
    .withVariable(choice('service', 'Dịch vụ / Service', 'thongsuot_http_request_seconds_count', 'service'))
    .withPanel(
      number({
        title: 'Yêu cầu mỗi giây / Requests per second',
        description: 'Tổng các dịch vụ đang chọn. / Over the chosen services.',
        queries: [{ expr: `sum(${requests()})`, legend: 'rps' }],
        unit: 'reqps',
        width: 8,
      }),
    )
    .withPanel(
      number({
        title: 'Tỷ lệ lỗi 5xx / Share of 5xx',
        description: '503 kèm Retry-After là từ chối có trật tự, vẫn tính ở đây. / 503 with Retry-After counts here too.',
        queries: [{ expr: `(sum(${requests(', status=~"5.."')}) or vector(0)) / sum(${requests()})`, legend: '5xx' }],
        unit: 'percentunit',
        width: 8,
        redFrom: 0.01,
      }),
    )
    .withPanel(
      number({
        title: 'Dịch vụ không trả lời / Targets down',
        description: 'Tiến trình mà Prometheus không đọc được. / Processes that Prometheus cannot scrape.',
        queries: [{ expr: 'count(up{job="thong-suot"} == 0) or vector(0)', legend: 'down' }],
        unit: 'short',
        width: 8,
        redFrom: 1,
      }),
    )
    .withPanel(
      lines({
        title: 'Lưu lượng theo dịch vụ / Rate by service',
        description: 'Yêu cầu mỗi giây. / Requests per second.',
        queries: [{ expr: `sum by (service) (${requests()})`, legend: '{{service}}' }],
        unit: 'reqps',
        width: 12,
      }),
    )
    .withPanel(
      lines({
        title: 'Lỗi theo dịch vụ và mã / Errors by service and status',
        description: 'Mã 4xx và 5xx. / 4xx and 5xx.',
        queries: [{ expr: `sum by (service, status) (${requests(', status=~"[45].."')})`, legend: '{{service}} {{status}}' }],
        unit: 'reqps',
        width: 12,
      }),
    )
    .withPanel(
      lines({
        title: 'Độ trễ p50, p95, p99 / Latency',
        description: 'Trên mọi đường dẫn đang chọn. / Over all chosen services.',
        queries: [0.5, 0.95, 0.99].map((share) => ({
          expr: quantile(share, 'service'),
          legend: `{{service}} p${String(share * 100)}`,
        })),
        unit: 's',
        width: 12,
      }),
    )
    .withPanel(
      lines({
        title: 'Đường dẫn chậm nhất, p99 / Slowest routes, p99',
        description: 'Mười đường dẫn chậm nhất. / The ten slowest routes.',
        queries: [{ expr: `topk(10, ${quantile(0.99, 'service, method, route')})`, legend: '{{service}} {{method}} {{route}}' }],
        unit: 's',
        width: 12,
      }),
    )
    .withPanel(
      lines({
        title: 'Thời gian trung bình / Mean time',
        description: 'Để so với p99: lệch nhiều là có một số yêu cầu rất chậm. / Far below p99: few but very slow requests.',
        queries: [
          {
            expr: `sum by (service) (rate(thongsuot_http_request_seconds_sum{${HERE}}[${WINDOW}])) / sum by (service) (${requests()})`,
            legend: '{{service}}',
          },
        ],
        unit: 's',
        width: 24,
      }),
    )
    .withRow(heading('Tiến trình / Processes'))
    .withPanel(
      lines({
        title: 'Bộ nhớ / Memory',
        description: 'Bộ nhớ thường trú từng tiến trình. / Resident memory of each process.',
        queries: [{ expr: 'process_resident_memory_bytes{job="thong-suot"}', legend: '{{instance}}' }],
        unit: 'bytes',
        width: 12,
      }),
    )
    .withPanel(
      lines({
        title: 'Độ trễ vòng lặp sự kiện, p99 / Event loop lag, p99',
        description:
          'Cao: tiến trình bận tính toán, nhịp Kafka có thể trễ. / High: the process is CPU bound and may miss heartbeats.',
        queries: [{ expr: 'nodejs_eventloop_lag_p99_seconds{job="thong-suot"}', legend: '{{instance}}' }],
        unit: 's',
        width: 12,
        redFrom: 0.5,
      }),
    );
}
