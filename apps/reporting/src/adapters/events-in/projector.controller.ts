import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventBatchContext, ReceivedEvent } from '@thongsuot/messaging';
import { Projection } from '../store/projection';
import { projectDossiers } from './project-dossiers';

/** Facts of the other services, added to the figures. */
@Controller()
export class ProjectorController {
  constructor(private readonly projection: Projection) {}

  @EventPattern('one-stop', { events: ['dossier.changed'] })
  onDossiers(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    return projectDossiers(events, context.batch, this.projection);
  }
}
