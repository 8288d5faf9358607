import { Controller } from '@nestjs/common';
import {
  ProblemError,
  decideReviewProposal,
  listReviewProposals,
  proposeFromReview,
  type AnswerOf,
  type InputOf,
  type ReviewProposalView,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { assertUpward, decide, proposalView, type ProposalDoc } from '../../features/propose-upward/propose-upward';
import type { ReviewDoc } from '../../features/record-review/record-review';
import { REVIEWS, REVIEW_PROPOSALS } from '../registers/collections';
import { Register } from '../registers/register';

/** What reviews propose upward, and what became of it (Điều 31). */
@Controller()
export class ReviewProposalsController {
  private readonly proposals: Register<ProposalDoc>;
  private readonly reviews: Register<ReviewDoc>;

  constructor(private readonly kit: Kit) {
    this.proposals = new Register(kit, REVIEW_PROPOSALS);
    this.reviews = new Register(kit, REVIEWS);
  }

  @Handles(proposeFromReview)
  async propose(
    @Input() { params, body }: InputOf<typeof proposeFromReview>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ReviewProposalView> {
    const { tree } = this.kit.areas;
    const review = await this.reviews.get(caller, params.id);
    const { unit, areaPath, recordedOn } = review;
    const { text, textsToChange, proposedOn } = body;
    const above = body.to === 'central' ? null : tree.findByCode(body.to, recordedOn);
    if (above === undefined) throw new ProblemError('area-unknown', { detail: body.to });
    const command = { caller, key, action: proposeFromReview.id };
    const doc = await this.proposals.add(command, unit.ref, recordedOn, (base) => {
      const toArea = above?.id ?? null;
      assertUpward({ areaPath, recordedOn }, { toArea, proposedOn }, this.kit.clock.today());
      const to = { ref: body.to, name: above?.name ?? body.toName ?? 'Bộ, ngành trung ương' };
      return {
        ...base,
        unit,
        areaPath,
        reviewId: review._id,
        to,
        toArea,
        text,
        textsToChange,
        proposedOn,
        state: 'sent',
        outcome: null,
      };
    });
    return proposalView(doc);
  }

  @Handles(listReviewProposals)
  async list(
    @Input() { query }: InputOf<typeof listReviewProposals>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listReviewProposals>> {
    const filter = query.state === undefined ? {} : { state: query.state };
    const field = query.direction === 'to' ? 'toArea' : 'areaPath';
    const { items, nextCursor } = await this.proposals.page(caller, query, filter, proposalView, field);
    return { items, nextCursor };
  }

  @Handles(decideReviewProposal)
  async decide(
    @Input() { params, body }: InputOf<typeof decideReviewProposal>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<ReviewProposalView> {
    const { tree } = this.kit.areas;
    const today = this.kit.clock.today();
    // What a ministry answers is recorded by the province.
    const receiver = (doc: ProposalDoc): string =>
      doc.toArea ?? doc.areaPath.find((id) => tree.byId(id).level === 'province') ?? doc.unit.areaVersion;
    const command = { caller, key, action: decideReviewProposal.id };
    return proposalView(await this.proposals.change(command, params.id, (doc) => decide(doc, body, today), receiver));
  }
}
