import type { FeedbackTracking } from '@thongsuot/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask } from '../../api/client';
import type { ApiProblem } from '../../api/problem';
import { useTexts } from '../../i18n/language';
import { TextField } from '../../ui/fields';
import { ErrorSummary, ProblemNotice } from '../../ui/notices';
import { Page } from '../../ui/page';
import { UI } from '../../ui/texts';
import { FEEDBACK } from './feedback-texts';
import { TrackingResult } from './tracking-result';

interface Found {
  readonly code: string;
  readonly tracking: FeedbackTracking;
}

/** Follows one feedback by its code. The code opens it, so it never enters the address of the page or the history. */
export function TrackingPage(): ReactNode {
  const { track: t } = useTexts(FEEDBACK);
  const { errorPrefix } = useTexts(UI);
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const looking = useMutation<FeedbackTracking, ApiProblem, string>({
    mutationFn: (typed) => ask(`/feedback/${encodeURIComponent(typed)}`, { fields: ['state', 'history', 'about'] }),
    onSuccess: (tracking, typed) => {
      setFound({ code: typed, tracking });
    },
  });
  const problem = looking.error;
  const unknown = problem !== null && (problem.status === 404 || problem.status === 400);
  const message = missing ? t.missing : unknown ? t.unknown : undefined;
  if (found !== null) {
    return (
      <TrackingResult
        code={found.code}
        tracking={found.tracking}
        onChange={(tracking) => {
          setFound({ ...found, tracking });
        }}
        onAnother={() => {
          setFound(null);
          setCode('');
        }}
      />
    );
  }
  return (
    <Page key="form" title={t.title} titlePrefix={message === undefined ? '' : errorPrefix}>
      <p className="lead">{t.lead}</p>
      <ErrorSummary
        trigger={missing ? 'missing' : problem}
        mistakes={message === undefined ? [] : [{ href: '#code', message }]}
      />
      {problem !== null && !unknown && <ProblemNotice problem={problem} />}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const typed = code.trim();
          setMissing(typed === '');
          if (typed !== '' && !looking.isPending) looking.mutate(typed);
        }}
      >
        <TextField
          id="code"
          label={t.label}
          hint={t.hint}
          error={message}
          value={code}
          onChange={setCode}
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
        />
        <div className="actions">
          <button type="submit" className="button" aria-disabled={looking.isPending}>
            {t.button}
          </button>
        </div>
      </form>
    </Page>
  );
}
