import { useEffect, useState, type ReactNode } from 'react';
import { Link, Redirect, useLocation, useParams } from 'wouter';
import { newKey } from '../../api/client';
import { useTexts } from '../../i18n/language';
import { Page } from '../../ui/page';
import { CheckStep } from './check-step';
import { emptyDraft, firstOpen, goesElsewhere, keepDraft, readDraft, STEPS, type Draft, type Step } from './draft';
import { FEEDBACK } from './feedback-texts';
import { ContentStep, NatureStep, SenderStep } from './question-steps';
import { SentPage, type Receipt } from './sent-page';
import { WhereStep } from './where-step';

const isStep = (step: string): step is Step => (STEPS as readonly string[]).includes(step);
const addressOf = (step: string): string => `/phan-anh/${step}`;

/** The citizen's form: one thing a page, check your answers, tracking code. Each page has its address, so "back" works. */
export function FeedbackForm(): ReactNode {
  const { step } = useParams<{ step?: string }>();
  const [draft, setDraft] = useState<Draft>(() => readDraft(newKey()));
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [, goTo] = useLocation();
  useEffect(() => {
    keepDraft(receipt === null ? draft : null);
  }, [draft, receipt]);

  // Another content is another command: it gets a key of its own.
  const change = (answers: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...answers, key: newKey() }));
  };
  const sent = (answer: Receipt): void => {
    setReceipt(answer);
    setDraft(emptyDraft(newKey()));
    goTo(addressOf('da-gui'), { replace: true });
  };

  if (step === undefined) {
    return (
      <StartPage
        onStart={() => {
          setReceipt(null);
        }}
      />
    );
  }
  if (step === 'da-gui') return receipt === null ? <Redirect to="/phan-anh" replace /> : <SentPage receipt={receipt} />;
  if (step === 'noi-khac') {
    return goesElsewhere(draft.nature) ? <ElsewherePage nature={draft.nature} /> : <Redirect to={addressOf('viec-gi')} replace />;
  }
  if (!isStep(step)) return <Redirect to="/phan-anh" replace />;
  if (step !== 'viec-gi' && goesElsewhere(draft.nature)) return <Redirect to={addressOf('noi-khac')} replace />;
  const open = firstOpen(draft, step);
  if (open !== undefined) return <Redirect to={addressOf(open)} replace />;

  const at = STEPS.indexOf(step);
  const props: StepProps = {
    draft,
    change,
    back: at === 0 ? '/phan-anh' : addressOf(STEPS[at - 1] ?? ''),
    place: { step: at + 1, of: STEPS.length },
    next: () => {
      const ahead = STEPS[at + 1];
      if (step === 'viec-gi' && goesElsewhere(draft.nature)) goTo(addressOf('noi-khac'));
      else if (ahead !== undefined) goTo(addressOf(ahead));
    },
  };
  switch (step) {
    case 'viec-gi':
      return <NatureStep key={step} {...props} />;
    case 'noi-nao':
      return <WhereStep key={step} {...props} />;
    case 'noi-dung':
      return <ContentStep key={step} {...props} />;
    case 'nguoi-gui':
      return <SenderStep key={step} {...props} />;
    case 'kiem-tra':
      return <CheckStep key={step} {...props} onSent={sent} />;
  }
}

/** What each page of the form is given. */
export interface StepProps {
  readonly draft: Draft;
  readonly change: (answers: Partial<Draft>) => void;
  /** Address of the page before. */
  readonly back: string;
  readonly place: { readonly step: number; readonly of: number };
  /** Goes to the page after; the caller has made sure that this one lacks nothing. */
  readonly next: () => void;
}

function StartPage({ onStart }: { readonly onStart: () => void }): ReactNode {
  const t = useTexts(FEEDBACK);
  return (
    <Page title={t.startTitle}>
      <p className="lead">{t.startLead}</p>
      <h2>{t.needTitle}</h2>
      <ul className="measure">
        {t.needs.map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <p className="small soft">{t.basis}</p>
      <div className="notice measure">
        <h3>{t.privacyTitle}</h3>
        <p>{t.privacy}</p>
      </div>
      <div className="notice warn measure">
        <h3>{t.notTitle}</h3>
        <p>{t.not}</p>
      </div>
      <div className="actions">
        <Link className="button" href={addressOf('viec-gi')} onClick={onStart}>
          {t.start}
        </Link>
        <Link href="/phan-anh/tra-cuu">{t.haveCode}</Link>
      </div>
    </Page>
  );
}

function ElsewherePage({ nature }: { readonly nature: 'complaint' | 'denunciation' }): ReactNode {
  const { elsewhere, back } = useTexts(FEEDBACK);
  const { title, paragraphs } = elsewhere[nature];
  return (
    <Page
      title={title}
      above={
        <Link className="back" href={addressOf('viec-gi')}>
          {back}
        </Link>
      }
    >
      {paragraphs.map((paragraph) => (
        <p className="measure" key={paragraph}>
          {paragraph}
        </p>
      ))}
      <p>
        <strong>{elsewhere.nothing}</strong>
      </p>
      <p>
        <Link href={addressOf('viec-gi')}>{elsewhere.change}</Link>
      </p>
    </Page>
  );
}
