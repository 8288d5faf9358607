import { loadReferenceTree } from '@thongsuot/areas';
import { instantOf } from '@thongsuot/calendar';
import { AreaVersionId, plainDate, type PreferencesContent } from '@thongsuot/contracts';
import { shippedTemplates } from '../../config/shipped';
import { USUAL_PREFERENCES } from '../../domain/preferences';
import { pathOf } from '../../domain/rules';
import { watchKeyOf } from '../../domain/watching';
import type { Follower, Held, Mail, Post, SpreadMessage, Subscription } from '../ports';
import { spreadMessages } from './spread-messages';

const tree = loadReferenceTree();
const area = AreaVersionId.parse('19360.open');
const heir = AreaVersionId.parse('19360.2025-07-01');
const day = plainDate('2024-03-15');

const message = (more: Partial<SpreadMessage> = {}): SpreadMessage => ({
  ...{ id: 'm1', kind: 'task.overdue', unit: '19360/van-phong', areaName: 'Phường 2', areaVersion: area, areaCode: '19360' },
  ...{ areaPath: pathOf(tree, area), severity: 'danger', channels: ['inbox', 'email', 'webhook'], urgent: false },
  ...{ title: { vi: 'Quá hạn: X.1', en: 'Overdue: X.1' }, on: day, dueOn: day, link: '/plans/1/tasks', variables: {} },
  ...more,
});
const follower = (id: string, watch: string, choices: Partial<PreferencesContent> = {}): Follower => ({
  ...{ id, watch: [watch], choices: { ...USUAL_PREFERENCES, mail: 'instant', ...choices } },
});

/** What comes out, of messages and those who want them; whoever is asked for is filtered here as the store would. */
async function spread(
  messages: SpreadMessage[],
  followers: Follower[],
  { subscriptions = [], at = 9 }: { subscriptions?: Subscription[]; at?: number } = {},
): Promise<{ held: Held[]; mails: Mail[]; posts: Post[]; spread: string[] }> {
  const out = { held: [] as Held[], mails: [] as Mail[], posts: [] as Post[], spread: [] as string[] };
  const put =
    <T>(into: T[]) =>
    (rows: readonly T[]): Promise<void> => {
      into.push(...rows);
      return Promise.resolve();
    };
  await spreadMessages({
    toSpread: () => Promise.resolve(messages),
    markSpread: put(out.spread),
    followers: (watched) => Promise.resolve(followers.filter(({ watch }) => watch.some((key) => watched.includes(key)))),
    subscriptions: (areas) => Promise.resolve(subscriptions.filter((one) => areas.includes(one.area))),
    outgoing: { hold: put(out.held), mail: put(out.mails), post: put(out.posts) },
    ...{ tree, templates: shippedTemplates(), publicUrl: 'https://tthc.example.vn/', now: instantOf(day, at * 60) },
  });
  return out;
}

describe('handing messages on', () => {
  const office = { areaVersion: area, agency: 'van-phong' };
  const committee = { areaVersion: area, agency: null };
  const [district = area, province = area] = tree.ancestors(area).map(({ id }) => id);

  it('reaches who follows the unit, its area, or an area above with all below; nobody else', async () => {
    const { mails } = await spread(
      [message()],
      [
        follower('unit', watchKeyOf(office, 'unit')),
        follower('area', watchKeyOf(committee, 'area')),
        follower('province-below', watchKeyOf({ areaVersion: province, agency: null }, 'below')),
        follower('committee-alone', watchKeyOf(committee, 'unit')),
        follower('district-area', watchKeyOf({ areaVersion: district, agency: null }, 'area')),
      ],
    );
    expect(mails.map(({ person }) => person)).toEqual(['unit', 'area', 'province-below']);
    expect(mails[0]).toMatchObject({ key: 'mail:unit:m1', subject: '[Thông Suốt] Quá hạn: X.1' });
    expect(mails[0]?.text).toContain('Xem: https://tthc.example.vn/api/v1/plans/1/tasks');
  });

  it('who followed an area follows its heir', async () => {
    const later = message({ areaVersion: heir, areaPath: pathOf(tree, heir), unit: '19360' });
    const { mails } = await spread([later], [follower('a', watchKeyOf(committee, 'area'))]);
    expect(mails).toHaveLength(1);
  });

  it('keeps to what each person chose by kind and by hour', async () => {
    const key = watchKeyOf(office, 'unit');
    const people = [
      follower('none', key, { kinds: { 'task.overdue': 'none' } }),
      follower('digest', key, { mail: 'digest' }),
      follower('night', key),
      follower('passes', key, { quietHours: { from: '20:00', to: '06:30', urgentPass: true } }),
    ];
    const calm = await spread([message()], people, { at: 22 });
    expect(calm.mails).toEqual([]);
    expect(calm.held.map(({ person, digest, releaseAt }) => [person, digest, releaseAt.toISOString()])).toEqual([
      ['digest', true, '2024-03-16T00:30:00.000Z'],
      ['night', false, '2024-03-15T23:30:00.000Z'],
      ['passes', false, '2024-03-15T23:30:00.000Z'],
    ]);
    const urgent = await spread([message({ urgent: true })], people, { at: 22 });
    expect(urgent.mails.map(({ person }) => person)).toEqual(['passes']);
  });

  it('goes by the ways that its rule names, and is done either way', async () => {
    const subscriptions = [
      { id: 'all', area: district, kinds: [] },
      { id: 'kind', area, kinds: ['task.overdue' as const] },
      { id: 'other-kind', area, kinds: ['task.due' as const] },
      { id: 'elsewhere', area: '614.open', kinds: [] },
    ];
    const people = [follower('a', watchKeyOf(office, 'unit'))];
    const both = await spread([message()], people, { subscriptions });
    expect(both.posts.map(({ key }) => key)).toEqual(['webhook:all:m1', 'webhook:kind:m1']);
    const mailed = await spread([message({ channels: ['inbox', 'email'] })], people, { subscriptions });
    expect([mailed.posts.length, mailed.mails.length, mailed.spread]).toEqual([0, 1, ['m1']]);
    const posted = await spread([message({ channels: ['inbox', 'webhook'] })], people, { subscriptions });
    expect([posted.posts.length, posted.mails.length, posted.spread]).toEqual([2, 0, ['m1']]);
  });
});
