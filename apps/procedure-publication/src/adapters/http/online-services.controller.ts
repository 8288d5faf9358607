import { Controller } from '@nestjs/common';
import {
  endOnlineService,
  getOnlineServiceFigures,
  listOnlineServices,
  registerOnlineService,
  type AnswerOf,
  type InputOf,
  type OnlineServiceView,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import { From, Handles, Input, Key, Kit, type Caller } from '@thongsuot/service-kit';
import { LAW } from '../../config/law-data';
import { assertLevel, countLevels, vocabularyNamed, vocabularyOn } from '../../domain/service/online-levels';
import { endEntry, entryView, holdsOn, type HeldEntry } from '../../features/hold-entry';
import { ONLINE_SERVICES } from '../registers/collections';
import { assertProceduresKnown } from '../registers/known-procedures';
import { Register, seenArea, underRules } from '../registers/register';

type OnlineDoc = HeldEntry & Omit<OnlineServiceView, 'id' | 'revision' | 'unit'>;

/** Procedures that are eligible for online service, each in the vocabulary of its day. */
@Controller()
export class OnlineServicesController {
  private readonly services: Register<OnlineDoc>;

  constructor(private readonly kit: Kit) {
    this.services = new Register(kit, ONLINE_SERVICES);
  }

  @Handles(registerOnlineService)
  async register(
    @Input() { body }: InputOf<typeof registerOnlineService>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<OnlineServiceView> {
    const { unit, ...content } = body;
    const command = { caller, key, action: registerOnlineService.id };
    const doc = await this.services.add(command, unit, body.validFrom, async (base, tx) => {
      const vocabulary = vocabularyOn(LAW.onlineLevels, body.validFrom);
      assertLevel(vocabulary, body);
      await assertProceduresKnown(tx, [body.procedureCode]);
      return { ...base, ...content, vocabulary: vocabulary.key, validTo: null };
    });
    return view(doc);
  }

  @Handles(endOnlineService)
  async end(
    @Input() { params, body }: InputOf<typeof endOnlineService>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<OnlineServiceView> {
    const command = { caller, key, action: endOnlineService.id };
    return view(await this.services.change(command, params.id, (doc) => endEntry(doc, body.validTo)));
  }

  @Handles(listOnlineServices)
  async list(
    @Input() { query }: InputOf<typeof listOnlineServices>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof listOnlineServices>> {
    const filter = query.procedureCode === undefined ? {} : { procedureCode: query.procedureCode };
    const { items, nextCursor } = await this.services.page(caller, query, filter, view);
    return { items, nextCursor };
  }

  @Handles(getOnlineServiceFigures)
  figures(
    @Input() { query }: InputOf<typeof getOnlineServiceFigures>,
    @From() caller: Caller,
  ): Promise<AnswerOf<typeof getOnlineServiceFigures>> {
    return underRules(async () => {
      const { area, on } = seenArea(this.kit, caller, query.area, query.on);
      const data = LAW.onlineLevels;
      const vocabulary = query.vocabulary === undefined ? vocabularyOn(data, on) : vocabularyNamed(data, query.vocabulary);
      const { key, legalBasis, confirmed } = vocabulary;
      const entries = (await this.services.all(area, { validFrom: { $lte: on } })).filter((doc) => holdsOn(doc, on));
      const used = new Set(entries.map((entry) => entry.vocabulary));
      const mappings = data.mappings.filter(({ from, to }) => to === key && used.has(from));
      return {
        ...{ on, vocabulary: key, legalBasis, confirmed, ...countLevels(data, vocabulary, entries) },
        mappings: mappings.map((mapping) => ({
          from: mapping.from,
          legalBasis: mapping.legalBasis,
          confirmed: mapping.confirmed,
        })),
      };
    });
  }
}

function view(doc: OnlineDoc): OnlineServiceView {
  const { procedureCode, vocabulary, level, validFrom, validTo, reason, reasonUrl, decision } = doc;
  return { ...entryView(doc), procedureCode, vocabulary, level, validFrom, validTo, reason, reasonUrl, decision };
}
