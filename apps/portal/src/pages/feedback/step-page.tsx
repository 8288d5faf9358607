import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../../i18n/language';
import { ErrorSummary } from '../../ui/notices';
import { Page } from '../../ui/page';
import { UI } from '../../ui/texts';
import { lacksOf, type Lack, type Step } from './draft';
import type { StepProps } from './feedback-form';
import { FEEDBACK } from './feedback-texts';

interface StepPageProps extends StepProps {
  readonly step: Step;
  readonly title: string;
  /** The questions of the page; `errorOf` is what is wrong with a field, after one tried to go on. */
  readonly children: (errorOf: (field: Lack['field']) => string | undefined) => ReactNode;
}

/** One page of the form: way back, error summary, its questions, and "continue" that goes on only when nothing is lacking. */
export function StepPage({ step, title, draft, back, place, next, children }: StepPageProps): ReactNode {
  const t = useTexts(FEEDBACK);
  const { errorPrefix } = useTexts(UI);
  const [lacks, setLacks] = useState<readonly Lack[]>([]);
  const messageOf = (lack: Lack): string => t.lacks[lack.code];
  const errorOf = (field: Lack['field']): string | undefined => {
    const lack = lacks.find((one) => one.field === field);
    return lack && messageOf(lack);
  };
  return (
    <Page
      title={title}
      titlePrefix={lacks.length > 0 ? errorPrefix : ''}
      above={
        <>
          <Link className="back" href={back}>
            {t.back}
          </Link>
          <p className="soft small">{t.stepOf(place.step, place.of)}</p>
        </>
      }
    >
      <ErrorSummary trigger={lacks} mistakes={lacks.map((lack) => ({ href: `#${lack.field}`, message: messageOf(lack) }))} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = lacksOf(draft, step);
          setLacks(found);
          if (found.length === 0) next();
        }}
      >
        {children(errorOf)}
        <div className="actions">
          <button type="submit" className="button">
            {t.next}
          </button>
        </div>
      </form>
    </Page>
  );
}
