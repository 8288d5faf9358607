import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useArea } from '../api/queries';
import { useLanguage, useTexts } from '../i18n/language';
import type { Claims } from '../session/claims';
import { signOut, useSession } from '../session/session';
import { currentTheme, showTheme, type Theme } from '../session/theme';
import { UI } from './texts';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/** What every page has around it: way past the head, name, menu, who is signed in, language, look, foot. */
export function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useTexts(UI);
  return (
    <>
      <a className="skip" href="#noi-dung">
        {t.skip}
      </a>
      <header className="masthead">
        <div className="inner">
          <Link href="/" className="brand">
            <Mark />
            {t.product}
          </Link>
          <Menu />
          <Tools />
        </div>
      </header>
      <main id="noi-dung" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <div className="inner">
          <p>
            {t.product}: {t.tagline}. {t.license} <a href="/docs">{t.api}</a>
          </p>
        </div>
      </footer>
    </>
  );
}

function Mark(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M6 9h20M16 9v15" fill="none" stroke="#fff" strokeWidth="3.5" strokeLinecap="round" />
      <path d="M7 20c4-5 14-5 18 0" fill="none" stroke="#ffc845" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

function Menu(): ReactNode {
  const { nav, mainMenu } = useTexts(UI);
  const [location] = useLocation();
  const here = (start: string, not = '-'): { 'aria-current'?: 'page' } =>
    location.startsWith(start) && !location.startsWith(not) ? { 'aria-current': 'page' } : {};
  return (
    <nav aria-label={mainMenu}>
      <ul>
        <li>
          <Link href="/don-vi" {...here('/don-vi')}>
            {nav.unit}
          </Link>
        </li>
        <li>
          <Link href="/phan-anh" {...here('/phan-anh', '/phan-anh/tra-cuu')}>
            {nav.feedback}
          </Link>
        </li>
        <li>
          <Link href="/phan-anh/tra-cuu" {...here('/phan-anh/tra-cuu')}>
            {nav.track}
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function Tools(): ReactNode {
  const t = useTexts(UI);
  const { language, choose } = useLanguage();
  const [theme, setTheme] = useState(currentTheme);
  const session = useSession();
  const nextTheme = (): void => {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
    showTheme(next);
    setTheme(next);
  };
  return (
    <div className="masthead-tools">
      {session === null ? <Link href="/dang-nhap">{t.signIn}</Link> : <WhoIsHere claims={session.claims} />}
      <button
        type="button"
        className="tool"
        lang={language === 'vi' ? 'en' : 'vi'}
        onClick={() => {
          choose(language === 'vi' ? 'en' : 'vi');
        }}
      >
        {t.otherLanguage}
      </button>
      <button type="button" className="tool" onClick={nextTheme}>
        <span aria-hidden="true">◐ </span>
        <span className="visually-hidden">{t.look}</span>
        {t.theme[theme]}
      </button>
    </div>
  );
}

function WhoIsHere({ claims }: { readonly claims: Claims }): ReactNode {
  const t = useTexts(UI);
  return (
    <>
      <span>
        {t.roles[claims.role]} · {claims.area === null ? t.wholeCountry : <AreaName code={claims.area} on={claims.on} />}
      </span>
      <button type="button" className="tool" onClick={signOut}>
        {t.signOut}
      </button>
    </>
  );
}

function AreaName({ code, on }: { readonly code: string; readonly on: string | null }): ReactNode {
  const { data } = useArea(code, on ?? undefined);
  return <>{data?.name ?? code}</>;
}
