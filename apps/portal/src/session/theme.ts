import { readStored, writeStored } from './stored';

/** `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark';

const STORED = 'thongsuot.theme';

export function currentTheme(): Theme {
  const stored = readStored('local', STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

/** Shows `theme` and remembers it on this device. */
export function showTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  writeStored('local', STORED, theme === 'auto' ? null : theme);
}
