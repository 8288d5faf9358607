/**
 * Sums of counters (`dossiers.receivedOnline`) under the names that the owners of the facts state their own counts by, so that
 * `/consistency` can lay the two side by side. Facts counted once for each unit concerned, as tasks are, have no such name.
 */
export function ownersCounts(sums: Readonly<Record<string, number>>): Record<string, number> {
  const sum = (...names: string[]): number => names.reduce((total, name) => total + (sums[name] ?? 0), 0);
  return {
    'one-stop.dossiersCounted': sum('dossiers.receivedOnline', 'dossiers.receivedOffline'),
    'one-stop.dossiersResolved': sum('dossiers.resolvedEarly', 'dossiers.resolvedOnTime', 'dossiers.resolvedOverdue'),
    'feedback-intake.counted': sum('feedback.received'),
    'feedback-intake.everAnswered': sum('feedback.answered'),
    'satisfaction-survey.invitations': sum('surveys.invited'),
    'satisfaction-survey.answers': sum('surveys.answered'),
  };
}
