import type { PlainDate, ProcedureRow } from '@thongsuot/contracts';
import { textNumbers } from '../catalogue/legal-texts';

/** A version of a procedure as open data shows it. */
export interface PublishedVersion extends Pick<ProcedureRow, 'code' | 'name' | 'field' | 'levels' | 'lifeEvents' | 'parts'> {
  readonly version: number;
  readonly validFrom: PlainDate | null;
}

type Node = Record<string, unknown>;

/** Prefixes of CPSV-AP 3.2; nothing is loaded from elsewhere to read the document. */
export const CPSV_CONTEXT: Readonly<Record<string, string>> = {
  cpsv: 'http://purl.org/vocab/cpsv#',
  cv: 'http://data.europa.eu/m8g/',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
};

const COUNTRY = { '@id': 'http://publications.europa.eu/resource/authority/country/VNM', '@type': 'dct:Location' };
const LANGUAGE = {
  '@id': 'http://publications.europa.eu/resource/authority/language/VIE',
  '@type': 'dct:LinguisticSystem',
};
const vi = (text: string): Node => ({ '@value': text, '@language': 'vi' });

/** Address-safe name of a thing that has no code of its own. */
function slug(text: string): string {
  return encodeURIComponent(text.trim().toLowerCase().replace(/\s+/gu, '-').slice(0, 120));
}

/** A procedure as a `cpsv:PublicService` of CPSV-AP 3.2 with what belongs to it. */
export function cpsvOf(procedure: PublishedVersion): Node {
  const { code, name, field, parts, lifeEvents = [], version, validFrom } = procedure;
  const id = `urn:thongsuot:procedure:${code}`;
  const own = (part: string): { '@id': string; 'dct:identifier': string } => ({
    '@id': `${id}:${part}`,
    'dct:identifier': `${code}/${part}`,
  });
  return {
    '@id': id,
    '@type': 'cpsv:PublicService',
    'dct:identifier': code,
    'dct:title': vi(name),
    'dct:description': vi(parts.steps ?? name),
    'dct:language': LANGUAGE,
    'schema:version': String(version),
    ...(validFrom === null ? {} : { 'dct:issued': { '@value': validFrom, '@type': 'http://www.w3.org/2001/XMLSchema#date' } }),
    'dct:spatial': COUNTRY,
    'cv:hasCompetentAuthority': authorityOf(parts.agency),
    'cv:thematicArea': concept('field', field),
    ...some('cv:isGroupedBy', lifeEvents.map(lifeEventOf)),
    ...some('cv:hasLegalResource', textNumbers(parts.legalBasis ?? '').map(legalResourceOf)),
    ...(parts.steps === undefined
      ? {}
      : {
          'cpsv:follows': {
            ...own('steps'),
            '@type': 'cpsv:Rule',
            'dct:title': vi('Trình tự thực hiện'),
            'dct:description': vi(parts.steps),
          },
        }),
    ...(parts.manner === undefined
      ? {}
      : { 'cv:hasChannel': { ...own('manner'), '@type': 'cv:Channel', 'dct:description': vi(parts.manner) } }),
    ...(parts.documents === undefined
      ? {}
      : {
          'cpsv:hasInput': {
            ...own('documents'),
            '@type': 'cv:Evidence',
            'dct:title': vi('Thành phần, số lượng hồ sơ'),
            'dct:description': vi(parts.documents),
          },
        }),
    ...(typeof parts.conditions === 'string'
      ? { 'cv:holdsRequirement': { ...own('conditions'), '@type': 'cv:Requirement', 'dct:title': vi(parts.conditions) } }
      : {}),
    ...(typeof parts.result === 'string'
      ? { 'cpsv:produces': { ...own('result'), '@type': 'cv:Output', 'dct:title': vi(parts.result) } }
      : {}),
    ...(typeof parts.fee === 'string'
      ? { 'cv:hasCost': { ...own('fee'), '@type': 'cv:Cost', 'dct:description': vi(parts.fee) } }
      : {}),
    ...(parts.timeLimit === undefined ? {} : { 'rdfs:comment': vi(`Thời hạn giải quyết: ${parts.timeLimit}`) }),
  };
}

function some(property: string, nodes: readonly Node[]): Node {
  return nodes.length === 0 ? {} : { [property]: nodes };
}

function authorityOf(agency: string | undefined): Node {
  const name = agency ?? 'Cơ quan có thẩm quyền theo quyết định công bố';
  return {
    '@id': `urn:thongsuot:authority:${slug(name)}`,
    '@type': 'cv:PublicOrganisation',
    'skos:prefLabel': vi(name),
    'dct:spatial': COUNTRY,
  };
}

function concept(kind: string, name: string): Node {
  return { '@id': `urn:thongsuot:${kind}:${slug(name)}`, '@type': 'skos:Concept', 'skos:prefLabel': vi(name) };
}

function lifeEventOf(name: string): Node {
  const id = `urn:thongsuot:event:${slug(name)}`;
  return { '@id': id, '@type': ['cv:Event', 'cv:LifeEvent'], 'dct:identifier': slug(name), 'dct:title': vi(name) };
}

function legalResourceOf(number: string): Node {
  return { '@id': `urn:thongsuot:text:${slug(number)}`, '@type': 'eli:LegalResource', 'rdfs:label': number.toUpperCase() };
}
