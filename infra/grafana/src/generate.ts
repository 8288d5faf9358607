import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './dashboards';

// Run by `pnpm run generate`: writes the files that Grafana's file provisioning loads.
const folder = join(__dirname, '..', 'generated');
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(generatedFiles())) writeFileSync(join(folder, name), text);
