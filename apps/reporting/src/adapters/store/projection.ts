import { Injectable } from '@nestjs/common';
import { Kit } from '@thongsuot/service-kit';
import type { RuleSet } from '../../domain/rules';
import { loadDeclarations, type Declarations } from './declarations';
import { FigureWriter } from './figure-writer';
import { openLiveGeneration, type GenerationDocument } from './generations';
import { RowLabels } from './labels';

/** The live generation of figures: what it is derived by, and where it is written. */
@Injectable()
export class Projection {
  readonly declarations: Declarations = loadDeclarations();
  readonly labels: RowLabels;
  private opened: { generation: GenerationDocument; writer: FigureWriter } | undefined;

  constructor(readonly kit: Kit) {
    this.labels = new RowLabels(kit.store);
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
