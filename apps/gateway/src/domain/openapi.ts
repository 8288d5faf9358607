import { PROBLEMS, Problem, type Access, type Endpoint } from '@thongsuot/contracts';
import { z } from 'zod';

/** A JSON object of an OpenAPI document. */
export type JsonObject = Record<string, unknown>;

const BODY_TYPES = {
  json: ['application/json'],
  multipart: ['multipart/form-data'],
  'file-or-json': ['application/json', 'multipart/form-data'],
  stream: ['text/csv', 'application/x-ndjson'],
  none: [],
} as const;

/** The OpenAPI 3.1 document of the operations, made from the very schemas that check them. */
export function openApiOf(endpoints: readonly Endpoint[], version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Thông Suốt',
      version,
      description:
        'Kiểm soát thủ tục hành chính, từ xã đến tỉnh / Control of administrative procedures, from commune to province',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map((each) => each.service))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: {
        Problem: {
          description: `RFC 9457; code: ${Object.keys(PROBLEMS).join(', ')}`,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operationOf(endpoint: Endpoint): JsonObject {
  const { id, service, summary, access, bodyKind, status = 200, mediaType = 'application/json' } = endpoint;
  const mediaTypes = typeof mediaType === 'string' ? [mediaType] : mediaType;
  const answers = endpoint.answer instanceof z.ZodUndefined || endpoint.answer instanceof z.ZodVoid;
  return {
    operationId: id,
    tags: [service],
    summary: `${summary.vi} / ${summary.en}`,
    description: whoMay(access),
    ...(access.public ? { security: [] } : { security: [{ bearer: [] }] }),
    parameters: [...parametersOf('path', endpoint.params), ...parametersOf('query', endpoint.query), ...keyParameter(endpoint)],
    ...(bodyKind === 'none' ? {} : { requestBody: requestBodyOf(endpoint) }),
    responses: {
      [String(status)]: {
        description: 'Thành công / Success',
        ...(answers ? {} : { content: contentOf(mediaTypes, schemaOf(endpoint.answer, 'output')) }),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function contentOf(mediaTypes: readonly string[], schema: JsonObject): JsonObject {
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema }]));
}

function whoMay(access: Access): string {
  return access.public ? 'Không cần đăng nhập / No login' : `Vai trò / Roles: ${access.roles.join(', ')}`;
}

function requestBodyOf({ bodyKind, body }: Endpoint): JsonObject {
  const file = { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] };
  const schemaFor = (type: string): JsonObject =>
    type === 'multipart/form-data' ? file : body ? schemaOf(body, 'input') : { type: 'string' };
  return { required: true, content: Object.fromEntries(BODY_TYPES[bodyKind].map((type) => [type, { schema: schemaFor(type) }])) };
}

function parametersOf(where: 'path' | 'query', schema: z.ZodType | undefined): JsonObject[] {
  if (!schema || schema instanceof z.ZodUndefined) return [];
  const object = schemaOf(schema, 'input') as { properties?: Record<string, { description?: string }>; required?: string[] };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (object.required ?? []).includes(name),
    ...(property.description === undefined ? {} : { description: property.description }),
    schema: property,
  }));
}

function keyParameter({ method }: Endpoint): JsonObject[] {
  if (method !== 'POST') return [];
  const description = 'Gửi lại cùng khóa nhận lại đúng câu trả lời đầu tiên / Sent again, the same key gets the first answer';
  return [{ name: 'Idempotency-Key', in: 'header', required: false, description, schema: { type: 'string', maxLength: 200 } }];
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    reused: 'inline',
  });
  return json;
}
