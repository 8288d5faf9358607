/** Id of an apology: a dossier is owed each kind once. */
export function apologyId(kind: 'letter' | 'public', code: string): string {
  return `${kind}#${code}`;
}
