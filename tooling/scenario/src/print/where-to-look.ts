import type { RunFile } from '../launch/run-file';
import { scenarioPaths } from '../launch/project';
import type { Consistency } from '../play/clockwork';
import { heading, tableOf } from './table';

/** Whether every service agrees with every other, with the numbers. */
export function consistencyTable({ consistent, flows, agreements, services }: Consistency): string {
  const rows = [
    ...flows.map(({ from, to, numbered, applied, equal }) => [
      `${from} → ${to}`,
      'sự kiện',
      numbered,
      applied,
      equal ? '=' : '≠',
    ]),
    ...agreements.map(({ what, owner, reader, ownerCount, readerCount, equal }) => [
      `${owner} – ${reader}`,
      what,
      ownerCount,
      readerCount,
      equal ? '=' : '≠',
    ]),
  ];
  const columns = [
    { title: 'Từ → đến' },
    { title: 'Đếm' },
    { title: 'Bên gửi', number: true },
    { title: 'Bên nhận', number: true },
    { title: '' },
  ];
  const parked = services.reduce((sum, service) => sum + (service.parked ?? 0), 0);
  return [
    heading('Nhất quán giữa các dịch vụ (GET /api/v1/consistency)', 'consistency'),
    tableOf(columns, rows),
    `Sự kiện tạm gác / parked: ${parked}. ${consistent ? 'NHẤT QUÁN / consistent' : 'CHƯA NHẤT QUÁN / not consistent'}`,
  ].join('\n');
}

/** Where people and programs go from here. */
export function whereToLook(run: RunFile): string {
  const accounts = Object.keys(run.tokens).map((name) => [name, run.on[name] ?? '']);
  return [
    heading('Xem ở đâu', 'where to look'),
    `Cổng thông tin / portal      ${run.portal}`,
    `Swagger UI                   ${run.gateway}/docs`,
    `OpenAPI                      ${run.gateway}/api/v1/openapi.json`,
    `Địa chỉ, mã truy cập / URLs, tokens   ${scenarioPaths().runFile}`,
    '',
    'Tài khoản minh họa (mã truy cập trong run.json, dùng làm Bearer) / demo accounts, tokens in run.json:',
    tableOf([{ title: 'Tài khoản' }, { title: 'Nhìn từ ngày' }], accounts),
  ].join('\n');
}
