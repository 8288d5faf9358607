import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { dateOf } from '@thongsuot/calendar';
import {
  ApologySent,
  DecisionAnnounced,
  DirectiveIssued,
  FeedbackReceived,
  PlanIssued,
  PostingOverdue,
  ReportAmended,
  ReportApproved,
  ReportReturned,
  ReportSubmitted,
  TaskCompleted,
  TaskDue,
  TaskOverdue,
} from '@thongsuot/contracts';
import { EventBatchContext, isEvent, type ReceivedEvent } from '@thongsuot/messaging';
import { Kit } from '@thongsuot/service-kit';
import type { Message } from '../../domain/message';
import { isNear } from '../../domain/near';
import {
  apologyMessages,
  decisionMessages,
  feedbackMessages,
  postingMessages,
  reportAmendedMessages,
  reportApprovedMessages,
  reportReturnedMessages,
  reportSubmittedMessages,
} from '../../domain/other-messages';
import { directiveMessages, planIssuedMessages, taskDueMessages, taskOverdueMessages } from '../../domain/task-messages';
import { deliver, keepDueDays, type TaskChange } from '../store/writes';

/** Turns the facts of the other services into messages and due days. */
@Controller()
export class MessagesController {
  constructor(private readonly kit: Kit) {}

  @EventPattern('plan-catalog', {
    events: ['task.due', 'task.overdue', 'task.completed', 'plan.issued', 'directive.issued'],
  })
  async onPlans(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const changes = events.flatMap((event): TaskChange[] =>
      isEvent(event, TaskDue) || isEvent(event, TaskOverdue) || isEvent(event, TaskCompleted) ? [event.data] : [],
    );
    await keepDueDays(context.batch.tx, changes, this.kit.areas.tree);
    await this.deliver(context, events, (event) => {
      if (isEvent(event, TaskDue)) return taskDueMessages(event.data);
      if (isEvent(event, TaskOverdue)) return taskOverdueMessages(event.data);
      if (isEvent(event, PlanIssued)) return planIssuedMessages(event.data, dateOf(event.time));
      return isEvent(event, DirectiveIssued) ? directiveMessages(event.data) : [];
    });
  }

  @EventPattern('feedback-intake', { events: ['feedback.received'] })
  onFeedback(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return this.deliver(context, events, (event) => (isEvent(event, FeedbackReceived) ? feedbackMessages(event.data) : []));
  }

  @EventPattern('procedure-publication', { events: ['decision.announced', 'posting.overdue'] })
  onPublication(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return this.deliver(context, events, (event) => {
      if (isEvent(event, DecisionAnnounced)) return decisionMessages(event.data);
      return isEvent(event, PostingOverdue) ? postingMessages(event.data) : [];
    });
  }

  @EventPattern('one-stop', { events: ['apology.sent'] })
  onDossiers(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return this.deliver(context, events, (event) => (isEvent(event, ApologySent) ? apologyMessages(event.data) : []));
  }

  @EventPattern('reporting', { events: ['report.submitted', 'report.returned', 'report.approved', 'report.amended'] })
  onReports(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return this.deliver(context, events, (event) => {
      if (isEvent(event, ReportSubmitted)) return reportSubmittedMessages(event.data);
      if (isEvent(event, ReportReturned)) return reportReturnedMessages(event.data);
      if (isEvent(event, ReportApproved)) return reportApprovedMessages(event.data);
      return isEvent(event, ReportAmended) ? reportAmendedMessages(event.data) : [];
    });
  }

  private deliver(
    context: EventBatchContext,
    events: readonly ReceivedEvent[],
    messagesOf: (event: ReceivedEvent) => Message[],
  ): Promise<void> {
    const today = this.kit.clock.today();
    const messages = events.flatMap(messagesOf).filter((message) => isNear(message.on, today));
    return deliver(context.batch.tx, messages, this.kit.areas.tree);
  }
}
