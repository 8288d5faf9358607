import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import { inLanguage, type ApiProblem } from '../api/problem';
import { useLanguage, useTexts } from '../i18n/language';
import { PROBLEMS, UI } from './texts';

/** A problem in plain words, with a way to try again where that may help. */
export function ProblemNotice({ problem, retry }: { readonly problem: ApiProblem; readonly retry?: () => void }): ReactNode {
  const t = useTexts(UI);
  const known = useTexts(PROBLEMS);
  const { language } = useLanguage();
  return (
    <div className="notice bad" role="alert">
      <p>{known[problem.code] ?? inLanguage(problem.message, language)}</p>
      {problem.code === 'unauthorised' && (
        <p>
          <Link href="/dang-nhap">{t.signIn}</Link>
        </p>
      )}
      {retry !== undefined && problem.passing && (
        <p>
          <button type="button" className="button quiet" onClick={retry}>
            {t.retry}
          </button>
        </p>
      )}
      <p className="small soft">
        {t.problemCode}: <code>{problem.code}</code>
      </p>
    </div>
  );
}

export function Loading(): ReactNode {
  const { loading } = useTexts(UI);
  return (
    <p className="soft" role="status">
      {loading}
    </p>
  );
}

/** One thing to mend: the words, and where. `href` is `#field` on this page, or the page that asks. */
export interface Mistake {
  readonly href: string;
  readonly message: string;
}

interface ErrorSummaryProps {
  readonly mistakes: readonly Mistake[];
  /** Changes with every try: only then the summary takes the focus, never while one types. */
  readonly trigger: unknown;
}

/** Every mistake of a page at its top, each a link to its field; takes the focus when it appears (GOV.UK error summary). */
export function ErrorSummary({ mistakes, trigger }: ErrorSummaryProps): ReactNode {
  const { errorTitle } = useTexts(UI);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [trigger]);
  if (mistakes.length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{errorTitle}</h2>
      <ul>
        {mistakes.map(({ href, message }) => (
          <li key={href + message}>
            {href.startsWith('#') ? <FieldLink href={href} message={message} /> : <Link href={href}>{message}</Link>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function FieldLink({ href, message }: Mistake): ReactNode {
  return (
    <a
      href={href}
      onClick={(event) => {
        event.preventDefault();
        const field = document.querySelector<HTMLElement>(href);
        field?.scrollIntoView({ block: 'center' });
        field?.focus();
      }}
    >
      {message}
    </a>
  );
}
