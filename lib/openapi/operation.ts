import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { defaultMaximumBytes } from '../../lambda/platform/http/contract.ts';
import type { Route } from '../facts.ts';
import { headerRef } from './headers.ts';
import { headerParametersOf } from './parameters.ts';
import { problemReferences } from './problems.ts';
import { securityOf, tagOf } from './security.ts';

type RouteResponse = Route['responses'][number];

/** The operation object of one route. */
export function operationOf(route: Route): ZodOpenApiOperationObject {
  const headers = headerParametersOf(route);
  const requestParams = {
    ...(route.pathParameters && {
      path: parametersOf(route.pathParameters, route.example?.pathParameters),
    }),
    ...(route.query && { query: parametersOf(route.query) }),
  };
  const responses = Object.entries(route.responses).map(
    ([status, response]) => [status, responseOf(route, response)] as const,
  );
  return {
    operationId: route.id,
    tags: [tagOf(route)],
    summary: route.summary,
    description: descriptionOf(route),
    security: securityOf(route),
    requestParams,
    ...(headers.length > 0 && {
      parameters: headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    }),
    ...requestBodyOf(route),
    responses: { ...Object.fromEntries(responses), ...problemReferences(route) },
  };
}

/** Parameters have description and example in the parameter, not in its schema. */
const parametersOf = (schemas: z.ZodObject, examples: Record<string, string> = {}): z.ZodObject =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(schemas.shape as Record<string, z.ZodType>).map(([name, schema]) => {
        const description = descriptionOfSchema(schema);
        const example = examples[name];
        const param = {
          ...(description !== undefined && { description }),
          ...(example !== undefined && { example }),
        };
        return [name, schema.meta({ ...schema.meta(), param })];
      }),
    ),
  );

const descriptionOfSchema = (schema: z.ZodType): string | undefined =>
  schema.description ??
  (schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodType
    ? (schema.unwrap() as z.ZodType).description
    : undefined);

const idempotency = {
  none: 'An Idempotency-Key is ignored.',
  optional: 'An Idempotency-Key makes it safe to send the call again.',
  required: 'An Idempotency-Key is required.',
} as const;

function descriptionOf({ access, method, idempotency: use = 'none' }: Route): string {
  return [callerOf(access), ...(method === 'GET' ? [] : [idempotency[use]])].join(' ');
}

function callerOf(access: Route['access']): string {
  switch (access.kind) {
    case 'token':
      return [
        `Scope \`${access.scope}\` of a ${access.caller} token.`,
        ...('staff' in access && access.staff !== undefined
          ? [`Or scope \`${access.staff.scope}\` of a staff token.`]
          : []),
        ...('adds' in access && access.adds !== undefined
          ? [`Returns more to a token that has \`${access.adds}\` as well.`]
          : []),
      ].join(' ');
    case 'follow-up':
      return 'With the follow-up token of the request.';
    case 'system-answer':
      return 'With the token of `answerTo` in the call that is answered.';
    case 'public':
      return 'Needs no token.';
  }
}

function requestBodyOf({
  body,
  example,
  maximumBodyBytes = defaultMaximumBytes,
}: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (body === undefined) return {};
  return {
    requestBody: {
      description: `At most ${kibibytes(maximumBodyBytes)} as sent.`,
      required: !body.safeParse(undefined).success,
      content: {
        'application/json': { schema: body, ...examplesOf(example?.body, example?.otherBodies) },
      },
      'x-maximum-bytes': maximumBodyBytes,
    },
  };
}

function examplesOf(usual: unknown, others: Readonly<Record<string, unknown>> = {}) {
  const named = Object.entries(others).map(([name, value]) => [name, { value }] as const);
  if (named.length === 0) return { example: usual };
  return { examples: { usual: { value: usual }, ...Object.fromEntries(named) } };
}

const kibibytes = (bytes: number): string => `${(bytes / 1024).toLocaleString('en')} KiB`;

function responseOf(route: Route, response: RouteResponse): ZodOpenApiResponseObject {
  const { description, body, bytes, example, otherExamples, others, headers = {} } = response;
  const own = Object.entries({ ...headers, ...(others && varying) }).map(
    ([name, text]) =>
      [name, { description: text, required: true, schema: { type: 'string' } }] as const,
  );
  return {
    description,
    headers: {
      ...headerRef('x-request-id'),
      ...headerRef(route.personal ? 'no-store' : 'cache-control'),
      ...((route.idempotency ?? 'none') === 'none' ? {} : headerRef('idempotency-replayed')),
      ...Object.fromEntries(own),
    },
    ...(body && {
      content: {
        'application/json': { schema: body, ...examplesOf(example, otherExamples) },
        ...othersOf(others),
      },
    }),
    // OpenAPI 3.1.1 section 4.8.14.3: bytes have no schema.
    ...(bytes && { content: Object.fromEntries(bytes.map((type) => [type, {}])) }),
  };
}

const varying = { vary: '`accept`: the type of the response depends on it.' };

const othersOf = (others: RouteResponse['others'] = {}) =>
  Object.fromEntries(
    Object.entries(others).map(([type, content]) => {
      const description =
        'columns' in content
          ? [`Columns: ${content.columns.join(', ')}.`, content.others].filter(Boolean).join(' ')
          : content.page;
      const schema = { type: 'string', description } as const;
      return [type, { schema, example: content.example }] as const;
    }),
  );
