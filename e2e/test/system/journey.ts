import { existsSync } from 'node:fs';
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

/** An officer reads a unit's figures and a citizen sends feedback and follows it, in a real browser. */
export function describeJourney(job: () => MainJob): void {
  // Counted as skipped where the machine has no Chromium; npm test installs it on Debian as root.
  const itInBrowser = existsSync(CHROMIUM) ? it : it.skip;
  let browser: Browser | undefined;

  beforeAll(async () => {
    if (existsSync(CHROMIUM)) browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(() => browser?.close());

  const newPage = async (width: number): Promise<{ page: Page; faults: string[] }> => {
    if (!browser) throw new Error('no browser');
    const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'vi-VN' });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(job().run.gateway) && !request.url().startsWith('data:'))
        faults.push(`third party: ${request.url()}`);
    });
    return { page, faults };
  };

  itInBrowser.each([360, 1440])(
    'shows the figures of Phường 2 to its officer at %i px',
    async (width) => {
      const { page, faults } = await newPage(width);
      const { run } = job();
      await page.goto(`${run.portal}dang-nhap`);
      await page.fill('#token', run.tokens['officer:19360'] ?? '');
      await page.keyboard.press('Enter');
      await page.waitForURL(/don-vi/);
      await page.getByText('Phường 2').first().waitFor();
      await page.locator('table').first().waitFor();
      const api = await fetch(`${run.gateway}/api/v1/rollups?area=19360&on=2024-03-16&period=2024-Q1`, {
        headers: { authorization: `Bearer ${run.tokens['officer:19360'] ?? ''}` },
      });
      const { total } = (await api.json()) as { total: { cells: { receivedTotal: number } } };
      expect(total.cells.receivedTotal).toBeGreaterThan(0);
      await page.getByText(total.cells.receivedTotal.toLocaleString('vi-VN'), { exact: true }).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(faults).toEqual([]);
      await page.close();
    },
    60_000,
  );

  itInBrowser(
    'lets a citizen send feedback and follow it by its code',
    async () => {
      const { page, faults } = await newPage(360);
      const { run } = job();
      await page.goto(`${run.portal}phan-anh`);
      await answerEachPage(page);
      const code = (await page.locator('.code-shown').first().innerText()).trim();
      expect(code).toMatch(/^PAKN-/);
      await page.goto(`${run.portal}phan-anh/tra-cuu`);
      await page.fill('#code', code);
      await page.keyboard.press('Enter');
      await page.locator('.timeline').waitFor();
      // The code is a secret between the citizen and the office: it must not end up in anybody's history.
      expect(page.url()).not.toContain(code);
      expect(await page.locator('main').innerText()).not.toContain('Nguyễn Thị Thử');
      expect(faults).toEqual([]);
      await page.close();
    },
    90_000,
  );
}

/** Walks through the form, one thing a page, filling what each page asks. */
async function answerEachPage(page: Page): Promise<void> {
  const texts: Readonly<Record<string, string>> = {
    '#content': 'Bộ phận một cửa của phường yêu cầu thêm giấy tờ không có trong danh mục đã niêm yết.',
    '#name': 'Nguyễn Thị Thử',
    '#address': 'Khu phố 3, Phường 2, thị xã Quảng Trị',
    '#phone': '0912345678',
  };
  for (let step = 0; step < 12; step++) {
    await page.locator('main h1').first().waitFor();
    if ((await page.locator('.code-shown').count()) > 0) return;
    const here = page.url();
    for (const [field, text] of Object.entries(texts)) {
      if ((await page.locator(field).count()) > 0) await page.fill(field, text);
    }
    const search = page.locator('#area-search');
    const area = page.locator('#area');
    if ((await search.count()) > 0) await search.fill('Phường 2');
    else if ((await area.count()) > 0 && (await area.evaluate((node) => node.tagName)) === 'INPUT')
      await area.fill('Phường Quảng Trị');
    const radio = page.locator('main input[type=radio]');
    if ((await radio.count()) > 0 && (await page.locator('main input[type=radio]:checked').count()) === 0)
      await radio.first().check();
    await page.locator('main button[type=submit], main .button-primary').last().click();
    await page.waitForURL((url) => url.toString() !== here, { timeout: 4000 }).catch(() => undefined);
  }
  await page.locator('.code-shown').waitFor({ timeout: 10_000 });
}
