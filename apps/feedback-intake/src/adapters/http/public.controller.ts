import { Controller } from '@nestjs/common';
import {
  ProblemError,
  submitFeedback,
  supplementFeedback,
  trackFeedback,
  type AnswerOf,
  type InputOf,
} from '@thongsuot/contracts';
import { systemClock } from '@thongsuot/calendar';
import { packIdAfter, type CommandKey } from '@thongsuot/mongo-store';
import { Handles, Input, Key } from '@thongsuot/service-kit';
import { moveFeedback } from '../../features/move-feedback';
import { assertReceivable, receiveFeedback } from '../../features/receive-feedback';
import { Desk } from './desk';
import { trackingView, unitView } from './views';

/** What citizens and enterprises use; no login. */
@Controller()
export class PublicController {
  constructor(private readonly desk: Desk) {}

  @Handles(submitFeedback)
  async submit(
    @Input() { body }: InputOf<typeof submitFeedback>,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof submitFeedback>> {
    assertReceivable(body);
    const { today, clocks, view } = this.desk;
    const unit = this.desk.unitAt(body.unit ?? body.area ?? '', today);
    // The kept answer of the command is the id alone: the tracking code is stored nowhere in the clear.
    const id = await this.desk.command(key, async (tx) => {
      const fresh = packIdAfter(null, systemClock);
      await receiveFeedback(tx, body, { id: fresh, today, tree: view.tree, clocks, unit });
      return fresh;
    });
    const row = await this.desk.reader.get(id);
    const trackingCode = await this.desk.reader.findTrackingCode(row);
    if (trackingCode === null) throw new ProblemError('not-found');
    const { facts } = row.feedback;
    return {
      trackingCode,
      state: facts.state,
      receivedOn: facts.receivedOn,
      dueOn: facts.dueOn,
      handler: unitView(view.tree, facts.handler),
      message: {
        vi: `Đã tiếp nhận. Hãy giữ mã ${trackingCode} để tra cứu; mã chỉ hiện một lần.`,
        en: `Received. Keep the code ${trackingCode} to follow it; it is shown once.`,
      },
    };
  }

  @Handles(trackFeedback)
  async track(@Input() { params }: InputOf<typeof trackFeedback>): Promise<AnswerOf<typeof trackFeedback>> {
    return trackingView(await this.desk.reader.getByTrackingCode(params.trackingCode), this.desk.view);
  }

  @Handles(supplementFeedback)
  async supplement(
    @Input() { params, body }: InputOf<typeof supplementFeedback>,
    @Key() key: CommandKey | null,
  ): Promise<AnswerOf<typeof supplementFeedback>> {
    const { today, clocks } = this.desk;
    await this.desk.command(key, async (tx) => {
      const before = await tx.getByTrackingCode(params.trackingCode);
      await moveFeedback(tx, before, { step: 'supplement' }, { actor: 'anonymous', today, clocks });
      await tx.addSupplement(before.feedback.facts.id, today, body.content);
    });
    return trackingView(await this.desk.reader.getByTrackingCode(params.trackingCode), this.desk.view);
  }
}
