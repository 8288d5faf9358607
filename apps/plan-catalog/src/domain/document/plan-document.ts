import { formatVi } from '@thongsuot/calendar';
import type { PlanTaskView, PlanView } from '@thongsuot/contracts';
import {
  appendixReference,
  readSignature,
  type AdministrativeDocument,
  type DocumentPart,
  type DocumentTable,
  type Signature,
  type TableRow,
} from '@thongsuot/documents/description';
import { headOf, issuerInSentence, type DocumentIssuer } from './issuer-head';

/** Whose plan it is. */
export function issuerOf(plan: Pick<PlanView, 'area' | 'agency'>): DocumentIssuer {
  return { areaName: plan.area.name, agencyName: plan.agency?.name ?? null };
}

/** What the plan is about, without the word "Kế hoạch" in front. */
export function subjectOf(plan: Pick<PlanView, 'title' | 'year'>): string {
  const subject = (plan.title ?? '').replace(/^kế hoạch\s+/iu, '').trim();
  if (subject === '') return `Kiểm soát thủ tục hành chính năm ${plan.year}`;
  return `${subject.charAt(0).toLocaleUpperCase('vi')}${subject.slice(1)}`;
}

/** Who signs the plan: as it says itself, else its committee's chairman or its agency's head. */
export function signatureOf(plan: Pick<PlanView, 'signer' | 'agency'>): Signature {
  const written = readSignature(plan.signer ?? '');
  if (written !== null) return written;
  return plan.agency === null
    ? { form: 'TM', body: 'Ủy ban nhân dân', office: 'Chủ tịch', name: null }
    : { form: 'own', office: 'Thủ trưởng', name: null };
}

/** A plan as issued: head, aims, targets, duties, and its tasks in an appendix. A draft says that it is one. */
export function planDocument(plan: PlanView): AdministrativeDocument {
  const issuer = issuerOf(plan);
  const head = headOf(issuer, { number: plan.number, type: 'KH', date: plan.issued, year: plan.year });
  const subject = subjectOf(plan);
  const withheld = plan.sections.flatMap((section) => section.tasks).filter((task) => task.state === 'withheld');
  const note = `Ghi chú: nhiệm vụ ${withheld.map((task) => task.ref).join(', ')} tạm giữ, chờ đính chính.`;
  return {
    head,
    type: 'KH',
    subject,
    draft: plan.state === 'draft',
    parts: [
      ...plan.bases.map((basis) => ({ kind: 'basis' as const, text: `Căn cứ ${basis};` })),
      opening(plan, subject),
      ...body(plan),
    ],
    signatures: [signatureOf(plan)],
    recipients: plan.recipients,
    appendices: [
      {
        label: 'Phụ lục',
        title: `Nhiệm vụ ${subject.charAt(0).toLocaleLowerCase('vi')}${subject.slice(1)}`,
        reference: appendixReference({ head, type: 'KH' }, issuerInSentence(issuer)),
        landscape: true,
        parts: [
          { kind: 'table', table: taskTable(plan) },
          ...(withheld.length === 0 ? [] : [{ kind: 'paragraph' as const, text: note, italic: true }]),
        ],
      },
    ],
  };
}

function opening(plan: PlanView, subject: string): DocumentPart {
  const { follows } = plan;
  const parent =
    follows === null
      ? ''
      : `Thực hiện Kế hoạch${follows.number === null ? '' : ` số ${follows.number}`}` +
        `${follows.issued === null ? '' : ` ngày ${formatVi(follows.issued)}`}${follows.issuer === null ? '' : ` của ${follows.issuer}`}, `;
  const about = `${subject.charAt(0).toLocaleLowerCase('vi')}${subject.slice(1)}`;
  const text = `${parent}${issuerInSentence(issuerOf(plan))} ban hành Kế hoạch ${about} với các nội dung sau:`;
  return { kind: 'paragraph', text };
}

function body(plan: PlanView): DocumentPart[] {
  const chapters: { title: string; parts: DocumentPart[] }[] = [
    { title: 'Mục đích, yêu cầu', parts: plan.prose.map((text) => ({ kind: 'item', mark: '-', text })) },
    { title: 'Chỉ tiêu', parts: plan.targets.map((target) => ({ kind: 'item', mark: '-', text: `${targetWords(target)}.` })) },
    {
      title: 'Nội dung, nhiệm vụ',
      parts: [{ kind: 'paragraph', text: 'Theo Phụ lục kèm theo Kế hoạch này.' }],
    },
    {
      title: 'Tổ chức thực hiện',
      parts: plan.duties.map((text, index) => ({ kind: 'item', mark: `${index + 1}.`, text })),
    },
  ];
  return chapters
    .filter((chapter) => chapter.parts.length > 0)
    .flatMap(({ title, parts }, index): DocumentPart[] => [
      { kind: 'heading', level: 1, text: `${ROMAN[index] ?? ''}. ${title}` },
      ...parts,
    ]);
}

const ROMAN = ['I', 'II', 'III', 'IV'];
const COMPARISONS: Readonly<Record<string, string>> = {
  '>=': 'đạt từ',
  '>': 'đạt trên',
  '<=': 'không quá',
  '<': 'dưới',
  '=': 'bằng',
};

/** "Tỷ lệ hồ sơ nộp trực tuyến: đạt từ 50% trở lên". */
export function targetWords(target: PlanView['targets'][number]): string {
  if (target.op === 'text') return `${target.label}: ${target.text ?? ''}`;
  const amount = target.percent === undefined ? `${target.count ?? ''}` : `${String(target.percent).replace('.', ',')}%`;
  if (target.op === '>=' && target.percent === 100) return `${target.label}: đạt 100%`;
  return `${target.label}: ${COMPARISONS[target.op] ?? ''} ${amount}${target.op === '>=' ? ' trở lên' : ''}`;
}

/** The tasks of a plan by section, as its appendix lists them; a column without any entry is left out. */
export function taskTable(plan: Pick<PlanView, 'sections'>): DocumentTable {
  const sections = plan.sections
    .map((section) => ({ ...section, tasks: section.tasks.filter((task) => task.state !== 'omitted') }))
    .filter((section) => section.tasks.length > 0);
  const products = sections.some((section) => section.tasks.some((task) => task.products.length > 0));
  return {
    columns: [
      { heading: 'TT', width: 5, align: 'center' },
      { heading: 'Nội dung thực hiện', width: 38 },
      { heading: 'Bộ phận chủ trì', under: ['Phân công thực hiện'], width: 20 },
      { heading: 'Bộ phận phối hợp', under: ['Phân công thực hiện'], width: 20 },
      ...(products ? [{ heading: 'Kết quả, sản phẩm', width: 20 }] : []),
      { heading: 'Thời gian thực hiện', width: 17, align: 'center' },
    ],
    rows: sections.flatMap(({ number, name, tasks }): TableRow[] => [
      { kind: 'section', number, text: name },
      ...tasks.map((task) => ({ kind: 'cells' as const, cells: cellsOf(task, products) })),
    ]),
  };
}

function cellsOf(task: PlanTaskView, products: boolean): { lines: string[] }[] {
  return [
    { lines: [`${task.number}`] },
    { lines: [task.title] },
    { lines: marked(task.leads) },
    { lines: marked(task.coordinators) },
    ...(products ? [{ lines: marked(task.products) }] : []),
    { lines: task.time.split('\n') },
  ];
}

/** Several entries of one cell, each with its mark. */
export function marked(entries: readonly string[]): string[] {
  return entries.length > 1 ? entries.map((entry) => `- ${entry}`) : [...entries];
}
