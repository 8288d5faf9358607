import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { MainJob } from '../../src/main-job';

/** Chromium of the machine: `CHROMIUM_PATH`, or where Debian puts it. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Where pictures of the pages go; none are taken without it. */
const PICTURES = process.env['PICTURES'];
const WIDTHS = [360, 1440] as const;

/** An officer reads a unit's figures, and a citizen sends feedback and follows it, in a real browser on the running system. */
export function describeJourney(job: () => MainJob): void {
  // Counted as skipped where the machine has no Chromium; npm test installs it on Debian as root.
  const itInBrowser = existsSync(CHROMIUM) ? it : it.skip;
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (existsSync(CHROMIUM)) browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(() => browser?.close());

  const open = async (width: number): Promise<{ page: Page; faults: string[] }> => {
    if (!browser) throw new Error('no browser');
    const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'vi-VN' });
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(job().run.gateway) && !url.startsWith('data:')) faults.push(`third party: ${url}`);
    });
    return { page, faults };
  };

  itInBrowser.each(WIDTHS)(
    'an officer of Phường 2 signs in and reads its figures, targets and tasks at %i px',
    async (width) => {
      const { page, faults } = await open(width);
      const { run } = job();
      const token = run.tokens['officer:19360'] ?? '';
      const query = new URLSearchParams({ area: '19360', period: '2024-Q1', on: run.on['officer:19360'] ?? '' });
      const answer = await fetch(`${run.gateway}/api/v1/rollups?${query.toString()}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const { total } = (await answer.json()) as { total: { cells: { receivedTotal: number; resolvedTotal: number } } };
      expect(total.cells.receivedTotal).toBeGreaterThan(0);

      await page.goto(`${run.portal}dang-nhap`);
      await page.fill('#token', token);
      await page.locator('form button[type=submit]').click();
      await page.waitForURL(/don-vi/);
      await page.locator('h1', { hasText: 'Phường 2' }).waitFor();
      await page.selectOption('#ky', '2024-Q1');
      const received = new RegExp(`^${total.cells.receivedTotal.toLocaleString('vi-VN')}\\s`);
      await page.locator('.tiles .tile dd', { hasText: received }).first().waitFor();
      await page.locator('table').first().waitFor();
      const text = await page.locator('main').innerText();
      expect(text).toContain(total.cells.resolvedTotal.toLocaleString('vi-VN'));
      // Each figure says as of when, in the field's order of day and month.
      expect(text).toMatch(/\d{2}\/\d{2}\/\d{4}/);
      expect(await fitsItsWidth(page)).toBe(true);
      await picture(page, `officer-${width}`);
      expect(faults).toEqual([]);
      await page.close();
    },
    60_000,
  );

  itInBrowser.each(WIDTHS)(
    'a citizen sends feedback and follows it by its code at %i px',
    async (width) => {
      const { page, faults } = await open(width);
      const { run } = job();
      const next = async (to: string): Promise<void> => {
        expect(await fitsItsWidth(page)).toBe(true);
        await picture(page, `feedback-${to}-${width}`);
        await page.locator('form button[type=submit]').click();
        await page.waitForURL(new RegExp(`/phan-anh/${to}$`));
      };
      await page.goto(`${run.portal}phan-anh`);
      await page.locator('a.button').click();
      await page.locator('#nature').check();
      await next('noi-nao');
      await page.locator('input[type=search]').fill('phuong 2');
      await page.locator('label', { hasText: 'Thị xã Quảng Trị' }).first().click();
      await next('noi-dung');
      await page.fill('#content', 'Bộ phận một cửa của phường yêu cầu thêm giấy tờ không có trong danh mục đã niêm yết.');
      await next('nguoi-gui');
      await page.fill('#name', 'Nguyễn Thị Thử');
      await page.fill('#address', 'Khu phố 3, Phường 2, thị xã Quảng Trị');
      await page.fill('#phone', '0912345678');
      await next('kiem-tra');
      expect(await page.locator('dl.summary').innerText()).toContain('Nguyễn Thị Thử');
      await picture(page, `feedback-check-${width}`);
      await page.locator('.actions button').click();
      const code = (await page.locator('.code-shown').innerText()).trim();
      expect(code).toMatch(/^PAKN-/);
      await picture(page, `feedback-sent-${width}`);

      await page.goto(`${run.portal}phan-anh/tra-cuu`);
      await page.fill('#code', code);
      await page.locator('form button[type=submit]').click();
      await page.locator('.timeline').waitFor();
      await picture(page, `feedback-followed-${width}`);
      // The code opens the feedback: it must stay out of the history, and who sent it out of the page.
      expect(page.url()).not.toContain(code);
      expect(await page.locator('main').innerText()).not.toContain('Nguyễn Thị Thử');
      expect(faults).toEqual([]);
      await page.close();
    },
    90_000,
  );

  itInBrowser(
    'a form that lacks something says what, where, and goes nowhere',
    async () => {
      const { page } = await open(360);
      await page.goto(`${job().run.portal}phan-anh/viec-gi`);
      await page.locator('form button[type=submit]').click();
      await page.locator('#nature-error').waitFor();
      expect(page.url()).toMatch(/viec-gi$/);
      expect(await page.title()).toMatch(/^Lỗi/);
      await page.close();
    },
    60_000,
  );
}

/** Nothing sticks out at the side. */
function fitsItsWidth(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}
