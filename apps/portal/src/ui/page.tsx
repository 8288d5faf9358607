import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../i18n/language';
import { UI } from './texts';

let opened = false;

interface PageProps {
  readonly title: string;
  /** Put before the title in the browser's tab, as "Lỗi: ". */
  readonly titlePrefix?: string;
  readonly above?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A page: title in the tab, one heading of the first order, and the focus on it after a change of page, so that a screen
 * reader says where one is. The first page opened leaves the focus where the browser puts it.
 */
export function Page({ title, titlePrefix = '', above, children }: PageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { product } = useTexts(UI);
  useEffect(() => {
    if (opened) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    opened = true;
  }, []);
  useEffect(() => {
    document.title = `${titlePrefix}${title} – ${product}`;
  }, [title, titlePrefix, product]);
  return (
    <div className="inner">
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
