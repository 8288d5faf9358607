import { ConsultationsController } from '../http/consultations.controller';
import { DraftRegulationsController } from '../http/draft-regulations.controller';
import { LinkedServicesController } from '../http/linked-services.controller';
import { NationalSystemsController } from '../http/national-systems.controller';
import { OnlineServicesController } from '../http/online-services.controller';
import { ProcessesController } from '../http/processes.controller';
import { ReviewPlansController } from '../http/review-plans.controller';
import { ReviewProposalsController } from '../http/review-proposals.controller';
import { ReviewsController } from '../http/reviews.controller';

/** Controllers of the registers beside catalogue, decisions and ledger. */
export const REGISTER_CONTROLLERS = [
  ReviewPlansController,
  ReviewsController,
  ReviewProposalsController,
  OnlineServicesController,
  ProcessesController,
  LinkedServicesController,
  DraftRegulationsController,
  ConsultationsController,
  NationalSystemsController,
];
