import { idempotencyHours } from '../../lambda/platform/http/contract.ts';
import type { ZodOpenApiObject } from 'zod-openapi';
import type { Route } from '../facts.ts';

type Components = NonNullable<ZodOpenApiObject['components']>;

const key = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
  example: '0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60',
} as const;
const sameKey =
  `Within ${idempotencyHours} hours the same key with the same input returns the first response; other ` +
  'input is rejected.';

/** Request headers of several operations. */
export const parameterComponents = {
  'idempotency-key': { ...key, required: true, description: sameKey },
  'idempotency-key-optional': {
    ...key,
    required: false,
    description: `Makes it safe to send the call again. ${sameKey}`,
  },
  'if-match': {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The `ETag` of what is changed, as it was last read.',
    schema: { type: 'string' },
  },
  'if-none-match': {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of the copy at hand.',
    schema: { type: 'string' },
  },
  range: {
    name: 'Range',
    in: 'header',
    required: false,
    description:
      'One range of bytes; several are answered with the whole file (RFC 9110 section 14).',
    schema: { type: 'string' },
    example: 'bytes=0-1048575',
  },
  'if-range': {
    name: 'If-Range',
    in: 'header',
    required: false,
    description: 'The `ETag` of the part at hand: the range is only sent of the same file.',
    schema: { type: 'string' },
  },
} as const satisfies NonNullable<Components['parameters']>;

type ParameterComponent = keyof typeof parameterComponents;

const keyParameter = {
  none: [],
  optional: ['idempotency-key-optional'],
  required: ['idempotency-key'],
} as const satisfies Record<NonNullable<Route['idempotency']>, readonly ParameterComponent[]>;

/** The shared request headers of a route. */
export function headerParametersOf(route: Route): readonly ParameterComponent[] {
  return [
    ...keyParameter[route.idempotency ?? 'none'],
    ...(route.method === 'PATCH' ? (['if-match'] as const) : []),
    ...(route.responses[304] === undefined ? [] : (['if-none-match'] as const)),
    ...(route.responses[206] === undefined ? [] : (['range', 'if-range'] as const)),
  ];
}
