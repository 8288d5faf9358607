import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { EVENTS } from '../src';

describe('AsyncAPI document', () => {
  // The parser is loaded in a process of its own: it takes seconds and brings ES modules that Jest cannot load.
  it('is valid AsyncAPI 3 without errors or warnings', () => {
    const script = `
      const { Parser } = require('@asyncapi/parser');
      const text = require('node:fs').readFileSync('generated/asyncapi.json', 'utf8');
      new Parser().parse(text).then(({ document, diagnostics }) => {
        const told = diagnostics.filter(({ severity }) => severity <= 1).map(({ message, path }) => path.join('/') + ' ' + message);
        console.log(JSON.stringify({ told, channels: document?.channels().length, messages: document?.components().messages().length }));
      });`;
    const output = execFileSync(process.execPath, ['-e', script], { cwd: join(__dirname, '..'), encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual({ told: [], channels: 7, messages: EVENTS.length });
  }, 60_000);
});
