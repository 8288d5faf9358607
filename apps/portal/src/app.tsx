import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { Link, Route, Switch } from 'wouter';
import { ApiProblem } from './api/problem';
import { LanguageProvider, useTexts } from './i18n/language';
import { HomePage } from './pages/home/home-page';
import { useSession } from './session/session';
import { CrashGuard } from './ui/crash-guard';
import { Frame } from './ui/frame';
import { Loading } from './ui/notices';
import { Page } from './ui/page';
import { UI } from './ui/texts';

// Citizens on a slow network load what they need and nothing of the officers' pages.
const UnitPage = lazy(() => import('./pages/unit/unit-page').then(({ UnitPage: page }) => ({ default: page })));
const RecordsPage = lazy(() => import('./pages/unit/records-page').then(({ RecordsPage: page }) => ({ default: page })));
const SignInPage = lazy(() => import('./pages/sign-in/sign-in-page').then(({ SignInPage: page }) => ({ default: page })));
const FeedbackForm = lazy(() => import('./pages/feedback/feedback-form').then(({ FeedbackForm: page }) => ({ default: page })));
const TrackingPage = lazy(() => import('./pages/feedback/tracking-page').then(({ TrackingPage: page }) => ({ default: page })));

const TRIES = 2;

function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: (failures, error) => error instanceof ApiProblem && error.passing && failures < TRIES },
    },
  });
}

/** The portal: its routes and what they share. */
export function App(): ReactNode {
  const session = useSession();
  return <Pages key={session?.token ?? ''} />;
}

/** A change of account begins with nothing remembered: what one may see, another may not. */
function Pages(): ReactNode {
  const client = useMemo(() => newQueryClient(), []);
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <Frame>
          <CrashGuard>
            <Suspense
              fallback={
                <div className="inner">
                  <Loading />
                </div>
              }
            >
              <Switch>
                <Route path="/" component={HomePage} />
                <Route path="/dang-nhap" component={SignInPage} />
                <Route path="/don-vi/:area/ho-so" component={RecordsPage} />
                <Route path="/don-vi/:area?" component={UnitPage} />
                <Route path="/phan-anh/tra-cuu" component={TrackingPage} />
                <Route path="/phan-anh/:step?" component={FeedbackForm} />
                <Route component={NotFoundPage} />
              </Switch>
            </Suspense>
          </CrashGuard>
        </Frame>
      </LanguageProvider>
    </QueryClientProvider>
  );
}

function NotFoundPage(): ReactNode {
  const t = useTexts(UI);
  return (
    <Page title={t.notFoundTitle}>
      <p>{t.notFoundText}</p>
      <p>
        <Link href="/">{t.home}</Link>
      </p>
    </Page>
  );
}
