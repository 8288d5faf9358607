import type { PublishedVersion } from './cpsv-ap';

type Json = Record<string, unknown>;

/**
 * A procedure as a service of the Human Services Data Specification 3.0.
 * @param idOf a UUID that is always the same for the same text: HSDS names everything by UUID
 */
export function hsdsOf(procedure: PublishedVersion, idOf: (text: string) => string): Json {
  const { code, name, field, parts, lifeEvents = [], validFrom } = procedure;
  const agency = parts.agency ?? 'Cơ quan có thẩm quyền theo quyết định công bố';
  const id = idOf(`procedure/${code}`);
  return {
    id,
    name,
    alternate_name: code,
    status: 'active',
    organization: { id: idOf(`agency/${agency}`), name: agency, description: agency },
    ...text('description', parts.steps),
    ...text('application_process', parts.manner),
    ...text('eligibility_description', parts.subjects),
    ...(typeof parts.fee === 'string' ? { fees_description: parts.fee } : {}),
    ...(validFrom === null ? {} : { assured_date: validFrom }),
    ...(parts.documents === undefined
      ? {}
      : { required_documents: [{ id: idOf(`${code}/documents`), service_id: id, document: parts.documents }] }),
    ...(typeof parts.fee === 'string'
      ? { cost_options: [{ id: idOf(`${code}/fee`), service_id: id, amount_description: parts.fee }] }
      : {}),
    attributes: [term('field', field), ...lifeEvents.map((event) => term('life-event', event))].map(({ kind, name: label }) => ({
      id: idOf(`${code}/${kind}/${label}`),
      link_id: id,
      link_entity: 'service',
      link_type: kind,
      taxonomy_term: { id: idOf(`${kind}/${label}`), name: label, description: label, taxonomy: kind },
    })),
  };
}

function term(kind: string, name: string): { kind: string; name: string } {
  return { kind, name };
}

function text(key: string, value: string | undefined): Json {
  return value === undefined ? {} : { [key]: value };
}
