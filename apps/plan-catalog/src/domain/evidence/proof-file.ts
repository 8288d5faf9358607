import { RuleBroken } from '../rule-broken';

/** Files that are taken as proof: what a phone, a scanner and an office produce; nothing that can be run. */
export const PROOF_TYPES = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  mp4: 'video/mp4',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export type ProofType = keyof typeof PROOF_TYPES;

/** Bytes that a proof may have. */
export const PROOF_BYTES_MAX = 10 * 1024 * 1024;

const starts = (content: Buffer, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => content[at + index] === byte);
const ascii = (text: string): number[] => Array.from(Buffer.from(text, 'latin1'));

/**
 * What a file is by its content; its name is never believed.
 *
 * @throws RuleBroken `proof-empty`, `proof-too-large`, `proof-type` for anything but {@link PROOF_TYPES}
 */
export function proofTypeOf(content: Buffer): ProofType {
  if (content.length === 0) throw new RuleBroken('proof-empty', 'Tệp rỗng', 'The file is empty');
  if (content.length > PROOF_BYTES_MAX) {
    throw new RuleBroken('proof-too-large', 'Tệp minh chứng lớn hơn 10 MB', 'The file is larger than 10 MB');
  }
  if (starts(content, ascii('%PDF-'))) return 'pdf';
  if (starts(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (starts(content, [0xff, 0xd8, 0xff])) return 'jpg';
  if (starts(content, ascii('RIFF')) && starts(content, ascii('WEBP'), 8)) return 'webp';
  if (starts(content, ascii('ftyp'), 4)) return 'mp4';
  if (starts(content, [0x50, 0x4b, 0x03, 0x04])) {
    // Names of parts stand in clear in an archive; an Office file without macros has these and not the last.
    const has = (part: string): boolean => content.includes(part);
    if (has('word/document.xml') && !has('vbaProject.bin')) return 'docx';
    if (has('xl/workbook.xml') && !has('vbaProject.bin')) return 'xlsx';
  }
  throw new RuleBroken(
    'proof-type',
    'Chỉ nhận tệp PDF, ảnh PNG, JPEG, WebP, video MP4, văn bản .docx, bảng .xlsx không có macro',
    'Only PDF, PNG, JPEG, WebP, MP4, and .docx or .xlsx without macros are taken',
  );
}
