import * as z from 'zod';
import { duration, text } from './fields.ts';

/** How the pages sign people in with an issuer. */
const issuerWeb = z.strictObject({
  clientId: text.describe(
    'Client of the pages at this issuer: a public client with code flow and PKCE, without a secret.',
  ),
  scope: z
    .string()
    .regex(/^\S+( \S+)*$/, 'must be scopes with one space between two')
    .refine((value) => value.split(' ').includes('openid'), { error: 'must contain openid' })
    .default('openid')
    .describe('Scopes that the pages ask for, with `openid`: openid custos/self.'),
  resource: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The API as the issuer knows it (RFC 8707), where it asks for it.'),
});

export const issuer = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .describe('`iss` of its tokens: the URL of the OpenID provider.'),
  audience: text.describe('`aud` that tokens for Custos carry.'),
  caller: z
    .enum(['subject', 'service', 'staff'])
    .describe('Who signs in there: the people, our programs or the privacy team.'),
  scopeClaim: text.default('scope').describe('Claim that holds the scopes: scope, scp, roles ...'),
  scopeMap: z
    .record(text, z.array(text))
    .default({})
    .describe('Translates a scope of the issuer into scopes of Custos: {dpo: [custos/requests]}.'),
  emailAuthoritative: z
    .boolean()
    .default(false)
    .describe('Whether a verified e-mail address of this issuer may link identities.'),
  jwksUri: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where its keys are; found by discovery when absent.'),
  amr: z
    .array(text)
    .min(1)
    .optional()
    .describe('Ways of signing in (RFC 8176): its tokens name one of them in `amr`: [mfa].'),
  acr: z
    .array(text)
    .min(1)
    .optional()
    .describe(
      'Classes of sign-in, one of which its tokens name in `acr`, unless one of `amr` fits.',
    ),
  maximumTokenLife: duration
    .default('PT24H')
    .describe('Tokens that are valid for longer than this are refused: PT24H.'),
  web: issuerWeb
    .optional()
    .describe('How people or staff sign in here in the pages. They do not when absent.'),
});
