import type { MessageKind, PlainDate } from '@thongsuot/contracts';
import { dayWords, same, type Variables, type Words } from './message';
import { fillWords, type TemplateBook } from './template';

/** A message as it is written about in a mail. */
export interface MailedMessage {
  readonly kind: MessageKind;
  readonly unit: string;
  readonly areaName: string;
  readonly title: Words;
  readonly on: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly link: string | null;
  readonly variables: Variables;
}

/** Subject and plain text of a mail. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

const SUBJECT_MAX = 180;

/** One message as a mail, in the words of its kind. */
export function mailOf(
  message: MailedMessage,
  language: 'vi' | 'en',
  { templates, publicUrl }: { readonly templates: TemplateBook; readonly publicUrl: string | undefined },
): MailText {
  const { kind, unit, areaName, title, on, dueOn, link } = message;
  const url = link === null || publicUrl === undefined ? '' : `${publicUrl.replace(/\/$/u, '')}/api/v1${link}`;
  const variables = {
    ...message.variables,
    ...{ title, unit: same(unit), area: same(areaName), on: dayWords(on), due: dayWords(dueOn), link: same(url) },
  };
  const subject = fillWords(templates[kind].subject, variables)[language];
  return {
    // A subject is one line, whatever a variable held.
    subject: subject.replaceAll(/\s+/gu, ' ').trim().slice(0, SUBJECT_MAX),
    text: fillWords(templates[kind].text, variables)[language],
  };
}
