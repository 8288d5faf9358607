import { Injectable } from '@nestjs/common';
import { MessageKind, type AreaVersionId, type RuleContent, type TemplateTexts } from '@thongsuot/contracts';
import type { IndexSpec, Store } from '@thongsuot/mongo-store';
import type { ScopedRule } from '../../domain/rules';
import type { TemplateBook } from '../../domain/template';

export const RULES = 'rules';
export const TEMPLATES = 'templates';
export const TEMPLATE_VERSIONS = 'template-versions';

/** A rule laid down by an administrator. */
export interface RuleDoc {
  readonly _id: string;
  readonly rev: number;
  readonly area: AreaVersionId | null;
  readonly content: RuleContent;
}

/** The words of a kind that an administrator chose; `_id` is the kind. */
export interface TemplateDoc {
  readonly _id: string;
  readonly version: number;
  readonly texts: TemplateTexts;
  readonly changedAt: Date;
}

/** A version of the words of a kind, for ever; `_id` is `<kind>:<version>`. */
export interface TemplateVersionDoc {
  readonly _id: string;
  readonly kind: string;
  readonly version: number;
  readonly texts: TemplateTexts;
  readonly changedAt: Date;
}

export const ruleIndexes: readonly IndexSpec[] = [
  { collection: RULES, name: 'key', keys: { 'content.key': 1, area: 1 }, serves: 'rules of the same key and area' },
  { collection: TEMPLATE_VERSIONS, name: 'kind', keys: { kind: 1, version: -1 }, serves: 'versions of words, newest first' },
];

/** Rules and words: what the product ships, under what administrators laid down. */
@Injectable()
export class RuleBook {
  constructor(
    private readonly store: Pick<Store, 'collection'>,
    private readonly shippedRules: readonly ScopedRule[],
    private readonly shippedTemplates: TemplateBook,
  ) {}

  /** All rules: shipped ones and those laid down here. They are few, and read anew for each portion of work. */
  async rules(): Promise<ScopedRule[]> {
    const docs = await this.store.collection<RuleDoc>(RULES).find().toArray();
    return [...this.shippedRules, ...docs.map(({ _id, area, content }) => ({ id: _id, area, content }))];
  }

  async templates(): Promise<TemplateBook> {
    const docs = await this.store.collection<TemplateDoc>(TEMPLATES).find().toArray();
    const changed = Object.fromEntries(docs.map(({ _id, texts }) => [_id, texts]));
    return { ...this.shippedTemplates, ...changed };
  }

  shippedTexts(kind: MessageKind): TemplateTexts {
    return this.shippedTemplates[kind];
  }
}
