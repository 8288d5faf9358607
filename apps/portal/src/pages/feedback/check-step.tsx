import type { AnswerOf, ProblemItem, submitFeedback } from '@thongsuot/contracts';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { command } from '../../api/client';
import { inLanguage, type ApiProblem } from '../../api/problem';
import { useLanguage, useTexts } from '../../i18n/language';
import { ErrorSummary, ProblemNotice, type Mistake } from '../../ui/notices';
import { Page } from '../../ui/page';
import { submissionOf, type Step } from './draft';
import type { StepProps } from './feedback-form';
import { FEEDBACK } from './feedback-texts';
import type { Receipt } from './sent-page';

/** On which page each part of the submission is asked for, by the pointer of an error. */
const STEP_OF: readonly (readonly [pointer: string, step: Step])[] = [
  ['/sender', 'nguoi-gui'],
  ['/area', 'noi-nao'],
  ['/unit', 'noi-nao'],
  ['/nature', 'viec-gi'],
  ['/kind', 'viec-gi'],
  ['/', 'noi-dung'],
];

function stepOf({ pointer = '/' }: ProblemItem): Step {
  return STEP_OF.find(([start]) => pointer.startsWith(start))?.[1] ?? 'noi-dung';
}

/** All answers at a glance, each with a way to change it; then it is sent. */
export function CheckStep({
  draft,
  back,
  place,
  onSent,
}: StepProps & { readonly onSent: (receipt: Receipt) => void }): ReactNode {
  const t = useTexts(FEEDBACK);
  const { language } = useLanguage();
  const sending = useMutation<AnswerOf<typeof submitFeedback>, ApiProblem>({
    mutationFn: () => command('/feedback', submissionOf(draft), draft.key, ['trackingCode', 'receivedOn', 'handler']),
    onSuccess: ({ trackingCode, receivedOn, dueOn, handler }) => {
      onSent({ trackingCode, receivedOn, dueOn, handler: handler.name });
    },
  });
  const problem = sending.error;
  const mistakes: Mistake[] = (problem?.items ?? []).map((item) => ({
    href: `/phan-anh/${stepOf(item)}`,
    message: inLanguage(item.message, language),
  }));
  return (
    <Page
      title={t.check.title}
      above={
        <>
          <Link className="back" href={back}>
            {t.back}
          </Link>
          <p className="soft small">{t.stepOf(place.step, place.of)}</p>
        </>
      }
    >
      <ErrorSummary trigger={problem} mistakes={mistakes} />
      {problem !== null && mistakes.length === 0 && <ProblemNotice problem={problem} />}
      <dl className="summary">
        <Answer name={t.check.nature} value={draft.nature && t.nature[draft.nature]} step="viec-gi" />
        <Answer name={t.check.area} value={draft.area?.name} step="noi-nao" />
        <Answer name={t.check.content} value={draft.content} step="noi-dung" />
        <Answer name={t.check.dossier} value={draft.dossierCode} step="noi-dung" />
        {draft.nature !== 'regulation' && (
          <Answer name={t.check.harassment} value={draft.harassment ? t.check.yes : t.check.no} step="noi-dung" />
        )}
        <Answer name={t.who.name} value={draft.name} step="nguoi-gui" />
        <Answer name={t.who.address} value={draft.address} step="nguoi-gui" />
        <Answer name={t.who.phone} value={draft.phone} step="nguoi-gui" />
        <Answer name={t.who.email} value={draft.email} step="nguoi-gui" />
      </dl>
      <p className="measure">{t.check.truth}</p>
      <div className="actions">
        <button
          type="button"
          className="button"
          aria-disabled={sending.isPending}
          onClick={() => {
            if (!sending.isPending) sending.mutate();
          }}
        >
          {sending.isPending ? t.check.sending : t.check.send}
        </button>
      </div>
    </Page>
  );
}

function Answer({
  name,
  value,
  step,
}: {
  readonly name: string;
  readonly value: string | undefined;
  readonly step: Step;
}): ReactNode {
  const { check } = useTexts(FEEDBACK);
  const told = value?.trim() ?? '';
  return (
    <div>
      <dt>{name}</dt>
      <dd className={told === '' ? 'soft' : undefined}>{told === '' ? check.notGiven : told}</dd>
      <dd>
        <Link href={`/phan-anh/${step}`}>
          {check.change}
          <span className="visually-hidden"> {name}</span>
        </Link>
      </dd>
    </div>
  );
}
