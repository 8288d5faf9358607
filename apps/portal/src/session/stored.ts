/** `local`: this device. `session`: this tab, until it is closed. */
export type Keep = 'local' | 'session';

const storeOf = (keep: Keep): Storage => (keep === 'local' ? localStorage : sessionStorage);

/** What was kept, or null: also where the browser forbids storage, as private windows may. */
export function readStored(keep: Keep, key: string): string | null {
  try {
    return storeOf(keep).getItem(key);
  } catch {
    return null;
  }
}

/** Keeps `value`, or forgets with null. Without storage the page works on, it only does not remember. */
export function writeStored(keep: Keep, key: string, value: string | null): void {
  try {
    if (value === null) storeOf(keep).removeItem(key);
    else storeOf(keep).setItem(key, value);
  } catch {
    // Nothing to do: remembering is a comfort.
  }
}
