import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { readStored, writeStored } from '../session/stored';

/** Languages of the pages, Vietnamese first. */
export type Language = 'vi' | 'en';

/** Texts of one page or part in both languages, kept beside it, so that they load with it. */
export type Texts<T> = Readonly<Record<Language, T>>;

/** Declares texts; the English ones must have exactly the shape of the Vietnamese ones. */
export function texts<T>(vi: T, en: NoInfer<T>): Texts<T> {
  return { vi, en };
}

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const Chosen = createContext<LanguageChoice>({ language: 'vi', choose: () => undefined });
const STORED = 'thongsuot.language';

/** Holds the language, remembers it on this device, and tells it to the browser (`lang`), for screen readers and hyphens. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, choose] = useState<Language>(() => (readStored('local', STORED) === 'en' ? 'en' : 'vi'));
  useEffect(() => {
    document.documentElement.lang = language;
    writeStored('local', STORED, language);
  }, [language]);
  const value = useMemo(() => ({ language, choose }), [language]);
  return <Chosen value={value}>{children}</Chosen>;
}

export function useLanguage(): LanguageChoice {
  return useContext(Chosen);
}

export function useTexts<T>(of: Texts<T>): T {
  return of[useLanguage().language];
}
