import { Controller } from '@nestjs/common';
import { systemClock } from '@thongsuot/calendar';
import {
  MessageKind,
  ProblemError,
  changeNotificationTemplate,
  listNotificationTemplates,
  listTemplateVersions,
  previewNotificationTemplate,
  type AnswerOf,
  type InputOf,
  type NotificationTemplate,
  type TemplateTexts,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  Raw,
  assertIfMatch,
  pageOfRows,
  placeOfCursor,
  type Caller,
  type KitRequest,
} from '@thongsuot/service-kit';
import { checkTexts, sampleOf, variablesOf } from '../../domain/variables';
import { RuleBook, TEMPLATES, TEMPLATE_VERSIONS, type TemplateDoc, type TemplateVersionDoc } from '../store/rule-book';

/** The words of messages, kind by kind. */
@Controller()
export class TemplatesController {
  constructor(
    private readonly kit: Kit,
    private readonly book: RuleBook,
  ) {}

  @Handles(listNotificationTemplates)
  async list(): Promise<AnswerOf<typeof listNotificationTemplates>> {
    const docs = await this.kit.store.collection<TemplateDoc>(TEMPLATES).find().toArray();
    const changed = new Map(docs.map((doc) => [doc._id, doc]));
    const items = MessageKind.options.map((kind) => {
      const doc = changed.get(kind);
      return view(kind, doc ?? { version: 0, texts: this.book.shippedTexts(kind), changedAt: null });
    });
    return { items, nextCursor: null };
  }

  @Handles(listTemplateVersions)
  async versions(
    @Input() { params, query }: InputOf<typeof listTemplateVersions>,
  ): Promise<AnswerOf<typeof listTemplateVersions>> {
    const { kind } = params;
    const after = placeOfCursor(query.cursor, (place) => /^\d{1,9}$/u.test(place));
    const docs = await this.kit.store
      .collection<TemplateVersionDoc>(TEMPLATE_VERSIONS)
      .find({ kind, ...(after === undefined ? {} : { version: { $lt: Number(after) } }) })
      .sort({ version: -1 })
      .limit(query.limit + 1)
      .toArray();
    const shipped = { version: 0, texts: this.book.shippedTexts(kind), changedAt: null };
    const rows = docs.length <= query.limit && after !== '0' ? [...docs, shipped] : docs;
    return pageOfRows(
      rows,
      query.limit,
      ({ version }) => String(version),
      (row) => view(kind, row),
    );
  }

  @Handles(changeNotificationTemplate)
  async change(
    @Input() { params, body }: InputOf<typeof changeNotificationTemplate>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
    @Raw() request: KitRequest,
  ): Promise<NotificationTemplate> {
    const { kind } = params;
    assertUsable(kind, body);
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const { session } = tx;
      const templates = tx.collection<TemplateDoc>(TEMPLATES);
      const before = await templates.findOne({ _id: kind }, { session });
      assertIfMatch(request, before?.version ?? 0);
      const next: TemplateDoc = {
        ...{ _id: kind, version: (before?.version ?? 0) + 1, texts: body, changedAt: systemClock.now() },
      };
      // A version is written once: of two changes at a time the later one fails.
      const { _id, ...row } = next;
      await tx
        .collection<TemplateVersionDoc>(TEMPLATE_VERSIONS)
        .insertOne({ _id: `${kind}:${next.version}`, kind, ...row }, { session });
      await templates.replaceOne({ _id }, row, { session, upsert: true });
      tx.audit({
        ...{ actor: caller.subject, action: changeNotificationTemplate.id, subject: `notification-template ${kind}` },
        detail: { version: next.version },
      });
      return view(kind, next);
    });
    return answer;
  }

  @Handles(previewNotificationTemplate)
  preview(@Input() { params, body }: InputOf<typeof previewNotificationTemplate>): TemplateTexts {
    assertUsable(params.kind, body);
    return sampleOf(params.kind, body);
  }
}

interface Version {
  readonly version: number;
  readonly texts: TemplateTexts;
  readonly changedAt: Date | null;
}

function view(kind: MessageKind, { version, texts, changedAt }: Version): NotificationTemplate {
  return { kind, version, texts, variables: variablesOf(kind, 'mail'), changedAt: changedAt?.toISOString() ?? null };
}

const WHY = {
  'variable-unknown': 'không có biến này / no such variable',
  'braces-unbalanced': 'ngoặc nhọn không khớp, viết {{ hoặc }} để in dấu / unbalanced brace, double it to print it',
  'brackets-unbalanced': 'ngoặc vuông không khớp, viết [[ hoặc ]] để in dấu / unbalanced bracket, double it to print it',
} as const;

function assertUsable(kind: MessageKind, texts: TemplateTexts): void {
  const faults = checkTexts(kind, texts);
  if (faults.length === 0) return;
  const errors = faults.map(({ pointer, code, at }) => ({ pointer, code, message: `${at}: ${WHY[code]}` }));
  throw new ProblemError('validation-failed', { errors });
}
