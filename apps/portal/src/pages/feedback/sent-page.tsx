import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { formatDay } from '../../format/format';
import { useTexts } from '../../i18n/language';
import { Page } from '../../ui/page';
import { FEEDBACK } from './feedback-texts';

/** What the service answered to a feedback. The code is in memory only: it is shown once. */
export interface Receipt {
  readonly trackingCode: string;
  readonly receivedOn: string;
  readonly dueOn: string | null;
  readonly handler: string;
}

export function SentPage({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const { sent: t } = useTexts(FEEDBACK);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(receipt.trackingCode);
    setCopied(true);
  };
  // Browsers keep the clipboard from plain-http addresses in a local network; there the code is copied by hand.
  const mayCopy = 'clipboard' in navigator;
  return (
    <Page title={t.title}>
      <div className="confirmation">
        {t.code}
        <strong className="code-shown">{receipt.trackingCode}</strong>
        {mayCopy && (
          <button type="button" className="button quiet no-print" onClick={() => void copy()}>
            {copied ? t.copied : t.copy}
          </button>
        )}
        <span role="status" className="visually-hidden">
          {copied && t.copied}
        </span>
      </div>
      <p className="measure">
        <strong>{t.keep}</strong>
      </p>
      <h2>{t.nextTitle}</h2>
      <ul>
        <li>{t.received(formatDay(receipt.receivedOn))}</li>
        <li>{t.handler(receipt.handler)}</li>
        {receipt.dueOn !== null && <li>{t.due(formatDay(receipt.dueOn))}</li>}
      </ul>
      <div className="actions no-print">
        <button
          type="button"
          className="button"
          onClick={() => {
            window.print();
          }}
        >
          {t.print}
        </button>
        <Link href="/phan-anh/tra-cuu">{t.follow}</Link>
        <Link href="/phan-anh">{t.another}</Link>
      </div>
    </Page>
  );
}
