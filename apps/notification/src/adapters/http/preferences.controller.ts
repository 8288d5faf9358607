import { Controller } from '@nestjs/common';
import { COUNTRY_CODE } from '@thongsuot/areas';
import {
  AgencySlug,
  AreaVersionId,
  UnitRef,
  changePreferences,
  forgetPreferences,
  getPreferences,
  type AnswerOf,
  type Follow,
  type InputOf,
  type Preferences,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  Raw,
  assertIfMatch,
  getSeenArea,
  type Caller,
  type KitRequest,
} from '@thongsuot/service-kit';
import { USUAL_PREFERENCES, maskedAddress } from '../../domain/preferences';
import { watchKeyOf } from '../../domain/watching';
import { FEEDS, HELD, PEOPLE, type FeedDoc, type HeldDoc, type PersonDoc } from '../store/people';
import { Sealer } from '../store/sealer';

/** What each person chooses for themselves. */
@Controller()
export class PreferencesController {
  constructor(
    private readonly kit: Kit,
    private readonly sealer: Sealer,
  ) {}

  @Handles(getPreferences)
  async read(@From() caller: Caller): Promise<Preferences> {
    const doc = await this.kit.store.collection<PersonDoc>(PEOPLE).findOne({ _id: caller.subject });
    return this.view(doc, caller);
  }

  @Handles(changePreferences)
  async change(
    @Input() { body }: InputOf<typeof changePreferences>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Preferences> {
    const { email, ...choices } = body;
    const follows = choices.follows.length > 0 ? choices.follows : ownArea(caller);
    const watch = follows.map((follow) => this.watchKey(follow, caller));
    // The kept answer of the command is the revision alone.
    await this.kit.commands.run(key, async (tx) => {
      const people = tx.collection<PersonDoc>(PEOPLE);
      const before = await people.findOne({ _id: caller.subject }, { session: tx.session });
      assertIfMatch(request, before?.rev ?? 0);
      const address =
        email === undefined
          ? (before?.address ?? null)
          : email === null
            ? null
            : this.sealer.seal(placeOf(caller.subject), email);
      const next: PersonDoc = {
        _id: caller.subject,
        rev: (before?.rev ?? 0) + 1,
        address,
        choices: { ...choices, follows },
        watch,
      };
      await people.replaceOne({ _id: next._id }, next, { session: tx.session, upsert: true });
      // Private calendars show what their person follows.
      await tx.collection<FeedDoc>(FEEDS).updateMany({ person: caller.subject }, { $set: { watch } }, { session: tx.session });
      tx.audit({
        actor: caller.subject,
        action: changePreferences.id,
        subject: `person ${caller.subject}`,
        detail: { address: email !== undefined },
      });
      return next.rev;
    });
    return this.read(caller);
  }

  @Handles(forgetPreferences)
  async forget(@From() caller: Caller, @Key() key: CommandKey | null): Promise<AnswerOf<typeof forgetPreferences>> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const { session } = tx;
      const { deletedCount } = await tx.collection<PersonDoc>(PEOPLE).deleteOne({ _id: caller.subject }, { session });
      await tx.collection<HeldDoc>(HELD).deleteMany({ person: caller.subject }, { session });
      tx.audit({ actor: caller.subject, action: forgetPreferences.id, subject: `person ${caller.subject}` });
      return { forgotten: deletedCount === 1 };
    });
    return answer;
  }

  private view(doc: PersonDoc | null, caller: Caller): Preferences {
    if (doc === null) return { ...USUAL_PREFERENCES, follows: ownArea(caller), rev: 0, email: null };
    const email = doc.address === null ? null : maskedAddress(this.sealer.unseal(placeOf(doc._id), doc.address));
    return { ...doc.choices, rev: doc.rev, email };
  }

  /** @throws ProblemError `forbidden` for a unit out of the caller's sight */
  private watchKey({ unit, reach }: Follow, caller: Caller): string {
    const [code = '', agency] = unit.split('/');
    const { area } = getSeenArea(this.kit, caller, code, undefined);
    const slug = agency === undefined ? null : AgencySlug.parse(agency);
    return watchKeyOf({ areaVersion: AreaVersionId.parse(area.id), agency: slug }, reach);
  }
}

/** What a person follows who names nothing: their own area with its agencies. */
export function ownArea(caller: Caller): Follow[] {
  return [{ unit: UnitRef.parse(caller.area ?? COUNTRY_CODE), reach: 'area' }];
}

function placeOf(subject: string): string {
  return `person/${subject}`;
}
