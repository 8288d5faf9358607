import { RuleBroken } from '../rule-broken';
import { PROOF_BYTES_MAX, proofTypeOf } from './proof-file';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const codeOf = (content: Buffer): string => {
  try {
    return proofTypeOf(content);
  } catch (error) {
    return error instanceof RuleBroken ? error.code : 'another error';
  }
};

describe('a proof is what its content says', () => {
  it.each([
    ['a scan', bytes('%PDF-1.7 …'), 'pdf'],
    ['a screenshot', bytes([0x89], 'PNG\r\n\u001a\n'), 'png'],
    ['a photo', bytes([0xff, 0xd8, 0xff, 0xe1], 'Exif'), 'jpg'],
    ['a picture from the web', bytes('RIFF', [1, 0, 0, 0], 'WEBPVP8 '), 'webp'],
    ['a video', bytes([0, 0, 0, 0x18], 'ftypmp42'), 'mp4'],
    ['a document', bytes('PK\u0003\u0004', 'word/document.xml'), 'docx'],
    ['a workbook', bytes('PK\u0003\u0004', 'xl/workbook.xml'), 'xlsx'],
    ['a workbook with macros', bytes('PK\u0003\u0004', 'xl/workbook.xml', 'xl/vbaProject.bin'), 'proof-type'],
    ['an archive', bytes('PK\u0003\u0004', 'run.exe'), 'proof-type'],
    ['a program', bytes('MZ\u0090'), 'proof-type'],
    ['a page', bytes('<html><script>'), 'proof-type'],
    ['a drawing that can hold a script', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), 'proof-type'],
    ['nothing', bytes(''), 'proof-empty'],
    ['too much', Buffer.alloc(PROOF_BYTES_MAX + 1, 0x25), 'proof-too-large'],
  ])('%s', (_, content, expected) => {
    expect(codeOf(content)).toBe(expected);
  });
});
