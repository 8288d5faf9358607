import { cleanNamespace, engines, testNamespace } from '@thongsuot/testing';
import { MainJob } from '../src/main-job';
import { describeBadInput } from './system/bad-input';
import { describeDashboards } from './system/dashboards';
import { describeFigures } from './system/figures';
import { describeJourney } from './system/journey';
import { describePlanYears } from './system/plan-years';

/** The whole first play on a small machine, other tests beside it. */
const PLAY_TIMEOUT_MS = 15 * 60_000;

describe('the main job', () => {
  let started: MainJob | undefined;
  const job = (): MainJob => {
    if (!started) throw new Error('the main job did not start');
    return started;
  };

  beforeAll(async () => {
    started = await MainJob.start(await engines(), testNamespace());
  }, PLAY_TIMEOUT_MS);
  afterAll(async () => {
    await started?.end();
    await cleanNamespace();
  }, 120_000);

  describe('figures', () => {
    describeFigures(job);
  });
  describe('bad input through the gateway', () => {
    describeBadInput(job);
  });
  describe('dashboards on a real Prometheus', () => {
    describeDashboards(job);
  });

  describe('pages in a browser', () => {
    describeJourney(job);
  });

  // Last: it moves the clock.
  describe('the year of a plan', () => {
    describePlanYears(job);
  });

  it('ends in an orderly way', async () => {
    expect(await job().end()).toBe(0);
  }, 60_000);
});
