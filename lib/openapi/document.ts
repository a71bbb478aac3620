import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOverride, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Route } from '../facts.ts';
import { headerComponents } from './headers.ts';
import { operationOf } from './operation.ts';
import { headerParametersOf, parameterComponents } from './parameters.ts';
import { problemResponses, problemSchemas } from './problems.ts';
import { securitySchemes, tags } from './security.ts';

const description = `Consent, records with a retention period, data-subject requests and evidence behind one API.

Every error is a problem document (RFC 9457) whose \`type\` is \`urn:custos:problem:<slug>\`; the list of
each operation is closed. A list is read page by page: \`?limit=\` and \`?cursor=\`, until there is no
\`nextCursor\`. Times are RFC 3339, durations ISO 8601.`;

/**
 * The contract of the API as OpenAPI 3.1.
 *
 * @param routes of every module, in the order of the document
 * @param version of this document
 */
export function openApiDocument(routes: readonly Route[], version: string) {
  const document = {
    openapi: '3.1.1' as const,
    info: {
      title: 'Custos',
      version,
      summary: 'The privacy control plane of an AI assistant.',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '..', description: 'Relative to this document, which is /v1/openapi.json' }],
    tags: tags.map((tag) => ({ ...tag })),
    paths: pathsOf(routes),
    components: {
      schemas: problemSchemas(routes),
      responses: problemResponses(routes),
      parameters: usedParameters(routes),
      headers: headerComponents,
      securitySchemes,
    },
  };
  return createDocument(document, { override: simplify });
}

const formats: ReadonlySet<string | undefined> = new Set(['uuid', 'date-time', 'date', 'uri']);

/** The schema for readers, not zod's internal one. */
const simplify: ZodOpenApiOverride = ({ jsonSchema, zodSchema, io }) => {
  if (formats.has(jsonSchema.format)) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (Number.isInteger(jsonSchema.const)) jsonSchema.type = 'integer';
  // An invalid item gets a problem document in its place: no default value is part of the contract.
  if (zodSchema._zod.def.type === 'catch') delete jsonSchema.default;
  // Responses may gain members; requests with unknown members are rejected.
  const isObject = zodSchema._zod.def.type === 'object';
  if (isObject && io === 'output') delete jsonSchema.additionalProperties;
};

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function usedParameters(routes: readonly Route[]) {
  const used = new Set(routes.flatMap(headerParametersOf));
  return Object.fromEntries(
    Object.entries(parameterComponents).filter(([name]) => [...used].some((one) => one === name)),
  );
}
