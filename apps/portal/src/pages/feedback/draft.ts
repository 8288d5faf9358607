import type { FeedbackSubmission } from '@thongsuot/contracts';
import { readStored, writeStored } from '../../session/stored';

/** What the sender wants to raise. The last two are no feedback: they have their own laws and their own doors. */
export type Nature = 'act' | 'regulation' | 'both' | 'complaint' | 'denunciation';

/** What has been filled in so far. Kept in this tab alone, and forgotten as soon as it is sent. */
export interface Draft {
  readonly nature?: Nature;
  readonly area?: { readonly code: string; readonly name: string };
  readonly content: string;
  readonly dossierCode: string;
  readonly harassment: boolean;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  /** Key of the command; the same one is sent again after a failure, so that nothing is sent twice. */
  readonly key: string;
}

/** Pages of the form in their order; the last one only shows what was answered. */
export const STEPS = ['viec-gi', 'noi-nao', 'noi-dung', 'nguoi-gui', 'kiem-tra'] as const;
export type Step = (typeof STEPS)[number];

/** A field that asks for something, and what is wrong with it. */
export interface Lack {
  readonly step: Step;
  readonly field: 'nature' | 'area' | 'content' | 'name' | 'address' | 'phone' | 'email';
  readonly code:
    | 'nature-missing'
    | 'area-missing'
    | 'content-unclear'
    | 'content-not-vietnamese'
    | 'name-missing'
    | 'address-missing'
    | 'contact-missing'
    | 'phone-wrong'
    | 'email-wrong';
}

/** As the service asks for it; checked here as well, so that one hears of it on the page where one can mend it. */
export const CONTENT_LETTERS_MIN = 20;
const VIETNAMESE_MARK = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

const lettersOf = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
const isPhone = (text: string): boolean => /^\+?[\d\s.()-]+$/.test(text) && /^\d{9,12}$/.test(text.replaceAll(/\D/g, ''));
const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** Neither complaint nor denunciation, which this form must not take (NĐ 20/2008/NĐ-CP Điều 1). */
export function goesElsewhere(nature: Nature | undefined): nature is 'complaint' | 'denunciation' {
  return nature === 'complaint' || nature === 'denunciation';
}

/** What one page of the form still lacks (NĐ 20/2008/NĐ-CP Điều 7 khoản 1, 2); `kiem-tra` is all of them. */
export function lacksOf(draft: Draft, step: Step): Lack[] {
  switch (step) {
    case 'viec-gi':
      return draft.nature === undefined ? [{ step, field: 'nature', code: 'nature-missing' }] : [];
    case 'noi-nao':
      return draft.area === undefined ? [{ step, field: 'area', code: 'area-missing' }] : [];
    case 'noi-dung':
      return contentLacks(draft.content);
    case 'nguoi-gui':
      return senderLacks(draft);
    case 'kiem-tra':
      return STEPS.slice(0, -1).flatMap((before) => lacksOf(draft, before));
  }
}

function contentLacks(content: string): Lack[] {
  const lack = (code: Lack['code']): Lack[] => [{ step: 'noi-dung', field: 'content', code }];
  if (lettersOf(content) < CONTENT_LETTERS_MIN) return lack('content-unclear');
  return VIETNAMESE_MARK.test(content.normalize('NFC')) ? [] : lack('content-not-vietnamese');
}

function senderLacks({ name, address, phone, email }: Draft): Lack[] {
  const lacks: Lack[] = [];
  const add = (field: Lack['field'], code: Lack['code']): void => {
    lacks.push({ step: 'nguoi-gui', field, code });
  };
  if (lettersOf(name) < 2) add('name', 'name-missing');
  if (address.trim().length < 5) add('address', 'address-missing');
  if (phone.trim() === '' && email.trim() === '') add('phone', 'contact-missing');
  if (phone.trim() !== '' && !isPhone(phone.trim())) add('phone', 'phone-wrong');
  if (email.trim() !== '' && !isEmail(email.trim())) add('email', 'email-wrong');
  return lacks;
}

/** The first page that lacks something before `step`; a later one cannot be opened by its address alone. */
export function firstOpen(draft: Draft, step: Step): Step | undefined {
  return STEPS.slice(0, STEPS.indexOf(step)).find((before) => lacksOf(draft, before).length > 0);
}

/** The answers as the service takes them: trimmed, without what was left empty. */
export function submissionOf(draft: Draft): Partial<FeedbackSubmission> & { readonly nature: 'feedback' } {
  const told = <Key extends string>(key: Key, value: string): Partial<Record<Key, string>> =>
    value.trim() === '' ? {} : ({ [key]: value.trim() } as Record<Key, string>);
  return {
    nature: 'feedback',
    ...(draft.nature === undefined || goesElsewhere(draft.nature) ? {} : { kind: draft.nature }),
    ...(draft.area === undefined ? {} : { area: draft.area.code as NonNullable<FeedbackSubmission['area']> }),
    content: draft.content.trim(),
    ...told('dossierCode', draft.dossierCode),
    harassment: draft.harassment,
    sender: {
      name: draft.name.trim(),
      address: draft.address.trim(),
      ...told('phone', draft.phone),
      ...told('email', draft.email),
    },
  };
}

const STORED = 'thongsuot.feedback';

export function emptyDraft(key: string): Draft {
  return { content: '', dossierCode: '', harassment: false, name: '', address: '', phone: '', email: '', key };
}

export function readDraft(key: string): Draft {
  try {
    const stored = JSON.parse(readStored('session', STORED) ?? '{}') as Partial<Draft>;
    return { ...emptyDraft(key), ...stored };
  } catch {
    return emptyDraft(key);
  }
}

export function keepDraft(draft: Draft | null): void {
  writeStored('session', STORED, draft === null ? null : JSON.stringify(draft));
}
