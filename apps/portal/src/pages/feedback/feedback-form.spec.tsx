import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { App } from '../../app';

interface Sent {
  readonly path: string;
  readonly body: unknown;
  readonly key: string | null;
}

const sent: Sent[] = [];
let refuse: { readonly status: number; readonly body: unknown } | null = null;

const area = {
  id: '19360.open',
  code: '19360',
  name: 'Phường 2',
  level: 'commune',
  pathName: 'Phường 2, Thị xã Quảng Trị, Tỉnh Quảng Trị',
};
const answer = {
  trackingCode: 'PAKN-2024-7Q4M-XK2D-9V0R',
  receivedOn: '2024-03-16',
  dueOn: '2024-03-19',
  handler: { name: 'Phường 2' },
};

const reply = (status: number, body: unknown): Pick<Response, 'ok' | 'status' | 'json'> => ({
  ok: status < 400,
  status,
  json: () => Promise.resolve(body),
});

// The machine that runs all tests at once is slow; what is awaited still has to come.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

beforeEach(() => {
  sent.length = 0;
  refuse = null;
  sessionStorage.clear();
  window.scrollTo = () => undefined;
  window.HTMLElement.prototype.scrollIntoView = () => undefined;
  window.history.replaceState(null, '', '/phan-anh');
  globalThis.fetch = ((path: string, init: { method?: string; body?: string; headers: Headers }) => {
    if (init.method !== 'POST') return Promise.resolve(reply(200, { items: [area], nextCursor: null }));
    sent.push({ path, body: JSON.parse(init.body ?? ''), key: init.headers.get('idempotency-key') });
    return Promise.resolve(refuse === null ? reply(201, answer) : reply(refuse.status, refuse.body));
  }) as unknown as typeof fetch;
});
afterEach(cleanup);

const next = (user: UserEvent): Promise<void> => user.click(screen.getByRole('button', { name: 'Tiếp tục' }));

async function fill(user: UserEvent, field: HTMLElement, text: string): Promise<void> {
  await user.click(field);
  await user.paste(text);
}

async function fillIn(user: UserEvent): Promise<void> {
  await user.click(await screen.findByRole('link', { name: 'Bắt đầu' }));
  await user.click(screen.getByRole('radio', { name: 'Cách giải quyết của cơ quan, cán bộ' }));
  await next(user);
  await fill(user, screen.getByRole('searchbox'), 'phuong 2');
  await user.click(await screen.findByRole('radio', { name: area.pathName }));
  await next(user);
  await fill(user, screen.getByLabelText('Sự việc và điều Ông/Bà đề nghị'), 'Hồ sơ chứng thực của tôi bị trả chậm ba ngày.');
  await next(user);
  await fill(user, screen.getByLabelText(/^Họ và tên/), 'Nguyễn Thị Hoa');
  await fill(user, screen.getByLabelText('Địa chỉ'), 'Khu phố 3, Phường 2');
  await fill(user, screen.getByLabelText('Số điện thoại'), '0912 345 678');
  await next(user);
}

it('leads through one thing a page to check-your-answers, sends once and shows the tracking code', async () => {
  const user = userEvent.setup({ delay: null });
  render(<App />);
  await fillIn(user);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Kiểm tra trước khi gửi');
  expect(screen.getByText('Nguyễn Thị Hoa')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Gửi phản ánh, kiến nghị' }));
  expect(await screen.findByText(answer.trackingCode)).toBeTruthy();
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    path: '/api/v1/feedback',
    body: { kind: 'act', area: '19360', sender: { phone: '0912 345 678' } },
  });
  expect(sessionStorage.getItem('thongsuot.feedback')).toBeNull();
});

it('lists what is missing in a summary that has the focus and leads to the field', async () => {
  const user = userEvent.setup({ delay: null });
  render(<App />);
  await user.click(await screen.findByRole('link', { name: 'Bắt đầu' }));
  await next(user);
  const summary = screen.getByRole('alert');
  expect(document.activeElement).toBe(summary);
  expect(document.title).toMatch(/^Lỗi: /);
  await user.click(screen.getByRole('link', { name: 'Hãy chọn việc muốn phản ánh' }));
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Cách giải quyết của cơ quan, cán bộ' }));
});

it('shows the way for a denunciation and sends nothing', async () => {
  const user = userEvent.setup({ delay: null });
  render(<App />);
  await user.click(await screen.findByRole('link', { name: 'Bắt đầu' }));
  await user.click(screen.getByRole('radio', { name: 'Tố cáo' }));
  await next(user);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Tố cáo được gửi nơi khác');
  expect(sent).toEqual([]);
});

it('sends the same key again after a failure, so that nothing is received twice', async () => {
  const user = userEvent.setup({ delay: null });
  render(<App />);
  await fillIn(user);
  refuse = { status: 503, body: { code: 'service-unavailable', title: 'Dịch vụ tạm ngừng', status: 503 } };
  const button = screen.getByRole('button', { name: 'Gửi phản ánh, kiến nghị' });
  await user.click(button);
  expect((await screen.findByRole('alert')).textContent).toContain('Phần này tạm ngừng phục vụ');
  refuse = null;
  await user.click(button);
  await screen.findByText(answer.trackingCode);
  expect(sent).toHaveLength(2);
  expect(sent[1]?.key).toBe(sent[0]?.key);
});

it('leads from an error of the service to the page that asks for it', async () => {
  const user = userEvent.setup({ delay: null });
  render(<App />);
  await fillIn(user);
  refuse = {
    status: 422,
    body: {
      code: 'feedback-not-received',
      title: 'Không đủ điều kiện',
      status: 422,
      errors: [{ pointer: '/sender/name', code: 'name-missing', message: 'Hãy ghi họ và tên / Give your name' }],
    },
  };
  await user.click(screen.getByRole('button', { name: 'Gửi phản ánh, kiến nghị' }));
  const link = await screen.findByRole('link', { name: 'Hãy ghi họ và tên' });
  expect(link.getAttribute('href')).toBe('/phan-anh/nguoi-gui');
});
