import { EVENTS } from '../events/table';
import { PROBLEMS } from '../problem-table';
import { isProblemCode } from '../problems';
import { asyncApiDocument } from './asyncapi';
import { errorIndex, errorPage } from './error-page';
import { eventSchemaFile, type JsonObject } from './event-schema';

/** Version of the contracts as a whole, shown in the AsyncAPI document. */
const CONTRACTS_VERSION = '1.0.0';

/** Every generated file with its content; paths are relative to the root of the project. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const event of EVENTS) files.set(schemaPath(event.type), json(eventSchemaFile(event)));
  files.set('libs/contracts/generated/asyncapi.json', json(asyncApiDocument(CONTRACTS_VERSION)));
  files.set('docs/errors/README.md', errorIndex());
  for (const code of Object.keys(PROBLEMS).filter(isProblemCode)) files.set(`docs/errors/${code}.md`, errorPage(code));
  return files;
}

/** Where the schema of an event version is committed, relative to the root of the project. */
export function schemaPath(type: string): string {
  return `libs/contracts/generated/events/${type}.json`;
}

function json(value: JsonObject): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
