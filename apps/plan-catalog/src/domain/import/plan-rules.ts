import type { AreaLevel, PlainDate } from '@thongsuot/contracts';
import { finding } from './finding';
import type { Finding } from './finding';
import type { PlanReading } from './plan-reading';
import type { DocumentReading } from './read-document';
import { fold } from './text';

/** NĐ 42/2022/NĐ-CP, in force from 15/8/2022, replaced the four levels of online services by "toàn trình" and "một phần". */
const ONLINE_LEVELS_UNTIL = 2022;
const OLD_VOCABULARY = /(dich vu cong|dvc|dvctt)[^.;]{0,40}muc do [1-4]/u;

/** `2022-03-15` as Vietnamese texts write it, 15/03/2022; a month as 03/2022. */
export function inVietnamese(date: string): string {
  return date.split('-').reverse().join('/');
}

/** Rules that look at the plan as a whole. */
export function checkPlan(reading: PlanReading, year: number | null, appendix: DocumentReading['appendix']): Finding[] {
  const findings: Finding[] = [];
  if (reading.number === null) {
    findings.push(
      finding(
        'warning',
        'plan-number-missing',
        { field: 'number' },
        'kế hoạch để trống số; điền khi ban hành',
        'the plan has no number; give it when the plan is issued',
      ),
    );
  }
  if (reading.issued === null) {
    findings.push(
      finding(
        'warning',
        'plan-date-missing',
        { field: 'issued' },
        'kế hoạch để trống ngày ban hành; điền khi ban hành',
        'the plan has no date; give it when the plan is issued',
      ),
    );
  }
  if (reading.issuer === null) {
    findings.push(
      finding(
        'warning',
        'plan-issuer-missing',
        { field: 'issuer' },
        'không đọc được cơ quan ban hành',
        'the issuer cannot be read',
      ),
    );
  }
  if (reading.year !== null && year !== null && reading.year !== year) {
    findings.push(
      finding(
        'warning',
        'plan-year-differs',
        { field: 'year' },
        `kế hoạch ghi năm ${reading.year}, yêu cầu nhập ghi năm ${year}`,
        `the plan says ${reading.year}, the request says ${year}`,
      ),
    );
  }
  if (appendix !== null) findings.push(...checkAppendix(reading, appendix));
  return [...findings, ...checkVocabulary(reading, year)];
}

function checkAppendix(reading: PlanReading, appendix: NonNullable<DocumentReading['appendix']>): Finding[] {
  const findings: Finding[] = [];
  if (appendix.number === null) {
    findings.push(
      finding(
        'warning',
        'appendix-number-blank',
        { field: 'appendix' },
        `dòng "kèm theo Kế hoạch số …" để trống số${reading.number === null ? '' : `, trong khi kế hoạch mang số ${reading.number}`}`,
        `the appendix leaves the plan's number blank${reading.number === null ? '' : `, while the plan is ${reading.number}`}`,
      ),
    );
  } else if (reading.number !== null && appendix.number !== reading.number) {
    findings.push(
      finding(
        'warning',
        'appendix-number-differs',
        { field: 'appendix' },
        `phụ lục ghi số ${appendix.number}, kế hoạch mang số ${reading.number}`,
        `the appendix says ${appendix.number}, the plan ${reading.number}`,
      ),
    );
  }
  if (appendix.issued !== null && reading.issued !== null && appendix.issued !== reading.issued) {
    findings.push(
      finding(
        'warning',
        'appendix-date-differs',
        { field: 'appendix' },
        `phụ lục ghi ngày ${inVietnamese(appendix.issued)}, kế hoạch ban hành ngày ${inVietnamese(reading.issued)}`,
        `the appendix says ${appendix.issued}, the plan ${reading.issued}`,
      ),
    );
  }
  return findings;
}

/** "Dịch vụ công mức độ 3, 4": right until August 2022, out of use since. Kept as written either way. */
function checkVocabulary(reading: PlanReading, year: number | null): Finding[] {
  const texts = [
    ...reading.prose.map((text) => ({ text, at: { field: 'prose' } })),
    ...reading.sections.flatMap((section) =>
      section.tasks.map((task) => ({
        text: task.title,
        at: { section: section.number, task: task.number, ref: `${section.number}.${task.number}`, field: 'title' },
      })),
    ),
  ];
  return texts
    .filter(({ text }) => OLD_VOCABULARY.test(fold(text)))
    .map(({ at }) =>
      finding(
        year !== null && year > ONLINE_LEVELS_UNTIL ? 'warning' : 'info',
        'old-vocabulary',
        at,
        'dùng cách gọi "dịch vụ công mức độ 3, 4"; từ 15/8/2022 (NĐ 42/2022/NĐ-CP) gọi là toàn trình, một phần; giữ nguyên chữ gốc',
        'says "online service of level 3, 4"; since 15/8/2022 (NĐ 42/2022/NĐ-CP) it is full or partial; kept as written',
      ),
    );
}

const LEVEL_NAMES: Readonly<Record<Exclude<AreaLevel, 'country'>, string>> = {
  province: 'tỉnh',
  district: 'huyện',
  commune: 'xã',
};

/** The level of the issuing area, by the caller's word or by the issuer's name. */
export function issuerLevel(name: string | undefined): AreaLevel | undefined {
  const text = fold(name ?? '');
  if (/\b(huyen|quan|thi xa)\b/u.test(text)) return 'district';
  if (/\b(phuong|xa|thi tran|dac khu)\b/u.test(text)) return 'commune';
  return /\b(tinh|thanh pho)\b/u.test(text) ? 'province' : undefined;
}

/** A plan of a district or commune that inspects or acts "trên địa bàn tỉnh" has most likely been copied from above. */
export function checkLevelWord(title: string, level: AreaLevel | undefined): { vi: string; en: string } | undefined {
  if (level === undefined || level === 'country' || level === 'province') return undefined;
  if (!/tren (toan )?dia ban (toan )?tinh/u.test(fold(title))) return undefined;
  return {
    vi: `ghi "trên địa bàn tỉnh" trong kế hoạch cấp ${LEVEL_NAMES[level]}; có thể phải là "${LEVEL_NAMES[level]}"; giữ nguyên chữ gốc`,
    en: `says "in the province" in a plan of a ${level}; most likely the ${level} is meant; kept as written`,
  };
}

const DAYS_NEARLY_OVER = 5;

/** A month that has ended, or has at most five days left, when the plan is signed. */
export function checkMonthAtSigning(month: string, issued: PlainDate): { code: string; vi: string; en: string } | undefined {
  const signedMonth = issued.slice(0, 7);
  if (month < signedMonth) {
    return {
      code: 'due-before-issue',
      vi: `hạn tháng ${inVietnamese(month)} đã qua khi kế hoạch được ký ngày ${inVietnamese(issued)}`,
      en: `${month} was over when the plan was signed on ${issued}`,
    };
  }
  if (month > signedMonth) return undefined;
  const [year = 0, monthNumber = 0] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, monthNumber, 0)).getUTCDate();
  const left = length - Number(issued.slice(8));
  if (left > DAYS_NEARLY_OVER) return undefined;
  return {
    code: 'month-nearly-over',
    vi: `hạn trong tháng ${inVietnamese(month)}, kế hoạch ký ngày ${inVietnamese(issued)}: chỉ còn ${left} ngày sau ngày ký`,
    en: `due in ${month}, signed on ${issued}: ${left} day(s) left after signing`,
  };
}
