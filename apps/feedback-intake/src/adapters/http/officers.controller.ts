import { Controller } from '@nestjs/common';
import {
  ProblemError,
  answerFeedback,
  classifyFeedback,
  eraseFeedback as eraseOperation,
  forwardFeedback,
  listFeedback,
  publishFeedback,
  readFeedbackContent,
  readFeedbackSender,
  refuseFeedback,
  requestFeedbackSupplement,
  type AnswerOf,
  type InputOf,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Raw,
  assertIfMatch,
  pageOfRows,
  placeOfCursor,
  type Caller,
  type KitRequest,
} from '@thongsuot/service-kit';
import type { FeedbackStep } from '../../domain/feedback';
import { mayKnowSender, mayReadContent, placesOf, seesPlaces, withPredecessors } from '../../domain/sight';
import { eraseFeedback } from '../../features/erase-feedback';
import { moveFeedback } from '../../features/move-feedback';
import { Desk } from './desk';
import { itemView } from './views';

type Item = AnswerOf<typeof forwardFeedback>;

/** What a step needs to know of its request. */
interface StepRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly key: CommandKey | null;
  readonly request: KitRequest;
}

/** What officers, leaders and administrators use. */
@Controller()
export class OfficersController {
  constructor(private readonly desk: Desk) {}

  @Handles(listFeedback)
  async list(@Input() { query }: InputOf<typeof listFeedback>, @From() caller: Caller): Promise<AnswerOf<typeof listFeedback>> {
    const rows = await this.desk.reader.findPage({
      within: this.withinOf(query.area, query.on, caller),
      state: query.state,
      overdueOn: query.overdue === true ? this.desk.today : undefined,
      before: placeOfCursor(query.cursor, (id) => /^[0-9a-f-]{36}$/.test(id)),
      limit: query.limit + 1,
    });
    return pageOfRows(
      rows,
      query.limit,
      ({ _id }) => _id,
      (row) => itemView(row, this.desk.view),
    );
  }

  @Handles(readFeedbackContent)
  async content(
    @Input() { params }: InputOf<typeof readFeedbackContent>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof readFeedbackContent>> {
    const content = await this.desk.command(null, async (tx) => {
      const { feedback } = await tx.get(params.id);
      if (!mayReadContent(this.desk.rootsOf(caller), this.desk.view.tree, feedback.facts)) throw new ProblemError('forbidden');
      tx.audit(caller.subject, readFeedbackContent.id, params.id);
      return tx.findContent(params.id);
    });
    if (!content) throw erased();
    return { ...(await this.item(params.id)), ...content };
  }

  @Handles(readFeedbackSender)
  async sender(
    @Input() { params }: InputOf<typeof readFeedbackSender>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof readFeedbackSender>> {
    const sender = await this.desk.command(null, async (tx) => {
      const { feedback } = await tx.get(params.id);
      if (!mayKnowSender(this.desk.rootsOf(caller), this.desk.view.tree, feedback.facts)) {
        throw new ProblemError('forbidden', {
          detail: 'Cơ quan bị phản ánh không được biết người gửi / The unit complained of is never told who sent it',
        });
      }
      tx.audit(caller.subject, readFeedbackSender.id, params.id);
      return tx.findSender(params.id);
    });
    if (!sender) throw erased();
    return { id: params.id, sender };
  }

  @Handles(classifyFeedback)
  classify(
    @Input() { params, body }: InputOf<typeof classifyFeedback>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Item> {
    return this.step({ id: params.id, caller, key, request }, { step: 'classify', ...body });
  }

  @Handles(forwardFeedback)
  forward(
    @Input() { params, body }: InputOf<typeof forwardFeedback>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Item> {
    const to = this.desk.unitAt(body.to, this.desk.today);
    return this.step({ id: params.id, caller, key, request }, { step: 'forward', to });
  }

  @Handles(requestFeedbackSupplement)
  requestSupplement(
    @Input() { params, body }: InputOf<typeof requestFeedbackSupplement>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Item> {
    return this.step({ id: params.id, caller, key, request }, { step: 'request-supplement', text: body.text });
  }

  @Handles(answerFeedback)
  answer(
    @Input() { params, body }: InputOf<typeof answerFeedback>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Item> {
    return this.step({ id: params.id, caller, key, request }, { step: 'answer', text: body.text, proved: body.proved });
  }

  @Handles(publishFeedback)
  publish(
    @Input() { params, body }: InputOf<typeof publishFeedback>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Item> {
    const step = { step: 'publish', channel: body.channel, url: body.url ?? null } as const;
    return this.step({ id: params.id, caller, key, request }, step);
  }

  @Handles(refuseFeedback)
  refuse(
    @Input() { params, body }: InputOf<typeof refuseFeedback>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<Item> {
    return this.step({ id: params.id, caller, key, request }, { step: 'refuse', ...body });
  }

  @Handles(eraseOperation)
  async erase(
    @Input() { params, body }: InputOf<typeof eraseOperation>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof eraseOperation>> {
    const { today } = this.desk;
    return this.desk.command(key, async (tx) => {
      await eraseFeedback(tx, params.id, { actor: caller.subject, today, reason: body.reason });
      return { id: params.id, erasedOn: today };
    });
  }

  /** One step by whoever handles the feedback, or stands above who does. */
  private async step({ id, caller, key, request }: StepRequest, step: FeedbackStep): Promise<Item> {
    const { today, clocks, view } = this.desk;
    await this.desk.command(key, async (tx) => {
      const before = await tx.get(id);
      const handled = placesOf(view.tree, [before.feedback.facts.handler]);
      if (!seesPlaces(this.desk.rootsOf(caller), handled)) throw new ProblemError('forbidden');
      if (request.headers['if-match'] !== undefined) assertIfMatch(request, before.rev);
      await moveFeedback(tx, before, step, { actor: caller.subject, today, clocks });
    });
    return this.item(id);
  }

  private async item(id: string): Promise<Item> {
    return itemView(await this.desk.reader.get(id), this.desk.view);
  }

  private withinOf(code: string | undefined, on: Parameters<Desk['unitAt']>[1] | undefined, caller: Caller): readonly string[] {
    const { tree } = this.desk.view;
    const roots = this.desk.rootsOf(caller);
    if (code === undefined) return roots ?? [tree.root.id];
    const { areaVersion } = this.desk.unitAt(code, on ?? caller.on ?? this.desk.today);
    if (!seesPlaces(roots, placesOf(tree, [{ areaVersion, agency: null }]))) throw new ProblemError('forbidden');
    return withPredecessors(tree, areaVersion);
  }
}

function erased(): ProblemError {
  return new ProblemError('not-found', { detail: 'Đã xóa theo yêu cầu hoặc hết hạn lưu / Erased on request or by retention' });
}
