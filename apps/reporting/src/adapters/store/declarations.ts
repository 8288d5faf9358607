import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import { Form, compileForm, type CompiledForm } from '../../domain/form';
import { RuleSet } from '../../domain/rules';
import { Target } from '../../domain/target';

/** Everything that is declared as data: forms, rules and how targets are measured. */
export interface Declarations {
  readonly forms: ReadonlyMap<string, CompiledForm>;
  readonly rules: RuleSet;
  readonly targets: readonly Target[];
}

const RULES = 'rules.json';
const TARGETS = 'targets.json';

/** Reads and checks `data/forms`. @throws Error naming the file and what is wrong in it */
export function loadDeclarations(): Declarations {
  const folder = dataFile('forms');
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const forms = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== RULES && name !== TARGETS)
    .sort()
    .map((name) => compileForm(Form.parse(read(name))));
  const byCode = new Map(forms.map((compiled) => [compiled.form.code, compiled]));
  const targets = z.array(Target).parse(read(TARGETS));
  for (const { key, form, numerator, denominator } of targets) {
    const keys = new Set(byCode.get(form)?.form.columns.map((column) => column.key));
    for (const column of [...numerator, denominator])
      if (!keys.has(column)) throw new Error(`target ${key}: form ${form} has no column ${column}`);
  }
  return { forms: byCode, rules: RuleSet.parse(read(RULES)), targets };
}
