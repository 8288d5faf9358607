import { Component, type ReactNode } from 'react';
import { useTexts } from '../i18n/language';
import { Page } from './page';
import { UI } from './texts';

interface CrashGuardProps {
  readonly children: ReactNode;
}

/** Shows a page to go on from where rendering failed, or where a part of the pages could not be loaded. */
export class CrashGuard extends Component<CrashGuardProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <CrashPage /> : this.props.children;
  }
}

function CrashPage(): ReactNode {
  const t = useTexts(UI);
  return (
    <Page title={t.crashTitle}>
      <p>{t.crashText}</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          window.location.reload();
        }}
      >
        {t.reload}
      </button>
    </Page>
  );
}
