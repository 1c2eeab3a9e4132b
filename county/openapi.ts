import { z } from 'zod';
import * as wire from '../preload/contract/county.ts';

const SCHEMAS = {
  CodeRequest: wire.codeRequest,
  CodeAnswer: wire.codeAnswer,
  EnrolRequest: wire.enrolRequest,
  EnrolAnswer: wire.enrolAnswer,
  ActionsRequest: wire.actionsRequest,
  ActionsAnswer: wire.actionsAnswer,
  Bundle: wire.bundle,
  BundlePublication: wire.bundlePublication,
  BundlePublished: wire.bundlePublished,
  PenaltiesAnswer: wire.penaltiesAnswer,
  Trouble: wire.trouble,
  SequenceTrouble: wire.sequenceTrouble,
} as const;
type SchemaName = keyof typeof SCHEMAS;

interface Operation {
  readonly summary: string;
  readonly guard: 'nobody' | 'desk' | 'admin';
  readonly kind?: true;
  readonly asks?: SchemaName;
  /** Schema of each answer; null where the answer has no body. */
  readonly answers: Readonly<Record<number, SchemaName | null>>;
}

const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/v1/enrolment-codes': {
    post: {
      summary: 'Make a one-time enrolment code',
      guard: 'admin',
      asks: 'CodeRequest',
      answers: { 201: 'CodeAnswer' },
    },
  },
  '/v1/enrol': {
    post: {
      summary: 'Exchange a one-time code for a desk token',
      guard: 'nobody',
      asks: 'EnrolRequest',
      answers: { 200: 'EnrolAnswer', 403: 'Trouble' },
    },
  },
  '/v1/actions': {
    post: {
      summary: 'Deliver a batch of actions, exactly once',
      guard: 'desk',
      asks: 'ActionsRequest',
      answers: { 200: 'ActionsAnswer', 403: 'Trouble', 409: 'SequenceTrouble', 413: 'Trouble', 422: 'Trouble' },
    },
  },
  '/v1/bundles/{kind}': {
    get: {
      summary: 'The newest bundle; If-None-Match with its ETag is answered 304',
      guard: 'desk',
      kind: true,
      answers: { 200: 'Bundle', 304: null, 404: 'Trouble' },
    },
    put: {
      summary: 'Publish the next version of a bundle',
      guard: 'admin',
      kind: true,
      asks: 'BundlePublication',
      answers: { 201: 'BundlePublished', 404: 'Trouble', 413: 'Trouble' },
    },
  },
  '/v1/penalties': {
    get: {
      summary: 'On-the-spot penalties of all towns, parties masked',
      guard: 'admin',
      answers: { 200: 'PenaltiesAnswer' },
    },
  },
};

const content = (name: SchemaName) => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
});

function describe(operation: Operation) {
  const answers: Record<number, SchemaName | null> = { ...operation.answers, 500: 'Trouble' };
  if (operation.asks !== undefined) answers[400] = 'Trouble';
  if (operation.guard !== 'nobody') answers[401] = 'Trouble';
  return {
    summary: operation.summary,
    security: operation.guard === 'nobody' ? [] : [{ [operation.guard]: [] }],
    ...(operation.kind && {
      parameters: [{ name: 'kind', in: 'path', required: true, schema: { enum: [...wire.BUNDLE_KINDS] } }],
    }),
    ...(operation.asks && { requestBody: { required: true, ...content(operation.asks) } }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, name]) => [
        status,
        name === null ? { description: 'No body' } : { description: name, ...content(name) },
      ]),
    ),
  };
}

/** The OpenAPI 3.1 description, generated from the schemas that check the wire. */
export function openApiDocument(version: string) {
  const schemas = Object.entries(SCHEMAS).map(([name, schema]) => {
    const { $schema: _, ...json } = z.toJSONSchema(schema, { io: name.endsWith('Request') ? 'input' : 'output' });
    return [name, json];
  });
  const paths = Object.entries(OPERATIONS).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, describe(operation)])),
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Reference county platform of 镇执台', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { desk: { type: 'http', scheme: 'bearer' }, admin: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(schemas),
    },
  };
}
