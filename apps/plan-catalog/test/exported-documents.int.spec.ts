import { vietnamCalendar } from '@thongsuot/calendar';
import type { InspectionView, PlanView } from '@thongsuot/contracts';
import { writeDocx, writePdf } from '@thongsuot/documents';
import { office, type RenderedFile } from '@thongsuot/testing';
import { checklistOn } from '../src/adapters/files/checklist';
import { minutesDocument } from '../src/domain/document/minutes-document';
import { stateDocument } from '../src/domain/document/state-document';
import { exportPlan } from '../src/features/export-plan/export-plan';
import { day, lineOf, sampleView } from './sample-views';

const missing = office.missing();
const when = missing.length === 0 ? describe : describe.skip;

function standingOf(plan: PlanView): Parameters<typeof exportPlan>[0] {
  const refs = plan.sections.flatMap((section) => section.tasks).map((task) => task.ref);
  const items = refs.map((ref, index) => {
    const dueOn = day('2024-01-31');
    if (index % 4 === 0) return lineOf(plan, ref, { status: 'overdue', dueOn });
    if (index % 4 === 1)
      return lineOf(plan, ref, { status: 'completed', dueOn, completedOn: dueOn, progress: { done: 1, of: 1, percent: 100 } });
    return lineOf(plan, ref, { status: 'waiting', kind: index % 4 === 2 ? 'event' : 'month' });
  });
  return { plan, items, difficulties: [], on: day('2024-03-01') };
}

const INSPECTION = {
  state: 'recorded',
  ...{ id: '018d0000-0000-7000-8000-000000000001', inspector: '614', inspected: '23479', kind: 'ad-hoc' },
  ...{ from: day('2022-05-04'), to: day('2022-05-05'), remediesDueOn: day('2022-06-15') },
  ...{ inspectorName: 'Huyện Kon Rẫy', inspectedName: 'Thị trấn Đăk Rve', recordedBy: 'officer-614' },
  heads: [
    { head: 'publication', findings: [{ text: 'Niêm yết thiếu 03 thủ tục hành chính lĩnh vực đất đai', remedied: false }] },
  ],
} as unknown as InspectionView;

when(`exported documents in LibreOffice${missing.length === 0 ? '' : ` (skipped: without ${missing.join(', ')})`}`, () => {
  let shown: Record<string, RenderedFile>;
  beforeAll(async () => {
    const ward = standingOf(await sampleView('phuong-2-2024'));
    const district = standingOf(await sampleView('kon-ray-2022', { state: 'draft' }));
    const units = {
      inspector: { areaName: 'Huyện Kon Rẫy', agencyName: null },
      inspected: { areaName: 'Thị trấn Đăk Rve', agencyName: null },
    };
    const minutes = minutesDocument(INSPECTION, units, checklistOn(day('2022-05-04'))?.heads ?? []);
    const content = async (...asked: Parameters<typeof exportPlan>): Promise<Buffer> => (await exportPlan(...asked)).content;
    shown = office.render(
      {
        'ward.docx': await content(ward, 'plan', 'docx'),
        'ward.xlsx': await content(ward, 'plan', 'xlsx'),
        'ward.pdf': await content(ward, 'plan', 'pdf'),
        'draft.docx': await content(district, 'plan', 'docx'),
        'state.docx': await writeDocx(stateDocument(ward, vietnamCalendar())),
        'state-sheet.xlsx': await content(ward, 'state', 'xlsx'),
        'state-own.pdf': await content(ward, 'state', 'pdf'),
        'minutes.docx': await writeDocx(minutes),
        'minutes-own.pdf': await writePdf(minutes),
      },
      process.env.KEEP_IMAGES,
    );
  }, 180_000);

  it('a plan fills the pages it needs, with every task in its appendix and one typeface', () => {
    for (const name of ['ward.docx', 'ward.pdf']) {
      const { pages, text, fonts } = shown[name]!;
      expect([name, pages >= 4 && pages <= 7]).toEqual([name, true]);
      expect(text[0]).toMatch(/ỦY BAN NHÂN DÂN\s+CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/u);
      expect(text.join('\n')).toContain('IV. TỔ CHỨC THỰC HIỆN');
      expect(text.join('\n').match(/^\s*(I|II|III|IV|V|VI|VII|VIII|IX|X)\s{2,}\S/gmu)?.length).toBeGreaterThanOrEqual(10);
      expect(fonts.every((font) => font.startsWith('Tinos'))).toBe(true);
    }
  });

  it('the signature stays whole, beside the recipients', () => {
    const page = shown['ward.docx']!.text.find((text) => text.includes('Nơi nhận:'));
    expect(page).toMatch(/Nơi nhận:\s+TM\. ỦY BAN NHÂN DÂN/u);
    expect(page).toMatch(/CHỦ TỊCH/u);
  });

  it('a draft shows room for number and day', () => {
    expect(shown['draft.docx']!.text[0]).toMatch(/Số:\s+\/KH-UBND/u);
    expect(shown['draft.docx']!.text[0]).toContain('DỰ THẢO');
  });

  it('a state repeats its heading on every page of its table', () => {
    for (const [name, from] of [
      ['state.docx', 1],
      ['state-own.pdf', 1],
      ['state-sheet.xlsx', 0],
    ] as const) {
      const pages = shown[name]!.text.slice(from).filter((page) => !page.includes('Nơi nhận:'));
      expect([name, pages.length > 0]).toEqual([name, true]);
      for (const page of pages) expect([name, page]).toEqual([name, expect.stringMatching(/Trạng thái/u)]);
      expect(shown[name]!.text.join('\n')).toContain('Quá hạn');
    }
  });

  it('minutes list seven heads and three parties', () => {
    for (const name of ['minutes.docx', 'minutes-own.pdf']) {
      const text = shown[name]!.text.join('\n');
      expect(text).toMatch(/^\s*7\s+\S/mu);
      expect(text).toMatch(/ĐƠN VỊ ĐƯỢC KIỂM TRA\s+THƯ KÝ\s+TRƯỞNG ĐOÀN/u);
    }
  });

  it('no page is empty or black', () => {
    for (const [name, { ink }] of Object.entries(shown)) {
      for (const share of ink) expect([name, share > 0.004, share < 0.3]).toEqual([name, true, true]);
    }
  });
});
