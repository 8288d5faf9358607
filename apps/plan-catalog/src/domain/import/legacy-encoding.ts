import { finding } from './finding';
import type { Finding } from './finding';
import type { PlanDocument } from './plan-table';

/**
 * Letters that only the fonts before Unicode turn into Vietnamese. A text set in such a font is full of them, a Unicode text
 * has hardly one.
 */
const TCVN3 = /[¸¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÌÐÎÏÑªÕÒÓÔÖÝ×ØÜÞ«èåæçé¬íêëìîóßáâäôïñòø­øõö÷ùýúûüþ]/gu;
/** Signs that TCVN3 uses for the commonest letters (đ, ư, ă, ơ and the marks on a) and that no Vietnamese text needs. */
const TCVN3_SIGNS = /[®­¬¨©ª«¸¹¶·»¼½¾µ]/gu;
/** VNI sets a mark behind its letter ("aø" for à, "eä" for ệ, "ñ" for đ); these of its signs no Unicode text needs. */
const VNI_SIGNS = /[øûïñåäëöüØÛÏÑÅÄËÖÜ]/gu;

/** The encoding before Unicode that a text is in, by the letters it is full of. */
export function legacyEncodingOf(text: string): 'TCVN3' | 'VNI' | undefined {
  const words = text.split(/\s+/u).filter((word) => /\p{L}{2}/u.test(word)).length;
  if (words < 5) return undefined;
  const signs = text.match(TCVN3_SIGNS)?.length ?? 0;
  if (signs / words > 0.15 && (text.match(TCVN3)?.length ?? 0) > signs) return 'TCVN3';
  return (text.match(VNI_SIGNS)?.length ?? 0) / words > 0.2 ? 'VNI' : undefined;
}

/** A plan typed in a font before Unicode cannot be read as it is: whoever sends it converts it first. */
export function legacyEncoding(document: PlanDocument): Finding[] {
  const texts = document.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.table.rows.flatMap((row) => row.cells.map((cell) => cell.text)),
  );
  const encoding = legacyEncodingOf(texts.join('\n').slice(0, 20_000));
  if (encoding === undefined) return [];
  return [
    finding(
      'blocking',
      'legacy-encoding',
      { field: 'prose' },
      `văn bản gõ bằng bảng mã ${encoding}; hãy chuyển sang Unicode rồi gửi lại`,
      `the text is in the old encoding ${encoding}; convert it to Unicode and send it again`,
    ),
  ];
}
