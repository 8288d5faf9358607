// Checks JSON-LD against SHACL shapes and prints the violations as JSON. A process of its own: the validator is ESM only.
// node check-shacl.mjs <shapes.ttl> <data.jsonld>
import { readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';

const [shapesFile, dataFile] = process.argv.slice(2);
const quads = (text) => new Store(new Parser().parse(text));
const nquads = await jsonld.toRDF(JSON.parse(readFileSync(dataFile, 'utf8')), {
  format: 'application/n-quads',
  documentLoader: () => Promise.reject(new Error('nothing is loaded from elsewhere')),
});
const data = quads(nquads);
const report = await new SHACLValidator(quads(readFileSync(shapesFile, 'utf8'))).validate(data);
const results = report.results.map(({ focusNode, path, sourceConstraintComponent }) =>
  [focusNode?.value, path?.value, sourceConstraintComponent?.value].join(' '),
);
process.stdout.write(JSON.stringify({ triples: data.size, conforms: report.conforms, results }));
