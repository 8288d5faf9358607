import type { Tool } from '../src';

/** A suite that needs a tool of the machine: where the tool is missing its tests are counted as skipped, with the reason in the name. */
export function describeWith(name: string, tools: readonly Tool[], suite: () => void): void {
  const missing = tools.flatMap((tool) => ('missing' in tool ? [tool.missing] : []));
  if (missing.length === 0) describe(name, suite);
  else describe.skip(`${name} (left out here: ${missing.join('; ')})`, suite);
}
