import * as z from 'zod';
import { scopes } from './contract.ts';

export const callerKinds = ['subject', 'service', 'staff'] as const;
export type CallerKind = (typeof callerKinds)[number];

const scopeList = z
  .string()
  .transform((text) => text.split(' '))
  .pipe(z.array(z.enum(scopes)));

/** What the authorizer passes to functions; API Gateway passes strings and numbers only. */
export const callerContext = z.object({
  callerKind: z.enum(callerKinds),
  issuer: z.string().min(1),
  /** `sub` of a person, client id of a program. */
  name: z.string().min(1),
  scopes: scopeList,
  email: z.string().min(3).optional(),
  /** `auth_time`, in seconds. */
  authenticatedAt: z.coerce.number().int().optional(),
});

/** Why a token grants nothing. */
export const tokenRefusals = [
  'scheme',
  'too-long',
  'malformed',
  'type',
  'algorithm',
  'key',
  'signature',
  'issuer',
  'audience',
  'claims',
  'ambiguous',
  'expired',
  'not-yet-valid',
  'lives-too-long',
  'second-factor',
  'revoked',
  'scope',
] as const;
export type TokenRefusal = (typeof tokenRefusals)[number];

/**
 * Why a token grants nothing, instead of the caller. In production only for a token that the issuer
 * signed for Custos.
 */
export const refusalContext = z.object({
  refusal: z.enum(tokenRefusals),
  /** Accepted values of the claims where a second factor is required, separated by spaces. */
  amr: z.string().optional(),
  acr: z.string().optional(),
});
export type RefusalContext = z.output<typeof refusalContext>;

export type CallerContext = z.input<typeof callerContext>;
