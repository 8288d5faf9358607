import { Controller, Res } from '@nestjs/common';
import {
  AreaVersionId,
  ReviewRecorded,
  correctReview,
  getReview,
  getReviewFigures,
  listReviews,
  recordReview,
  type AnswerOf,
  type InputOf,
  type ReviewView,
} from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, Raw, type Caller, type KitRequest } from '@thongsuot/service-kit';
import { figureRows, shares, type FiguredReview } from '../../domain/review/review-figures';
import { RuleBroken } from '../../domain/rule-broken';
import { countLines, reviewedUnder, type PlanDoc } from '../../features/plan-reviews/plan-reviews';
import { assertOfPlan, assertReview, reviewFact, reviewView, type ReviewDoc } from '../../features/record-review/record-review';
import { REVIEWS, REVIEW_PLANS } from '../registers/collections';
import { assertProceduresKnown } from '../registers/known-procedures';
import { Register, figuresAsked, underRules } from '../registers/register';
import { tellRevision, type Reply } from '../registers/revision';

/** Reviews of procedures with their sheets and cost tables (Điều 28), and the facts behind form II.04. */
@Controller()
export class ReviewsController {
  private readonly reviews: Register<ReviewDoc>;
  private readonly plans: Register<PlanDoc>;

  constructor(private readonly kit: Kit) {
    this.reviews = new Register(kit, REVIEWS);
    this.plans = new Register(kit, REVIEW_PLANS);
  }

  @Handles(recordReview)
  async record(
    @Input() { body }: InputOf<typeof recordReview>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ReviewView> {
    const { unit, subject, planId, planItemId, recordedOn, taskId, items } = body;
    const doc = await this.reviews.add({ caller, key, action: recordReview.id }, unit, recordedOn, async (base, tx) => {
      assertReview(body, this.kit.clock.today());
      if ((planId === null) !== (planItemId === null))
        throw new RuleBroken('plan-item-unknown', 'nêu cả kế hoạch và dòng', 'name both the plan and its line', '/planItemId');
      if (planId !== null) assertOfPlan(body, base.areaPath, await this.plans.find(planId, tx));
      return this.tell(tx, { ...base, subject, planId, planItemId, recordedOn, taskId, items });
    });
    return reviewView(doc);
  }

  @Handles(correctReview)
  async correct(
    @Input() { params, body }: InputOf<typeof correctReview>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<ReviewView> {
    const doc = await this.reviews.change({ caller, key, action: correctReview.id, request }, params.id, (before, tx) => {
      assertReview(body, this.kit.clock.today());
      return this.tell(tx, { ...before, ...body });
    });
    return reviewView(doc);
  }

  @Handles(listReviews)
  async list(@Input() { query }: InputOf<typeof listReviews>, @From() caller: Caller): Promise<AnswerOf<typeof listReviews>> {
    const filter = query.planId === undefined ? {} : { planId: query.planId };
    const { items, nextCursor } = await this.reviews.page(caller, query, filter, reviewView);
    return { items, nextCursor };
  }

  @Handles(getReview)
  async one(
    @Input() { params }: InputOf<typeof getReview>,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ReviewView> {
    const doc = await this.reviews.get(caller, params.id);
    tellRevision(reply, doc.rev);
    return reviewView(doc);
  }

  @Handles(getReviewFigures)
  figures(
    @Input() { query }: InputOf<typeof getReviewFigures>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getReviewFigures>> {
    return underRules(async () => {
      const { area, period } = figuresAsked(this.kit, caller, query);
      const { from, to } = period;
      const reviews = await this.reviews.all(area, { recordedOn: { $gte: from, $lte: to } });
      const units = new Map(reviews.map(({ unit }) => [`${unit.areaVersion}/${unit.agency ?? ''}`, unit]));
      const { rows, total } = figureRows(reviews.map(figured));
      const today = this.kit.clock.today();
      const years = { $gte: Number(from.slice(0, 4)), $lte: Number(to.slice(0, 4)) };
      const plans = await this.plans.all(area, { year: years, state: { $in: ['approved', 'sent'] } });
      const under = plans.length === 0 ? [] : await this.ofPlans(plans.map(({ _id }) => _id));
      return {
        area: { id: AreaVersionId.parse(area.id), code: area.code, name: area.name },
        period: { code: period.code, from, to },
        rows: rows.flatMap(({ unit, ...row }) => {
          const named = units.get(unit);
          return named ? [{ ...row, unit: named, ...shares(row) }] : [];
        }),
        total: { ...total, ...shares(total) },
        plan: countLines(plans, reviewedUnder(under), period, to < today ? to : today),
      };
    });
  }

  /** Reviews carried out under some plans, whoever did them. */
  private ofPlans(ids: readonly string[]): Promise<ReviewDoc[]> {
    return this.kit.store
      .collection<ReviewDoc>(REVIEWS)
      .find({ planId: { $in: [...ids] } })
      .toArray();
  }

  /** Checks what a review names and tells of it, with its place after what was told before. */
  private async tell(tx: Tx, doc: ReviewDoc): Promise<ReviewDoc> {
    await assertProceduresKnown(
      tx,
      doc.items.map(({ procedureCode }) => procedureCode),
    );
    const stamped = { ...doc, lastPackId: tx.stamp(doc.lastPackId) };
    tx.emit(ReviewRecorded, { subject: doc._id, key: doc.unit.areaVersion, data: reviewFact(stamped) });
    return stamped;
  }
}

function figured({ _id, unit, subject, recordedOn, items }: ReviewDoc): FiguredReview {
  return { id: _id, unit: `${unit.areaVersion}/${unit.agency ?? ''}`, subject, recordedOn, items };
}
