import { Injectable } from '@nestjs/common';
import { Kit } from '@thongsuot/service-kit';
import type { RuleSet } from '../../domain/rules';
import { loadDeclarations, type Declarations } from './declarations';
import { FigureWriter } from './figure-writer';
import { openLiveGeneration, type GenerationDocument } from './generations';
import { RowLabels } from './labels';
import { PlanTargets } from './plan-targets';
import { PostedProcedures } from './posted-procedures';

/** The live generation of figures: what it is derived by, and where it is written. */
@Injectable()
export class Projection {
  readonly declarations: Declarations = loadDeclarations();
  readonly labels: RowLabels;
  readonly plans: PlanTargets;
  readonly postings: PostedProcedures;
  private opened: { generation: GenerationDocument; writer: FigureWriter } | undefined;

  constructor(readonly kit: Kit) {
    this.labels = new RowLabels(kit.store);
    this.plans = new PlanTargets(kit.store);
    this.postings = new PostedProcedures(kit.store);
  }

  /** Finds the live generation, or begins the first. */
  async open(): Promise<{ readonly generation: GenerationDocument; readonly writer: FigureWriter }> {
    if (this.opened) return this.opened;
    const { store, areas, clock } = this.kit;
    const generation = await openLiveGeneration(store, this.declarations.rules, areas.tree, clock);
    this.opened ??= { generation, writer: new FigureWriter(store, () => areas.tree, generation._id) };
    return this.opened;
  }

  /** Rules that the live figures were derived by. */
  async rules(): Promise<RuleSet> {
    return (await this.open()).generation.rules;
  }
}
