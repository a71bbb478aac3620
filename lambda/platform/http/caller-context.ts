import * as z from 'zod';
import { scopes } from './contract.ts';

export const callerKinds = ['subject', 'service', 'staff'] as const;
export type CallerKind = (typeof callerKinds)[number];

const scopeList = z
  .string()
  .transform((text) => text.split(' '))
  .pipe(z.array(z.enum(scopes)));

/** What the authorizer passes to the functions behind it; API Gateway passes texts and numbers only. */
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

/** Why a token opens nothing. */
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
  'scope',
] as const;
export type TokenRefusal = (typeof tokenRefusals)[number];

/**
 * Why a token opens nothing, in place of who calls. In production only of a token that the issuer did
 * sign for us.
 */
export const refusalContext = z.object({
  refusal: z.enum(tokenRefusals),
  /** What would do, where a second factor is asked for: values of the claims, with spaces between. */
  amr: z.string().optional(),
  acr: z.string().optional(),
});
export type RefusalContext = z.output<typeof refusalContext>;

export type CallerContext = z.input<typeof callerContext>;
