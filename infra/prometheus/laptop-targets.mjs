// Writes .thongsuot/prometheus-targets.json, the target list of prometheus.laptop.yaml, from .thongsuot/run.json.
import { readFileSync, writeFileSync } from 'node:fs';

const state = new URL('../../.thongsuot/', import.meta.url);
const run = JSON.parse(readFileSync(new URL('run.json', state), 'utf8'));
const urls = Object.entries({ gateway: run.gateway, ...run.services });
const targets = urls.map(([app, url]) => ({ targets: [new URL(url).host], labels: { app } }));
writeFileSync(new URL('prometheus-targets.json', state), `${JSON.stringify(targets, null, 2)}\n`);
console.log(`${targets.length} targets; now: prometheus --config.file=infra/prometheus/prometheus.laptop.yaml`);
