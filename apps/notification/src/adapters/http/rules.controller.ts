import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { COUNTRY_CODE } from '@thongsuot/areas';
import {
  AreaVersionId,
  ProblemError,
  changeNotificationRule,
  createNotificationRule,
  listNotificationRules,
  type AnswerOf,
  type InputOf,
  type NotificationRule,
  type RuleContent,
} from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  Raw,
  assertIfMatch,
  getAreaOn,
  getSeenArea,
  type Caller,
  type KitRequest,
} from '@thongsuot/service-kit';
import { channelsOf, pathOf, rulesInForce, type ScopedRule } from '../../domain/rules';
import { lookAgain } from '../store/due-item-store';
import { RULES, RuleBook, type RuleDoc } from '../store/rule-book';

/** Rules of reminders and messages. */
@Controller()
export class RulesController {
  constructor(
    private readonly kit: Kit,
    private readonly book: RuleBook,
  ) {}

  @Handles(listNotificationRules)
  async list(
    @Input() { query }: InputOf<typeof listNotificationRules>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listNotificationRules>> {
    const { kit } = this;
    const { area, on } = getSeenArea(kit, caller, query.area ?? caller.area ?? COUNTRY_CODE, query.on);
    const path = pathOf(kit.areas.tree, area.id);
    const all = (await this.book.rules()).filter((rule) => rule.area === null || path.includes(rule.area));
    const inForce = new Set(rulesInForce(all, path, on).map(({ id }) => id));
    const revs = new Map((await this.docs()).map(({ _id, rev }) => [_id, rev]));
    const items = all
      .map((rule) => this.view(rule, revs.get(rule.id) ?? 0, inForce.has(rule.id)))
      .sort((a, b) => (a.key + a.id < b.key + b.id ? -1 : 1));
    return { items, nextCursor: null };
  }

  @Handles(createNotificationRule)
  async create(
    @Input() { body }: InputOf<typeof createNotificationRule>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<NotificationRule> {
    const { kit } = this;
    const { area: code, ...given } = body;
    const area = code === null ? null : AreaVersionId.parse(getAreaOn(kit.areas.tree, code, kit.clock.today()).id);
    const doc: RuleDoc = { _id: randomUUID(), rev: 1, area, content: checked(given) };
    const { answer } = await kit.commands.run(key, async (tx) => {
      await tx.collection<RuleDoc>(RULES).insertOne(doc, { session: tx.session });
      await this.recorded(tx, caller, createNotificationRule.id, doc);
      return this.view({ id: doc._id, area, content: doc.content }, doc.rev, true);
    });
    return answer;
  }

  @Handles(changeNotificationRule)
  async change(
    @Input() { params, body }: InputOf<typeof changeNotificationRule>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<NotificationRule> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const rules = tx.collection<RuleDoc>(RULES);
      const before = await rules.findOne({ _id: params.id }, { session: tx.session });
      if (before === null) throw new ProblemError('not-found');
      assertIfMatch(request, before.rev);
      const content = checked({ ...body, key: before.content.key });
      const next: RuleDoc = { ...before, rev: before.rev + 1, content };
      const { matchedCount } = await rules.replaceOne({ _id: next._id, rev: before.rev }, next, { session: tx.session });
      if (matchedCount !== 1) throw new ProblemError('conflict');
      await this.recorded(tx, caller, changeNotificationRule.id, next, before.content);
      return this.view({ id: next._id, area: next.area, content }, next.rev, true);
    });
    return answer;
  }

  private async recorded(tx: Tx, caller: Caller, action: string, doc: RuleDoc, before?: RuleContent): Promise<void> {
    tx.audit({
      ...{ actor: caller.subject, action, subject: `notification-rule ${doc._id}` },
      detail: { area: doc.area, after: doc.content, ...(before === undefined ? {} : { before }) },
    });
    await lookAgain(tx, doc.area, this.kit.clock.today());
  }

  private docs(): Promise<RuleDoc[]> {
    return this.kit.store.collection<RuleDoc>(RULES).find().toArray();
  }

  private view({ id, area, content }: ScopedRule, rev: number, inForce: boolean): NotificationRule {
    const of = area === null ? undefined : this.kit.areas.tree.findById(area);
    return { id, rev, area: of === undefined ? null : { code: of.code, name: of.name }, inForce, ...content };
  }
}

/** A rule with its inbox, and a validity that ends after it began. @throws ProblemError `validation-failed` */
function checked(content: RuleContent): RuleContent {
  if (content.validTo !== null && content.validTo < content.validFrom) {
    throw new ProblemError('validation-failed', {
      errors: [
        { pointer: '/validTo', code: 'ends-before-it-begins', message: 'hết hiệu lực trước khi bắt đầu / ends before it begins' },
      ],
    });
  }
  return { ...content, deliver: content.deliver.map(({ to, channels }) => ({ to, channels: channelsOf(channels) })) };
}
