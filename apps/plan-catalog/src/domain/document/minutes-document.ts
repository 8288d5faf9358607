import { dayOfMonth, formatVi, monthOf, yearOf } from '@thongsuot/calendar';
import type { InspectionHead, InspectionView, PlainDate } from '@thongsuot/contracts';
import type {
  AdministrativeDocument,
  Appendix,
  DocumentPart,
  DocumentTable,
  TableColumn,
  TableRow,
} from '@thongsuot/documents/description';
import { headOf, issuerInSentence, placeOf, type DocumentIssuer } from './issuer-head';

/** The units of an inspection, by name. */
export interface InspectionUnits {
  readonly inspector: DocumentIssuer;
  readonly inspected: DocumentIssuer;
}

/** A head of the checklist in force on the day of the inspection: its name and its items. */
export interface ChecklistHead {
  readonly head: InspectionHead;
  readonly name: { readonly vi: string };
  readonly items: readonly { readonly key: string; readonly vi: string }[];
}
const KINDS: Readonly<Record<InspectionView['kind'], string>> = {
  periodic: 'kiểm tra định kỳ',
  'ad-hoc': 'kiểm tra đột xuất',
  self: 'tự kiểm tra',
};
const COPIES = 2;
type FindingView = InspectionView['heads'][number]['findings'][number];
/** Room to write a name or an office in; two of them share a line. */
const TO_FILL = '…'.repeat(10);
const LINE_TO_FILL = '…'.repeat(30);

/**
 * The minutes of an inspection, ready to be completed with who took part, and signed; of a planned one, a form to fill in.
 *
 * @param checklist the heads an inspection looks at, in their order
 */
export function minutesDocument(
  inspection: InspectionView,
  { inspector, inspected }: InspectionUnits,
  checklist: readonly ChecklistHead[],
): AdministrativeDocument {
  const { kind, from, to } = inspection;
  const self = kind === 'self';
  const where = issuerInSentence(inspected);
  const about = 'công tác kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa, một cửa liên thông';
  return {
    head: {
      ...headOf(inspector, { number: null, type: null, date: to, year: yearOf(to) }),
      place: placeOf(inspected.areaName),
    },
    type: 'BB',
    subject: `${sentence(KINDS[kind])} ${about}`,
    draft: false,
    parts: [
      {
        kind: 'paragraph',
        text: `Hôm nay, ${dayWords(to)}, tại ${where}, ${self ? `${where} tiến hành` : `${issuerInSentence(inspector)} tiến hành`} ${KINDS[kind]} ${about}.`,
      },
      { kind: 'heading', level: 1, text: 'I. Thành phần' },
      ...party(self ? '1. Bộ phận tự kiểm tra' : '1. Đoàn kiểm tra'),
      ...party(self ? '2. Bộ phận được tự kiểm tra' : '2. Đơn vị được kiểm tra'),
      { kind: 'heading', level: 1, text: 'II. Thời gian kiểm tra' },
      {
        kind: 'paragraph',
        text: from === to ? `Ngày ${formatVi(from)}.` : `Từ ngày ${formatVi(from)} đến ngày ${formatVi(to)}.`,
      },
      { kind: 'heading', level: 1, text: 'III. Nội dung, kết quả kiểm tra' },
      { kind: 'table', table: headsTable(inspection, checklist) },
      { kind: 'heading', level: 1, text: 'IV. Kết luận, kiến nghị' },
      ...conclusion(inspection),
      { kind: 'heading', level: 1, text: 'V. Ý kiến của đơn vị được kiểm tra' },
      { kind: 'paragraph', text: LINE_TO_FILL },
      { kind: 'paragraph', text: LINE_TO_FILL },
      {
        kind: 'paragraph',
        text: `Biên bản được lập thành ${two(COPIES)} bản có giá trị như nhau, đã đọc lại cho những người có mặt cùng nghe, thống nhất và ký tên.`,
      },
    ],
    signatures: [
      { form: 'party', role: self ? 'Bộ phận được kiểm tra' : 'Đơn vị được kiểm tra', name: null },
      { form: 'party', role: 'Thư ký', name: null },
      { form: 'party', role: self ? 'Người chủ trì' : 'Trưởng đoàn', name: null },
    ],
    recipients: [],
    appendices: checkedAppendix(inspection, checklist),
  };
}

function party(title: string): DocumentPart[] {
  return [
    { kind: 'heading', level: 2, text: title },
    { kind: 'item', mark: '-', text: `Ông (bà): ${TO_FILL} Chức vụ: ${TO_FILL}` },
    { kind: 'item', mark: '-', text: `Ông (bà): ${TO_FILL} Chức vụ: ${TO_FILL}` },
  ];
}

function headsTable({ heads, state }: InspectionView, checklist: readonly ChecklistHead[]): DocumentTable {
  return {
    columns: [
      { heading: 'TT', width: 7, align: 'center' },
      { heading: 'Nội dung', width: 33 },
      { heading: 'Tồn tại, hạn chế', width: 42 },
      { heading: 'Khắc phục', width: 18, align: 'center' },
    ],
    rows: checklist.map(({ head, name }, index) => {
      const found = heads.find((one) => one.head === head)?.findings;
      const marked = (words: (finding: FindingView) => string): string[] =>
        (found ?? []).map((one, place, all) => `${all.length > 1 ? `${place + 1}) ` : ''}${words(one)}`);
      const texts = marked((one) => one.text);
      const none = found === undefined ? 'Không kiểm tra' : state === 'planned' ? '' : 'Không phát hiện tồn tại, hạn chế';
      return {
        kind: 'cells',
        cells: [
          `${index + 1}`,
          name.vi,
          texts.length === 0 ? none : { lines: texts },
          { lines: marked((one) => (one.remedied ? 'Đã khắc phục' : 'Chưa khắc phục')) },
        ],
      };
    }),
  };
}

/** The checklist as it was ticked off; nothing where nobody used it. */
function checkedAppendix({ heads }: InspectionView, checklist: readonly ChecklistHead[]): Appendix[] {
  const rows = checklist.flatMap(({ head, name, items }): TableRow[] => {
    const checked = heads.find((one) => one.head === head)?.checked ?? [];
    const lines = checked.map(({ key, fulfilled, note }, index): TableRow => ({
      kind: 'cells',
      cells: [
        `${index + 1}`,
        items.find((item) => item.key === key)?.vi ?? key,
        fulfilled === null ? 'Không áp dụng' : fulfilled ? 'Đạt' : 'Chưa đạt',
        note ?? '',
      ],
    }));
    return lines.length === 0 ? [] : [{ kind: 'section', number: '', text: name.vi }, ...lines];
  });
  if (rows.length === 0) return [];
  const columns: TableColumn[] = [
    { heading: 'TT', width: 7, align: 'center' },
    { heading: 'Nội dung', width: 53 },
    { heading: 'Kết quả', width: 15, align: 'center' },
    { heading: 'Ghi chú', width: 25 },
  ];
  return [
    {
      ...{ label: 'Phụ lục', title: 'Bảng nội dung kiểm tra', reference: '(Kèm theo Biên bản kiểm tra)', landscape: false },
      parts: [{ kind: 'table', table: { columns, rows } }],
    },
  ];
}

function conclusion({ heads, remediesDueOn, state }: InspectionView): DocumentPart[] {
  if (state === 'planned') return [{ kind: 'paragraph', text: LINE_TO_FILL }];
  const findings = heads.flatMap((one) => one.findings);
  const left = findings.filter((one) => !one.remedied).length;
  if (findings.length === 0) return [{ kind: 'paragraph', text: 'Không phát hiện tồn tại, hạn chế.' }];
  const texts = [
    `Phát hiện ${two(findings.length)} tồn tại, hạn chế; đã khắc phục ${two(findings.length - left)}, còn phải khắc phục ${two(left)}.`,
    ...(left > 0 && remediesDueOn ? [`Thời hạn khắc phục: chậm nhất ngày ${formatVi(remediesDueOn)}.`] : []),
  ];
  return texts.map((text) => ({ kind: 'item', mark: '-', text }));
}

function dayWords(date: PlainDate): string {
  const [day, month] = [dayOfMonth(date), monthOf(date)];
  return `ngày ${day < 10 ? `0${day}` : day} tháng ${month < 3 ? `0${month}` : month} năm ${yearOf(date)}`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)}`;
}

/** Counts in minutes are written with two figures, so that none can be added in front. */
function two(count: number): string {
  return String(count).padStart(2, '0');
}
