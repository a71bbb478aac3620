import type { ZodOpenApiObject, ZodOpenApiOperationObject } from 'zod-openapi';
import { staffAccess } from '../../lambda/platform/http/contract.ts';
import type { Route } from '../facts.ts';

type Components = NonNullable<ZodOpenApiObject['components']>;

export const securitySchemes: NonNullable<Components['securitySchemes']> = {
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'An access token of a configured issuer. The scopes that an operation lists are in its ' +
      '`scope` claim, as the issuer’s `scopeMap` translates it.',
  },
  'follow-up': {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      '`Custos-Follow-Up <token>`: the token from the response to a request. It works ' +
      'without an account, and after erasure.',
  },
  'system-answer': {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      '`Custos-Answer <token>`: the token of `answerTo` in a call to a system. It works for the ' +
      'answer to that call.',
  },
};

/** One tag for each kind of caller. */
export const tags = [
  { name: 'subject', description: 'A person who has signed in: `custos/self`.' },
  { name: 'follow-up', description: 'Holders of the follow-up token of a request.' },
  { name: 'system-answer', description: 'Systems that answer a call later.' },
  { name: 'service', description: 'The assistant’s backend and other programs.' },
  { name: 'staff', description: 'The privacy team.' },
  { name: 'public', description: 'Everyone, without a token. Rate-limited.' },
] as const;

export const tagOf = ({ access }: Route): string =>
  access.kind === 'token' ? access.caller : access.kind;

/** Each opens the route alone. */
export function scopesOf({ access }: Pick<Route, 'access'>): readonly string[] {
  if (access.kind !== 'token') return [];
  const staff = staffAccess(access);
  return [...new Set([access.scope, ...(staff ? [staff.scope] : [])])];
}

export function securityOf({ access }: Route): NonNullable<ZodOpenApiOperationObject['security']> {
  switch (access.kind) {
    case 'token':
      return scopesOf({ access }).map((scope) => ({ token: [scope] }));
    case 'follow-up':
      return [{ 'follow-up': [] }];
    case 'system-answer':
      return [{ 'system-answer': [] }];
    case 'public':
      return [];
  }
}
