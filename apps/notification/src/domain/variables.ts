import { plainDate, type MessageKind, type TemplateTexts } from '@thongsuot/contracts';
import { dayWords, same, type Variables } from './message';
import { faultsOf, fillWords, type TemplateFault } from './template';

const due = dayWords(plainDate('2026-03-16'));
const task = { subject: same('X.1 Tổng hợp báo cáo kiểm soát TTHC'), due };
const feedback = { subject: { vi: 'phản ánh, kiến nghị', en: 'feedback' }, due };
const reminded = { when: { vi: 'Còn 3 ngày làm việc', en: '3 working days left' }, days: same(3) };
const escalated = {
  ...{ when: { vi: 'Quá hạn 6 ngày làm việc', en: 'Overdue by 6 working days' }, days: same(6), level: same(2) },
  responsible: same('van-phong, Phường 2'),
};
const report = { form: same('II.06a'), period: same('2026-Q1'), from: same('19360') };

/** What the title of each kind may name, with a value to try it with. */
const OF_KIND: Readonly<Record<MessageKind, Variables>> = {
  'task.due': { ...task, what: { vi: 'Đến kỳ thực hiện', en: 'Task opened' } },
  'task.overdue': task,
  'task.reminder': { ...task, ...reminded },
  'task.escalated': { ...task, ...escalated },
  'plan.issued': { plan: same('105/KH-UBND'), tasks: same(26), withheld: same(2) },
  'directive.issued': { number: same('512/UBND-KSTTHC'), subject: same('Triển khai số hóa hồ sơ'), due },
  'directive.reminder': { number: same('512/UBND-KSTTHC'), subject: same('Triển khai số hóa hồ sơ'), due, ...reminded },
  'difficulty.raised': { subject: same('X.1'), from: same('Phường 2') },
  'difficulty.resolved': { subject: same('X.1'), from: same('Phường 2') },
  'feedback.received': feedback,
  'feedback.forwarded': feedback,
  'feedback.answered': feedback,
  'feedback.reminder': { ...feedback, ...reminded },
  'feedback.escalated': { ...feedback, ...escalated },
  'decision.announced': { number: same('1089/QĐ-UBND'), items: same(12), due },
  'posting.overdue': { count: same(4), due },
  'dossier.reminder': { count: same(4), due },
  'dossier.late': { count: same(4), due },
  'apology.sent': {
    what: { vi: 'Đã gửi thư xin lỗi', en: 'Letter of apology sent' },
    dossier: same('000.00.12.H50-260115-0007'),
    due,
  },
  'report.submitted': report,
  'report.returned': report,
  'report.approved': report,
  'report.amended': report,
  'webhook.disabled': { description: same('Cổng thông tin phường'), count: same(20) },
};

/** What an e-mail may name besides. */
const OF_MAIL: Variables = {
  title: { vi: 'Quá hạn: X.1 Tổng hợp báo cáo kiểm soát TTHC, hạn 16/03/2026', en: 'Overdue: X.1, was due 2026-03-16' },
  unit: same('19360/van-phong'),
  area: same('Phường 2'),
  on: dayWords(plainDate('2026-03-17')),
  due,
  link: same('https://example.vn/api/v1/plans'),
};

/** Names that the words of a kind may hold; the title knows those of the kind alone. */
export function variablesOf(kind: MessageKind, part: 'title' | 'mail'): string[] {
  return Object.keys(part === 'title' ? OF_KIND[kind] : { ...OF_KIND[kind], ...OF_MAIL });
}

/** What keeps the words of a kind from being used, by where they stand. */
export function checkTexts(kind: MessageKind, texts: TemplateTexts): (TemplateFault & { readonly pointer: string })[] {
  return (['title', 'subject', 'text'] as const).flatMap((part) =>
    (['vi', 'en'] as const).flatMap((language) =>
      faultsOf(texts[part][language], variablesOf(kind, part === 'title' ? 'title' : 'mail')).map((fault) => ({
        ...fault,
        pointer: `/${part}/${language}`,
      })),
    ),
  );
}

/** The words with sample values. */
export function sampleOf(kind: MessageKind, texts: TemplateTexts): TemplateTexts {
  const title = fillWords(texts.title, OF_KIND[kind]);
  const variables = { ...OF_KIND[kind], ...OF_MAIL, title };
  return { title, subject: fillWords(texts.subject, variables), text: fillWords(texts.text, variables) };
}
