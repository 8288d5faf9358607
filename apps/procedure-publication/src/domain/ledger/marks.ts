import type { PostingChannel } from '@thongsuot/contracts';
import type { Posting } from '../duties';

/** One stretch of time in which a cell was posted; days count from 1/1/2000, `to` 0 means until now. */
export interface Mark {
  readonly code: string;
  readonly channel: PostingChannel;
  readonly version: number;
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2000, 0, 1);

/** A plain date as a number, for comparing many. */
export function dayNumber(date: string): number {
  return (Date.parse(`${date}T00:00:00Z`) - EPOCH) / DAY_MS;
}

/** What coverage needs of a unit's postings. */
export function marksOf(postings: readonly Pick<Posting, 'procedureCode' | 'channel' | 'history'>[]): Mark[] {
  return postings.flatMap(({ procedureCode: code, channel, history }) =>
    history.map(({ version, postedOn, withdrawnOn }) => ({
      code,
      channel,
      version,
      from: dayNumber(postedOn),
      to: withdrawnOn === null ? 0 : dayNumber(withdrawnOn),
    })),
  );
}

/** Marks as lines `channel|version|from|to|code,code,…`: what was posted together stands together. */
export function encodeMarks(marks: readonly Mark[]): string {
  const lines = new Map<string, string[]>();
  for (const { code, channel, version, from, to } of marks) {
    const key = `${channel}|${version}|${from}|${to}`;
    const known = lines.get(key);
    if (known) known.push(code);
    else lines.set(key, [code]);
  }
  return [...lines].map(([key, codes]) => `${key}|${codes.join(',')}`).join('\n');
}

export function decodeMarks(text: string): Mark[] {
  if (text === '') return [];
  return text.split('\n').flatMap((line) => {
    const [channel = '', version = '', from = '', to = '', codes = ''] = line.split('|');
    const shared = { channel: channel as PostingChannel, version: Number(version), from: Number(from), to: Number(to) };
    return codes.split(',').map((code): Mark => ({ code, ...shared }));
  });
}
