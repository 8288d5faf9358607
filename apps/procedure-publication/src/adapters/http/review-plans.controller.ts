import { Controller, Res } from '@nestjs/common';
import {
  approveReviewPlan,
  correctReviewPlan,
  draftReviewPlan,
  getReviewPlan,
  listReviewPlans,
  sendReviewPlan,
  type AnswerOf,
  type InputOf,
  type PlainDate,
  type ReviewPlanView,
} from '@thongsuot/contracts';
import { systemClock } from '@thongsuot/calendar';
import { packIdAfter, type CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, Raw, dayAsked, type Caller, type KitRequest } from '@thongsuot/service-kit';
import { LAW } from '../../config/law-data';
import { assertPlan, sendingRule } from '../../domain/review/review-plan';
import { approve, assertDraft, planView, reviewedUnder, send, type PlanDoc } from '../../features/plan-reviews/plan-reviews';
import type { ReviewDoc } from '../../features/record-review/record-review';
import { REVIEWS, REVIEW_PLANS } from '../registers/collections';
import { Register } from '../registers/register';
import { assertProceduresKnown } from '../registers/known-procedures';
import { tellRevision, type Reply } from '../registers/revision';

/** Yearly plans of reviews (Điều 30). */
@Controller()
export class ReviewPlansController {
  private readonly plans: Register<PlanDoc>;

  constructor(private readonly kit: Kit) {
    this.plans = new Register(kit, REVIEW_PLANS);
  }

  @Handles(draftReviewPlan)
  async draft(
    @Input() { body }: InputOf<typeof draftReviewPlan>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ReviewPlanView> {
    const { unit, year } = body;
    const command = { caller, key, action: draftReviewPlan.id };
    const plan = await this.plans.add(command, unit, dayAsked(this.kit, caller, undefined), async (base, tx) => {
      const items = withIds(body.items);
      assertPlan(year, items);
      await assertProceduresKnown(
        tx,
        items.flatMap(({ procedureCodes }) => procedureCodes),
      );
      return { ...base, year, state: 'draft', number: null, approvedOn: null, sentOn: null, items };
    });
    return this.view(plan);
  }

  @Handles(correctReviewPlan)
  async correct(
    @Input() { params, body }: InputOf<typeof correctReviewPlan>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<ReviewPlanView> {
    const plan = await this.plans.change({ caller, key, action: correctReviewPlan.id, request }, params.id, async (doc, tx) => {
      assertDraft(doc);
      const items = withIds(body.items);
      assertPlan(doc.year, items);
      await assertProceduresKnown(
        tx,
        items.flatMap(({ procedureCodes }) => procedureCodes),
      );
      return { ...doc, items };
    });
    return this.view(plan);
  }

  @Handles(approveReviewPlan)
  async approve(
    @Input() { params, body }: InputOf<typeof approveReviewPlan>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ReviewPlanView> {
    const today = this.kit.clock.today();
    return this.view(
      await this.plans.change({ caller, key, action: approveReviewPlan.id }, params.id, (doc) =>
        approve(doc, body.number, body.approvedOn, today),
      ),
    );
  }

  @Handles(sendReviewPlan)
  async send(
    @Input() { params, body }: InputOf<typeof sendReviewPlan>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ReviewPlanView> {
    const today = this.kit.clock.today();
    return this.view(
      await this.plans.change({ caller, key, action: sendReviewPlan.id }, params.id, (doc) => send(doc, body.sentOn, today)),
    );
  }

  @Handles(listReviewPlans)
  async list(
    @Input() { query }: InputOf<typeof listReviewPlans>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listReviewPlans>> {
    const filter = query.year === undefined ? {} : { year: query.year };
    const { docs, nextCursor } = await this.plans.page(caller, query, filter, (doc) => doc);
    return { items: await this.views(docs, query.on ?? this.kit.clock.today()), nextCursor };
  }

  @Handles(getReviewPlan)
  async one(
    @Input() { params, query }: InputOf<typeof getReviewPlan>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ReviewPlanView> {
    const plan = await this.plans.get(caller, params.id);
    tellRevision(reply, plan.rev);
    return this.view(plan, query.on);
  }

  private async view(plan: PlanDoc, on = this.kit.clock.today()): Promise<ReviewPlanView> {
    const [view] = await this.views([plan], on);
    if (!view) throw new Error(`no view of ${plan._id}`);
    return view;
  }

  private async views(plans: readonly PlanDoc[], on: PlainDate): Promise<ReviewPlanView[]> {
    const ids = plans.map(({ _id }) => _id);
    const reviews =
      ids.length === 0
        ? []
        : await this.kit.store
            .collection<ReviewDoc>(REVIEWS)
            .find({ planId: { $in: ids } })
            .project<Pick<ReviewDoc, 'planItemId' | 'recordedOn' | 'items'>>({
              planItemId: 1,
              recordedOn: 1,
              'items.procedureCode': 1,
            })
            .toArray();
    const reviewed = reviewedUnder(reviews);
    return plans.map((plan) => {
      const { level } = this.kit.areas.tree.byId(plan.unit.areaVersion);
      return planView(plan, reviewed, sendingRule(LAW.review, level, plan.year), on);
    });
  }
}

function withIds<Item extends object>(items: readonly Item[]): (Item & { id: string })[] {
  let last: string | null = null;
  return items.map((item) => ({ ...item, id: (last = packIdAfter(last, systemClock)) }));
}
