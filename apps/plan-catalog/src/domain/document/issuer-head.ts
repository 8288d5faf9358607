import type { PlainDate } from '@thongsuot/contracts';
import type { DocumentHead } from '@thongsuot/documents/description';

/** Whose document it is: the committee of an area, or an agency below it. */
export interface DocumentIssuer {
  /** `Huyện Kon Rẫy`, `Phường 2`. */
  readonly areaName: string;
  readonly agencyName: string | null;
}

const LEVEL = /^(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s+(.+)$/iu;

/** The area as a sentence names it: "huyện Kon Rẫy"; a level before a number keeps its capital ("Phường 2"). */
export function areaInSentence(areaName: string): string {
  const [, level = '', name = ''] = LEVEL.exec(areaName) ?? [];
  return level === '' || /^\d/u.test(name) ? areaName : `${level.toLowerCase()} ${name}`;
}

/** The place of signing: the bare name ("Kon Rẫy"); an area called by a number keeps its level ("Phường 2"). */
export function placeOf(areaName: string): string {
  const name = LEVEL.exec(areaName)?.[2];
  return name === undefined || /^\d/u.test(name) ? areaName : name;
}

/** The body's name in a sentence: "UBND huyện Kon Rẫy", or the agency's own. */
export function issuerInSentence({ areaName, agencyName }: DocumentIssuer): string {
  return agencyName ?? `UBND ${areaInSentence(areaName)}`;
}

/** The head of a document. A committee stands alone in it, an agency below its committee. */
export function headOf(
  issuer: DocumentIssuer,
  given: { readonly number: string | null; readonly type: string | null; readonly date: PlainDate | null; readonly year: number },
): DocumentHead {
  const committee = ['Ủy ban nhân dân', areaInSentence(issuer.areaName)];
  const { number, type, date, year } = given;
  const byCommittee = issuer.agencyName === null;
  return {
    superior: byCommittee ? null : [committee.join(' ')],
    issuer: byCommittee ? committee : [issuer.agencyName ?? ''],
    number,
    symbol: type === null ? null : byCommittee ? `${type}-UBND` : type,
    place: placeOf(issuer.areaName),
    date,
    year,
  };
}
