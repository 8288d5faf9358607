import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  DirectiveIssued,
  FeedbackReceived,
  PostingDrifted,
  ReportApproved,
  ReportSubmitted,
  TaskCompleted,
} from '@thongsuot/contracts';
import { EventBatchContext, eventsOf, type ReceivedEvent } from '@thongsuot/messaging';
import { Kit } from '@thongsuot/service-kit';
import { completeReportTask, keepSentDay } from '../../features/complete-report/complete-report';
import { mendDrift } from '../../features/mend-drift/mend-drift';
import { shareByDescent } from '../../features/record-share/share-by-descent';
import { noteRemedy } from '../../features/remedy-finding/remedy-finding';
import { startByDirective, startByFeedback } from '../../features/start-tasks/react';
import { workIn } from '../store/work';

/** What facts of other services, and of plan catalogs elsewhere, start or finish here. */
@Controller()
export class ReactionsController {
  constructor(private readonly kit: Kit) {}

  @EventPattern('plan-catalog', { events: ['directive.issued', 'task.completed'] })
  async onPlans(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const work = workIn(context.batch.tx, this.kit.areas.tree);
    for (const { data } of eventsOf(events, DirectiveIssued)) await startByDirective(work, data, this.now());
    const at = this.kit.clock.now().toISOString();
    for (const { data } of eventsOf(events, TaskCompleted)) {
      await shareByDescent(work, data, { ...this.now(), at });
      await noteRemedy(work, data);
    }
  }

  @EventPattern('feedback-intake', { events: ['feedback.received'] })
  async onFeedback(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    for (const { data } of eventsOf(events, FeedbackReceived))
      await startByFeedback(workIn(context.batch.tx, this.kit.areas.tree), data, this.now());
  }

  @EventPattern('procedure-publication', { events: ['posting.drifted'] })
  async onDrifts(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const work = workIn(context.batch.tx, this.kit.areas.tree);
    const at = this.kit.clock.now().toISOString();
    for (const { data } of eventsOf(events, PostingDrifted)) await mendDrift(work, data, { ...this.now(), at });
  }

  @EventPattern('reporting', { events: ['report.submitted', 'report.approved'] })
  async onReports(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const work = workIn(context.batch.tx, this.kit.areas.tree);
    for (const { data } of eventsOf(events, ReportSubmitted)) await keepSentDay(work, data);
    const { today } = this.now();
    const at = this.kit.clock.now().toISOString();
    for (const { data } of eventsOf(events, ReportApproved)) await completeReportTask(work, data, today, at);
  }

  private now(): { today: ReturnType<Kit['clock']['today']>; tree: Kit['areas']['tree'] } {
    return { today: this.kit.clock.today(), tree: this.kit.areas.tree };
  }
}
