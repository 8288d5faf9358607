import { ownersCounts } from './owners-counts';

describe('ownersCounts', () => {
  it('sums the counters of one fact under its owner’s name, 0 where nothing came yet', () => {
    const sums = {
      'dossiers.receivedOnline': 3,
      'dossiers.receivedOffline': 4,
      'dossiers.resolvedEarly': 2,
      'surveys.answered': 1,
    };
    expect(ownersCounts(sums)).toMatchObject({
      'one-stop.dossiersCounted': 7,
      'one-stop.dossiersResolved': 2,
      'feedback-intake.counted': 0,
      'satisfaction-survey.answers': 1,
    });
  });
});
