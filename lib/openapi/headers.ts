import type * as z from 'zod';
import type { ZodOpenApiObject } from 'zod-openapi';

type Headers = NonNullable<NonNullable<ZodOpenApiObject['components']>['headers']>;
type HeaderObject = Exclude<Headers[string], z.core.$ZodType>;

/** Headers of several responses: component name → name of the header, and its description. */
const shared = {
  'x-request-id': {
    name: 'x-request-id',
    header: {
      description: 'Identifies this call in every log line.',
      schema: { type: 'string' },
      required: true,
    },
  },
  'no-store': {
    name: 'cache-control',
    header: {
      description: 'Never stored: the response is about one person, or about one call.',
      schema: { type: 'string', const: 'no-store' },
      required: true,
    },
  },
  'cache-control': {
    name: 'cache-control',
    header: {
      description: 'How long the response may be stored.',
      schema: { type: 'string', examples: ['public, max-age=300', 'no-store'] },
      required: true,
    },
  },
  'idempotency-replayed': {
    name: 'idempotency-replayed',
    header: {
      description: 'Present when the response is the first response to the same Idempotency-Key.',
      schema: { type: 'string', const: 'true' },
    },
  },
  'retry-after': {
    name: 'retry-after',
    header: {
      description: 'Seconds to wait before the same call is sent again.',
      schema: { type: 'string', examples: ['5'] },
    },
  },
  'www-authenticate': {
    name: 'www-authenticate',
    header: {
      description:
        'The challenge of RFC 6750 or RFC 9470. API Gateway may call it ' +
        '`x-amzn-remapped-www-authenticate`; the document says the same.',
      schema: { type: 'string' },
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly name: string; readonly header: HeaderObject }>
>;

type SharedHeader = keyof typeof shared;

export const headerComponents: Headers = Object.fromEntries(
  Object.entries(shared).map(([component, { header }]) => [component, header]),
);

/** A response's reference to a shared header. */
export const headerRef = (component: SharedHeader): Record<string, { readonly $ref: string }> => ({
  [shared[component].name]: { $ref: `#/components/headers/${component}` },
});
