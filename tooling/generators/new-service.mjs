#!/usr/bin/env node
/**
 * Makes a new service of the usual shape: `node tooling/generators/new-service.mjs <name>`.
 * It owns its database, answers /health and /metrics, has one operation in the contract and one integration test.
 * Registering it with the gateway and the manifests stays with you; the closing message says where.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const name = process.argv[2] ?? '';
if (!/^[a-z]+(-[a-z]+)*$/.test(name)) fail('usage: node tooling/generators/new-service.mjs <kebab-case-name>');
const app = join(root, 'apps', name);
if (existsSync(app)) fail(`apps/${name} exists already`);

const model = JSON.parse(readFileSync(join(root, 'apps/notification/package.json'), 'utf8'));
const constant = `${name.toUpperCase().replaceAll('-', '_')}_ENDPOINTS`;
const pascal = name.replaceAll(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase());
const camel = pascal[0].toLowerCase() + pascal.slice(1);

const catalogued = (dependencies) =>
  Object.fromEntries(Object.entries(dependencies).filter(([, version]) => /^(catalog|workspace):/.test(version)));
write(
  'package.json',
  `${JSON.stringify({ ...model, name: `@thongsuot/${name}`, dependencies: catalogued(model.dependencies), devDependencies: catalogued(model.devDependencies) }, null, 2)}\n`,
);
for (const file of ['tsconfig.json', 'turbo.json', 'jest.config.cjs', 'jest.int.config.cjs', 'eslint.config.mjs']) {
  write(file, readFileSync(join(root, 'apps/notification', file), 'utf8'));
}
write(
  'README.md',
  `# ${name}\n\nWhat it owns, which facts it publishes, which it listens to: say it here in a third of a page.\n`,
);
write(
  'src/main.ts',
  `import { runService } from '@thongsuot/service-kit';\nimport { definition } from './service';\n\nrunService(definition);\n`,
);
write(
  'src/service.ts',
  `import type { ServiceDefinition } from '@thongsuot/service-kit';
import { ${pascal}Controller } from './adapters/http/${name}.controller';

/** The service as the kit brings it up. */
export const definition: ServiceDefinition = { name: '${name}', controllers: [${pascal}Controller] };
`,
);
write(
  `src/adapters/http/${name}.controller.ts`,
  `import { Controller } from '@nestjs/common';
import { ${camel}Status, type AnswerOf } from '@thongsuot/contracts';
import { Handles, Kit } from '@thongsuot/service-kit';

/** The HTTP side of ${name}. */
@Controller()
export class ${pascal}Controller {
  constructor(private readonly kit: Kit) {}

  @Handles(${camel}Status)
  status(): AnswerOf<typeof ${camel}Status> {
    return { service: '${name}', today: this.kit.clock.today() };
  }
}
`,
);
write(
  `test/${name}.int.spec.ts`,
  `import { startService, type RunningService } from '@thongsuot/service-kit';
import { cleanAfterFile, engines, testNamespace } from '@thongsuot/testing';
import { definition } from '../src/service';

describe('${name}', () => {
  let service: RunningService;
  cleanAfterFile();
  beforeAll(async () => {
    const { kafka, mongodb } = await engines();
    const env = { PORT: '0', MONGODB_URI: mongodb.uri, KAFKA_BROKERS: kafka.brokers.join(','), NAMESPACE: testNamespace(), TOKEN_KEY: 't'.repeat(40), LOG_LEVEL: 'error' };
    service = await startService(definition, env);
  });
  afterAll(() => service.close());

  it('says who it is', async () => {
    const answer = await fetch(\`\${service.url}/api/v1/${name}/status\`);
    expect(await answer.json()).toMatchObject({ service: '${name}' });
  });
});
`,
);
const contract = join(root, 'libs/contracts/src/http', `${name}.ts`);
writeFileSync(
  contract,
  `import { z } from 'zod';
import { PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';

export const ${camel}Status = endpoint({
  id: '${name}.status',
  service: '${name}',
  method: 'GET',
  path: '/${name}/status',
  summary: { vi: 'Trạng thái dịch vụ', en: 'Status of the service' },
  access: { public: true },
  bodyKind: 'none',
  answer: z.object({ service: z.string().describe('Name of the service'), today: PlainDate }),
});

/** Operations that \`${name}\` answers for. */
export const ${constant}: readonly Endpoint[] = [${camel}Status];
`,
);
process.stdout.write(`apps/${name} and libs/contracts/src/http/${name}.ts are made. Now:
  1. add '${name}' to ServiceName (libs/contracts/src/http/endpoint.ts), ${constant} to http/table.ts and the file to src/index.ts
  2. where it publishes: its topic in libs/contracts/src/topics.ts and its events in src/events
  3. its address in apps/gateway/src/config/gateway-config.ts, its folder in k8s/base and the overlays
  4. pnpm install
`);

function write(file, text) {
  const path = join(app, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
