import type { MessageKind, TemplateTexts } from '@thongsuot/contracts';
import type { Variables, Words } from './message';

/** Part of a template: fixed words, a variable, or words that go where one of their variables is empty. */
type Part =
  | { readonly text: string; readonly name?: never; readonly optional?: never }
  | { readonly name: string; readonly text?: never; readonly optional?: never }
  | { readonly optional: readonly Part[]; readonly text?: never; readonly name?: never };

/** Why words cannot be used: where, and what is wrong. */
export interface TemplateFault {
  readonly code: 'variable-unknown' | 'braces-unbalanced' | 'brackets-unbalanced';
  readonly at: string;
}

const TOKEN = /\[\[|\]\]|\{\{|\}\}|\{([A-Za-z]+)\}|[[\]{}]|[^[\]{}]+/gu;
const DOUBLED: Readonly<Record<string, string>> = { '[[': '[', ']]': ']', '{{': '{', '}}': '}' };

interface Parsed {
  readonly parts: readonly Part[];
  readonly faults: readonly TemplateFault[];
}

/** `{name}` is a variable, `[… {name} …]` goes where the variable is empty; doubled signs stand for themselves. */
function parse(template: string): Parsed {
  const faults: TemplateFault[] = [];
  const parts: Part[] = [];
  let open: Part[] | null = null;
  for (const match of template.matchAll(TOKEN)) {
    const [token, name] = match;
    const into: Part[] = open ?? parts;
    const literal = DOUBLED[token];
    if (literal !== undefined) into.push({ text: literal });
    else if (name !== undefined) into.push({ name });
    else if (token === '[' && open === null) open = [];
    else if (token === ']' && open !== null) {
      parts.push({ optional: open });
      open = null;
    } else if (token === '[' || token === ']') faults.push({ code: 'brackets-unbalanced', at: at(template, match.index) });
    else if (token === '{' || token === '}') faults.push({ code: 'braces-unbalanced', at: at(template, match.index) });
    else into.push({ text: token });
  }
  if (open !== null) faults.push({ code: 'brackets-unbalanced', at: at(template, template.length) });
  return { parts, faults };
}

function at(template: string, index: number): string {
  return template.slice(Math.max(0, index - 20), index + 20);
}

function namesIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => (part.name === undefined ? namesIn(part.optional ?? []) : [part.name]));
}

/** What keeps words from being used; empty where nothing does. */
export function faultsOf(template: string, variables: readonly string[]): TemplateFault[] {
  const { parts, faults } = parse(template);
  const unknown = namesIn(parts).filter((name) => !variables.includes(name));
  return [...faults, ...unknown.map((name) => ({ code: 'variable-unknown' as const, at: name }))];
}

/** Fills words in. What a variable holds is never read as a template again. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  const valueOf = (name: string): string => values[name] ?? '';
  const write = (parts: readonly Part[]): string =>
    parts
      .map((part) => {
        if (part.name !== undefined) return valueOf(part.name);
        if (part.optional === undefined) return part.text;
        return namesIn(part.optional).some((name) => valueOf(name) === '') ? '' : write(part.optional);
      })
      .join('');
  return write(parse(template).parts);
}

/** Fills both languages in. */
export function fillWords(template: Words, variables: Variables): Words {
  const valuesIn = (language: keyof Words): Record<string, string> =>
    Object.fromEntries(Object.entries(variables).map(([name, words]) => [name, words[language]]));
  return { vi: fill(template.vi, valuesIn('vi')), en: fill(template.en, valuesIn('en')) };
}

/** The words of every kind, as they are now. */
export type TemplateBook = Readonly<Record<MessageKind, TemplateTexts>>;
