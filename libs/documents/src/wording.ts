import { dayOfMonth, formatVi, monthOf, yearOf } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import type { AdministrativeDocument, Appendix, Cell, DocumentHead, Signature } from './administrative-document';
import { documentType } from './layout';

export const COUNTRY = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
export const DRAFT = 'DỰ THẢO';
export const RECIPIENTS = 'Nơi nhận:';

/**
 * Text that any of the formats can carry: composed Unicode, without control characters, marks of writing direction and
 * halves of surrogate pairs. Line breaks stay.
 */
export function plainText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu, '');
}

/** Room to write in what is missing; no format closes it up. */
const room = (length: number): string => '\u00a0'.repeat(length);

/** In capitals, as Vietnamese writes them. */
export function capitals(text: string): string {
  return plainText(text).toLocaleUpperCase('vi');
}

/** "Số: 105/KH-UBND", with room for the figures while they are missing; null where the document has no number. */
export function numberLine(head: DocumentHead): string | null {
  if (head.number !== null) return `Số: ${plainText(head.number)}`;
  return head.symbol === null ? null : `Số:${room(8)}/${plainText(head.symbol)}`;
}

/** "Phường 2, ngày 05 tháng 01 năm 2024": a day below 10 and the months 1 and 2 are written with a zero. */
export function placeAndDate({ place, date, year }: DocumentHead): string {
  return `${plainText(place)}, ${date === null ? `ngày${room(6)}tháng${room(6)}năm ${year}` : dayWords(date)}`;
}

function dayWords(date: PlainDate): string {
  const [day, month] = [dayOfMonth(date), monthOf(date)];
  const two = (number: number, below: number): string => (number < below ? `0${number}` : `${number}`);
  return `ngày ${two(day, 10)} tháng ${two(month, 3)} năm ${yearOf(date)}`;
}

/** "(Kèm theo Kế hoạch số 105/KH-UBND ngày 30/01/2024 của UBND Phường 2)", with room for what is missing. */
export function appendixReference(document: Pick<AdministrativeDocument, 'head' | 'type'>, issuerName: string): string {
  const { number, symbol, date, year } = document.head;
  const shown = number ?? `${room(7)}/${symbol ?? ''}`;
  const day = date === null ? `${room(4)}/${room(4)}/${year}` : formatVi(date);
  return `(Kèm theo ${documentType(document.type).name} số ${shown} ngày ${day} của ${plainText(issuerName)})`;
}

/** The lines above a signature, in capitals. */
export function signatureLines(signature: Signature): string[] {
  switch (signature.form) {
    case 'TM':
      return [`TM. ${signature.body}`, signature.office].map(capitals);
    case 'KT':
      return [...(signature.body === null ? [] : [`TM. ${signature.body}`]), `KT. ${signature.office}`, signature.deputy].map(
        capitals,
      );
    case 'TL':
    case 'TUQ':
      return [`${signature.form}. ${signature.office}`, signature.signsAs].map(capitals);
    case 'Q':
      return [...(signature.body === null ? [] : [`TM. ${signature.body}`]), `Q. ${signature.office}`].map(capitals);
    case 'own':
      return [capitals(signature.office)];
    case 'party':
      return [capitals(signature.role)];
  }
}

/** What is written under a signature: its name, or nothing. */
export function signerName(signature: Signature): string {
  return plainText(signature.name ?? '');
}

/**
 * The signature written in a plan ("TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Nguyễn Văn A"). What is in capitals
 * is an authority, the rest a name. Nothing for a text that names no authority.
 */
export function readSignature(written: string): Signature | null {
  const lines = plainText(written)
    .split(/\s*[/\n]\s*/u)
    .filter((line) => line !== '');
  const offices = lines.filter((line) => line === line.toLocaleUpperCase('vi'));
  const name = lines.find((line) => !offices.includes(line)) ?? null;
  const form = (mark: string): string | undefined => offices.find((line) => line.startsWith(`${mark}. `))?.slice(mark.length + 2);
  const last = offices.at(-1);
  if (last === undefined) return null;
  const [body, deputyOf, orderOf, authorisedBy, acting] = ['TM', 'KT', 'TL', 'TUQ', 'Q'].map(form);
  if (deputyOf !== undefined) return { form: 'KT', body: body ?? null, office: deputyOf, deputy: last, name };
  if (orderOf !== undefined) return { form: 'TL', office: orderOf, signsAs: last, name };
  if (authorisedBy !== undefined) return { form: 'TUQ', office: authorisedBy, signsAs: last, name };
  if (acting !== undefined) return { form: 'Q', body: body ?? null, office: acting, name };
  if (body !== undefined && offices.length > 1) return { form: 'TM', body, office: last, name };
  return { form: 'own', office: last, name };
}

/** "- UBND thị xã (b/c);" … "- Lưu: VT." */
export function recipientLines(recipients: readonly string[]): string[] {
  const last = recipients.length - 1;
  return recipients.map((one, index) => `- ${plainText(one).replace(/[;.,\s]+$/u, '')}${index === last ? '.' : ';'}`);
}

/** The heading of an appendix: its label, its title in capitals, the document it belongs to. */
export function appendixLines(appendix: Appendix): { label: string; title: string; reference: string | null } {
  const { label, title, reference } = appendix;
  return { label: plainText(label), title: capitals(title), reference: reference === null ? null : plainText(reference) };
}

const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 });

/** The lines of a cell as a page shows them. */
export function cellLines(cell: Cell): string[] {
  if (cell === null) return [''];
  if (typeof cell === 'number') return [NUMBER.format(cell)];
  if (typeof cell === 'string') return plainText(cell).split('\n');
  return 'date' in cell ? [formatVi(cell.date)] : cell.lines.flatMap((line) => plainText(line).split('\n'));
}

/** True where a cell asks for bold type. */
export function isBold(cell: Cell): boolean {
  return typeof cell === 'object' && cell?.bold === true;
}
