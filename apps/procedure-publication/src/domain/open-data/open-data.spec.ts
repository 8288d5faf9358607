import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcedureRow } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { CPSV_CONTEXT, cpsvOf, type PublishedVersion } from './cpsv-ap';
import { hsdsOf } from './hsds';

const sample = JSON.parse(readFileSync(dataFile('procedures/sample-procedures.json'), 'utf8')) as { procedures: unknown[] };
const published = sample.procedures.map((row): PublishedVersion => {
  const procedure = ProcedureRow.parse(row);
  return {
    ...procedure,
    lifeEvents: ['Có con nhỏ', 'Kết hôn & gia đình'],
    parts: {
      ...procedure.parts,
      legalBasis: 'Luật Hộ tịch 60/2014/QH13; Nghị định 123/2015/NĐ-CP',
      conditions: 'Có đủ "giấy tờ" <gốc>',
    },
    version: 2,
    validFrom: '2024-01-15' as PublishedVersion['validFrom'],
  };
});

describe('CPSV-AP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cpsv-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const check = (graph: unknown[]): { triples: number; conforms: boolean; results: string[] } => {
    const file = join(folder, 'data.jsonld');
    writeFileSync(file, JSON.stringify({ '@context': CPSV_CONTEXT, '@graph': graph }));
    const checker = join(__dirname, '../../../test/check-shacl.mjs');
    const shapes = dataFile('open-data/cpsv-ap-shapes.ttl');
    return JSON.parse(execFileSync(process.execPath, [checker, shapes, file], { encoding: 'utf8' })) as ReturnType<typeof check>;
  };

  it('every sample procedure keeps the constraints of the profile', () => {
    const { triples, conforms, results } = check(published.map(cpsvOf));
    expect(results).toEqual([]);
    expect(conforms).toBe(true);
    expect(triples).toBeGreaterThan(published.length * 20);
  });

  it('the check finds a service without authority and a title without language', () => {
    const [first] = published;
    const broken = { ...cpsvOf(first as PublishedVersion), 'cv:hasCompetentAuthority': undefined, 'dct:title': 'Khai sinh' };
    const { conforms, results } = check([broken]);
    expect(conforms).toBe(false);
    expect(results.join('\n')).toMatch(/hasCompetentAuthority.*MinCount/u);
    expect(results.join('\n')).toMatch(/terms\/title.*Datatype/u);
  });

  it('names the legal texts, the steps and what is explicitly none is left out', () => {
    const [first] = published;
    const node = cpsvOf({
      ...(first as PublishedVersion),
      parts: { steps: 'Nộp hồ sơ', fee: false, legalBasis: '63/2010/NĐ-CP' },
    });
    expect(node['cv:hasLegalResource']).toMatchObject([{ '@type': 'eli:LegalResource', 'rdfs:label': '63/2010/ND-CP' }]);
    expect(node).toHaveProperty('cpsv:follows');
    expect(node).not.toHaveProperty('cv:hasCost');
  });
});

describe('HSDS', () => {
  it('a service has what the specification requires, and always the same ids', () => {
    const idOf = (text: string): string => `id of ${text}`;
    for (const procedure of published) {
      const service = hsdsOf(procedure, idOf);
      expect(service).toMatchObject({
        id: `id of procedure/${procedure.code}`,
        name: procedure.name,
        status: 'active',
        organization: {
          id: expect.any(String) as string,
          name: expect.any(String) as string,
          description: expect.any(String) as string,
        },
      });
      expect(service).toEqual(hsdsOf(procedure, idOf));
      expect(service['attributes']).toHaveLength(3);
    }
  });
});
