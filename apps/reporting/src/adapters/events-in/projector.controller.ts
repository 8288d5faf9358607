import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventBatchContext, ReceivedEvent } from '@thongsuot/messaging';
import { Projection } from '../store/projection';
import { projectDossiers } from './project-dossiers';
import { projectFeedback, projectPlans, projectPostings, projectSurveys } from './project-others';

/** Facts of the other services, added to the figures. */
@Controller()
export class ProjectorController {
  constructor(private readonly projection: Projection) {}

  @EventPattern('one-stop', { events: ['dossier.changed'] })
  onDossiers(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return projectDossiers(events, context.batch, this.projection);
  }

  @EventPattern('feedback-intake', {
    events: ['feedback.received', 'feedback.forwarded', 'feedback.answered', 'feedback.published'],
  })
  onFeedback(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return projectFeedback(events, context.batch, this.projection);
  }

  @EventPattern('satisfaction-survey', { events: ['survey.invited', 'survey.answered'] })
  onSurveys(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return projectSurveys(events, context.batch, this.projection);
  }

  @EventPattern('plan-catalog', { events: ['plan.issued', 'task.due', 'task.completed', 'task.overdue', 'task.measured'] })
  onPlans(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return projectPlans(events, context.batch, this.projection);
  }

  @EventPattern('procedure-publication', { events: ['procedure.posted', 'procedure.withdrawn', 'posting.overdue'] })
  onPostings(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return projectPostings(events, context.batch, this.projection);
  }
}
