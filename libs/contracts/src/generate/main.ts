import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVENTS } from '../events/table';
import { breakingChanges } from './breaking-changes';
import { eventSchemaFile, type JsonObject } from './event-schema';
import { generatedFiles, schemaPath } from './files';

/** Writes every generated file, unless an event version would break; then it writes none and exits with 1. */
function main(root: string): void {
  const broken = EVENTS.flatMap((event) => {
    const path = join(root, schemaPath(event.type));
    if (!existsSync(path)) return [];
    const old = JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
    return breakingChanges(old, eventSchemaFile(event)).map((change) => `${event.type} ${change}`);
  });
  if (broken.length > 0) {
    console.error(`These changes need a new event version and an upcaster:\n${broken.join('\n')}`);
    process.exitCode = 1;
    return;
  }
  for (const [path, content] of generatedFiles()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

main(join(__dirname, '../../../..'));
