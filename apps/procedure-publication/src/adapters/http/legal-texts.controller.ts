import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Controller } from '@nestjs/common';
import { COUNTRY_CODE } from '@thongsuot/areas';
import { ProblemError, listAffectedByText, type AnswerOf, type InputOf } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { From, Handles, Input, Kit, getSeenArea, type Caller } from '@thongsuot/service-kit';
import { z } from 'zod';
import { textNumber, textNumbers } from '../../domain/catalogue/legal-texts';
import { binds } from '../../domain/duties';
import { RuleBook, unitsOf } from '../store/ledger-reader';
import { ProcedureStore } from '../store/procedure-store';

type Affected = AnswerOf<typeof listAffectedByText>;

/** What a form says of itself. */
const FormHead = z.object({
  code: z.string(),
  version: z.string(),
  title: z.object({ vi: z.string() }),
  legalBasis: z.array(z.string()),
});

@Controller()
export class LegalTextsController {
  private readonly forms = readForms();

  constructor(
    private readonly kit: Kit,
    private readonly procedures: ProcedureStore,
  ) {}

  /** What rests on a legal text: to be looked at when it is repealed. Plans are another service's and are linked. */
  @Handles(listAffectedByText)
  async affected(@Input() { params, query }: InputOf<typeof listAffectedByText>, @From() caller: Caller): Promise<Affected> {
    const number = textNumber(params.number);
    if (number === undefined)
      throw new ProblemError('validation-failed', {
        errors: [
          {
            pointer: '/params/number',
            code: 'text-number',
            message: 'không phải số hiệu văn bản, ví dụ 63/2010/NĐ-CP / not the number of a legal text',
          },
        ],
      });
    const { area, on } = getSeenArea(this.kit, caller, query.area ?? caller.area ?? COUNTRY_CODE, query.on);
    const codes = await this.procedures.codesRestingOn(number);
    const units = unitsOf(this.kit.areas.tree, area, on);
    const [histories, rules] = await Promise.all([
      this.procedures.historiesOf(codes),
      RuleBook.read(
        this.kit,
        this.kit.areas.tree,
        units.map(({ id }) => id),
        codes,
      ),
    ]);
    const asked = new Map(codes.map((code): [string, { units: number; required: number }] => [code, { units: 0, required: 0 }]));
    for (const unit of units) {
      for (const [code, rule] of rules.inForce(unit.id, on)) {
        const sum = asked.get(code);
        if (!sum || !binds(rule, unit.level)) continue;
        sum.units += 1;
        sum.required += rule.channels.length;
      }
    }
    const procedures = codes.flatMap((code): Affected['procedures'] => {
      const shown = this.procedures.pick(histories.get(code) ?? [], on, true);
      // A version that no longer names the text is not affected by its end.
      if (!shown.texts.includes(number)) return [];
      const { name, version, announced, parts } = shown;
      const link = `/postings?area=${area.code}&procedure=${code}`;
      const postings = asked.get(code) ?? { units: 0, required: 0 };
      return [{ code, name, version, announced, legalBasis: parts.legalBasis ?? '', postings, link }];
    });
    const forms = this.forms
      .filter(({ texts }) => texts.includes(number))
      .map(({ code, version, title, legalBasis }) => ({ code, version, title: title.vi, legalBasis: legalBasis.join('; ') }));
    return { number, on, procedures, forms, plans: { link: `/plans?area=${area.code}` } };
  }
}

function readForms(): (z.infer<typeof FormHead> & { texts: string[] })[] {
  const folder = dirname(dataFile('forms/II.06a.json'));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const form = FormHead.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      return form.success ? [{ ...form.data, texts: form.data.legalBasis.flatMap(textNumbers) }] : [];
    });
}
