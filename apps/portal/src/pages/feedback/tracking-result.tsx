import type { FeedbackTracking } from '@thongsuot/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { command, newKey } from '../../api/client';
import type { ApiProblem } from '../../api/problem';
import { formatDay } from '../../format/format';
import { useLanguage, useTexts } from '../../i18n/language';
import { TextField } from '../../ui/fields';
import { ProblemNotice } from '../../ui/notices';
import { Page } from '../../ui/page';
import { FEEDBACK } from './feedback-texts';

interface TrackingResultProps {
  readonly code: string;
  readonly tracking: FeedbackTracking;
  readonly onChange: (tracking: FeedbackTracking) => void;
  readonly onAnother: () => void;
}

const TONES: Readonly<Record<FeedbackTracking['state'], string>> = {
  received: 'info',
  classified: 'info',
  'awaiting-supplement': 'warn',
  forwarded: 'info',
  answered: 'good',
  published: 'good',
  refused: 'bad',
};

const nameOf = ({ name, agency }: FeedbackTracking['about']): string => (agency === null ? name : `${agency}, ${name}`);

/** Where a feedback stands, what was done, its answer; and the place to add what the office asks for. */
export function TrackingResult({ code, tracking, onChange, onAnother }: TrackingResultProps): ReactNode {
  const { track: t } = useTexts(FEEDBACK);
  const { language } = useLanguage();
  const { answer, refusal, publication, dueOn } = tracking;
  return (
    <Page key="result" title={tracking.label[language]}>
      <p className="soft">
        {t.label}: <code>{code}</code> · {t.asOf(formatDay(tracking.asOf))}
      </p>
      {tracking.supplementAsked !== null && <Supplement code={code} asked={tracking.supplementAsked} onChange={onChange} />}
      {answer !== null && (
        <section className="notice good" aria-labelledby="tra-loi">
          <h2 id="tra-loi">{t.answer}</h2>
          <p className="answer-text" lang="vi">
            {answer.text}
          </p>
          <p className="small soft">{t.answered(formatDay(answer.answeredOn))}</p>
          {publication !== null && (
            <p className="small">
              {t.published(formatDay(publication.on))} {publication.url !== null && <a href={publication.url}>{t.publishedAt}</a>}
            </p>
          )}
        </section>
      )}
      {refusal !== null && (
        <section className="notice bad" aria-labelledby="tu-choi">
          <h2 id="tu-choi">{t.refusal}</h2>
          <p className="answer-text" lang="vi">
            {refusal.text}
          </p>
        </section>
      )}
      <dl className="summary">
        <div>
          <dt>{t.state}</dt>
          <dd>
            <span className={`state ${TONES[tracking.state]}`}>{tracking.label[language]}</span>
          </dd>
        </div>
        <Fact name={t.kind} value={t.kinds[tracking.kind]} />
        <Fact name={t.about} value={nameOf(tracking.about)} />
        <Fact name={t.handler} value={nameOf(tracking.handler)} />
        <Fact name={t.received} value={formatDay(tracking.receivedOn)} />
        {dueOn !== null && (
          <div>
            <dt>{t.due}</dt>
            <dd>
              {formatDay(dueOn)} {tracking.overdue && <span className="state bad">{t.late}</span>}
              {!tracking.dueConfirmed && <span className="small soft"> {t.unconfirmed}</span>}
            </dd>
          </div>
        )}
      </dl>
      <h2 className="section">{t.history}</h2>
      <ol className="timeline">
        {tracking.history.map(({ on, state, label }) => (
          <li key={on + state}>
            <strong>{label[language]}</strong>
            <br />
            <span className="soft">{formatDay(on)}</span>
          </li>
        ))}
      </ol>
      <p className="actions no-print">
        <button type="button" className="button quiet" onClick={onAnother}>
          {t.another}
        </button>
      </p>
    </Page>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface SupplementProps {
  readonly code: string;
  readonly asked: string;
  readonly onChange: (tracking: FeedbackTracking) => void;
}

function Supplement({ code, asked, onChange }: SupplementProps): ReactNode {
  const { track: t } = useTexts(FEEDBACK);
  const [content, setContent] = useState('');
  const [missing, setMissing] = useState(false);
  const [key, setKey] = useState(newKey);
  const sending = useMutation<FeedbackTracking, ApiProblem>({
    mutationFn: () =>
      command(`/feedback/${encodeURIComponent(code)}/supplement`, { content: content.trim() }, key, [
        'state',
        'history',
        'about',
      ]),
    onSuccess: onChange,
  });
  return (
    <section className="notice warn" aria-labelledby="bo-sung">
      <h2 id="bo-sung">{t.asked}</h2>
      <p className="answer-text" lang="vi">
        {asked}
      </p>
      {sending.error !== null && <ProblemNotice problem={sending.error} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(content.trim() === '');
          if (content.trim() !== '' && !sending.isPending) sending.mutate();
        }}
      >
        <TextField
          id="supplement"
          label={t.supplement}
          error={missing ? t.supplementMissing : undefined}
          value={content}
          onChange={(typed) => {
            setContent(typed);
            setKey(newKey());
          }}
          rows={5}
          maxLength={20_000}
        />
        <button type="submit" className="button" aria-disabled={sending.isPending}>
          {t.sendSupplement}
        </button>
      </form>
    </section>
  );
}
