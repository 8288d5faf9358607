import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { dateOf } from '@thongsuot/calendar';
import {
  ApologySent,
  DecisionAnnounced,
  DifficultyRaised,
  DifficultyResolved,
  DirectiveIssued,
  DossierChanged,
  FeedbackAnswered,
  FeedbackForwarded,
  FeedbackPublished,
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
  type UnitAt,
} from '@thongsuot/contracts';
import { EventBatchContext, isEvent, type ReceivedEvent } from '@thongsuot/messaging';
import { Kit } from '@thongsuot/service-kit';
import { directiveDueChange, feedbackDueChange, taskDueChange } from '../../domain/due-changes';
import { dossierIncrements } from '../../domain/dossiers';
import type { Fact } from '../../domain/message';
import { isNear } from '../../domain/near';
import {
  apologyFacts,
  decisionFacts,
  feedbackAnsweredFacts,
  feedbackForwardedFacts,
  feedbackReceivedFacts,
  postingFacts,
  reportAmendedFacts,
  reportApprovedFacts,
  reportReturnedFacts,
  reportSubmittedFacts,
} from '../../domain/other-facts';
import { messagesOf } from '../../domain/rules';
import { difficultyFacts, directiveFacts, planIssuedFacts, taskDueFacts, taskOverdueFacts } from '../../domain/task-facts';
import { countDossiers } from '../store/dossier-store';
import { keepDueItems } from '../store/due-item-store';
import { RuleBook } from '../store/rule-book';
import { deliver, keepDueDays, type TaskChange } from '../store/writes';

/** Turns the facts of the other services into messages and due days. */
@Controller()
export class MessagesController {
  constructor(
    private readonly kit: Kit,
    private readonly book: RuleBook,
  ) {}

  @EventPattern('plan-catalog', {
    events: [
      'task.due',
      'task.overdue',
      'task.completed',
      'plan.issued',
      'directive.issued',
      'difficulty.raised',
      'difficulty.resolved',
    ],
  })
  async onPlans(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const { tx } = context.batch;
    const { tree } = this.kit.areas;
    const tasks = events.flatMap((event): TaskChange[] =>
      isEvent(event, TaskDue) || isEvent(event, TaskOverdue) || isEvent(event, TaskCompleted) ? [event.data] : [],
    );
    await keepDueDays(tx, tasks, tree);
    const changes = [
      ...tasks.flatMap((change) => taskDueChange(change.on, change)),
      ...events.flatMap((event) => (isEvent(event, DirectiveIssued) ? directiveDueChange(event.data) : [])),
    ];
    await keepDueItems(tx, changes, tree, this.kit.clock.today());
    const nameOf = ({ areaVersion }: UnitAt): string => tree.findById(areaVersion)?.name ?? areaVersion;
    await this.tell(context, events, (event) => {
      if (isEvent(event, TaskDue)) return taskDueFacts(event.data);
      if (isEvent(event, TaskOverdue)) return taskOverdueFacts(event.data);
      if (isEvent(event, PlanIssued)) return planIssuedFacts(event.data, dateOf(event.time));
      if (isEvent(event, DifficultyRaised)) return difficultyFacts('difficulty.raised', event.data, nameOf(event.data.raisedBy));
      if (isEvent(event, DifficultyResolved))
        return difficultyFacts('difficulty.resolved', event.data, nameOf(event.data.raisedBy));
      return isEvent(event, DirectiveIssued) ? directiveFacts(event.data) : [];
    });
  }

  @EventPattern('feedback-intake', {
    events: ['feedback.received', 'feedback.forwarded', 'feedback.answered', 'feedback.published'],
  })
  async onFeedback(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const changes = events.flatMap((event) =>
      isEvent(event, FeedbackReceived) ||
      isEvent(event, FeedbackForwarded) ||
      isEvent(event, FeedbackAnswered) ||
      isEvent(event, FeedbackPublished)
        ? feedbackDueChange(event.data.on, event.data)
        : [],
    );
    await keepDueItems(context.batch.tx, changes, this.kit.areas.tree, this.kit.clock.today());
    await this.tell(context, events, (event) => {
      if (isEvent(event, FeedbackReceived)) return feedbackReceivedFacts(event.data);
      if (isEvent(event, FeedbackForwarded)) return feedbackForwardedFacts(event.data);
      return isEvent(event, FeedbackAnswered) ? feedbackAnsweredFacts(event.data) : [];
    });
  }

  @EventPattern('procedure-publication', { events: ['decision.announced', 'posting.overdue'] })
  onPublication(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return this.tell(context, events, (event) => {
      if (isEvent(event, DecisionAnnounced)) return decisionFacts(event.data);
      return isEvent(event, PostingOverdue) ? postingFacts(event.data) : [];
    });
  }

  @EventPattern('one-stop', { events: ['dossier.changed', 'apology.sent'] })
  async onDossiers(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const changes = events.flatMap((event) => (isEvent(event, DossierChanged) ? [event.data] : []));
    await countDossiers(context.batch.tx, dossierIncrements(changes));
    await this.tell(context, events, (event) => (isEvent(event, ApologySent) ? apologyFacts(event.data) : []));
  }

  @EventPattern('reporting', { events: ['report.submitted', 'report.returned', 'report.approved', 'report.amended'] })
  onReports(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return this.tell(context, events, (event) => {
      if (isEvent(event, ReportSubmitted)) return reportSubmittedFacts(event.data);
      if (isEvent(event, ReportReturned)) return reportReturnedFacts(event.data);
      if (isEvent(event, ReportApproved)) return reportApprovedFacts(event.data);
      return isEvent(event, ReportAmended) ? reportAmendedFacts(event.data) : [];
    });
  }

  /** Facts near today, to whom the rules name; an import of old data fills no inbox. */
  private async tell(
    context: EventBatchContext,
    events: readonly ReceivedEvent[],
    factsOf: (event: ReceivedEvent) => Fact[],
  ): Promise<void> {
    const today = this.kit.clock.today();
    const facts = events.flatMap(factsOf).filter(({ on }) => isNear(on, today));
    if (facts.length === 0) return;
    const { tree } = this.kit.areas;
    const [rules, templates] = [await this.book.rules(), await this.book.templates()];
    const messages = facts.flatMap((fact) => messagesOf(fact, rules, tree));
    await deliver(context.batch.tx, messages, { tree, templates });
  }
}
