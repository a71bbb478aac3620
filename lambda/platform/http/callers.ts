import type { APIGatewayProxyEvent } from 'aws-lambda';
import { callerContext, refusalContext } from './caller-context.ts';
import type { RefusalContext, TokenRefusal } from './caller-context.ts';
import { seconds } from '../../value/time.ts';
import type { Policy } from '../../policy/schema.ts';
import { clientAddressOf } from './client-address.ts';
import { staffAccess } from './contract.ts';
import type { Access, Scope } from './contract.ts';
import type { Caller } from './handlers.ts';
import { headerOf } from './headers.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

const followUpToken = /^custos-follow-up ([\w.-]{20,200})$/i;
const answerToken = /^custos-answer ([\w.-]{20,200})$/i;

/** The caller, if the contract allows them; else the rejection with its challenge (RFC 6750). */
export function callerOf(
  event: APIGatewayProxyEvent,
  access: Access,
  policy: Pick<Policy, 'publicRequests'>,
): Caller | Problem {
  switch (access.kind) {
    case 'public':
      return { kind: 'public', address: clientAddressOf(event, policy) };
    case 'follow-up': {
      const token = followUpToken.exec(headerOf(event, 'authorization') ?? '')?.[1];
      return token === undefined
        ? unauthenticated('Custos-Follow-Up', 'Send authorization: Custos-Follow-Up <token>.')
        : { kind: 'follow-up', token };
    }
    case 'system-answer': {
      const token = answerToken.exec(headerOf(event, 'authorization') ?? '')?.[1];
      return token === undefined
        ? unauthenticated('Custos-Answer', 'Send authorization: Custos-Answer <token>.')
        : { kind: 'system-answer', token };
    }
    case 'token':
      return tokenCaller(event, access);
  }
}

type TokenAccess = Extract<Access, { kind: 'token' }>;

function tokenCaller(event: APIGatewayProxyEvent, access: TokenAccess): Caller | Problem {
  const refusal = refusalContext.safeParse(event.requestContext.authorizer);
  if (refusal.success) return refusedToken(refusal.data, access);
  const context = callerContext.safeParse(event.requestContext.authorizer);
  if (!context.success) {
    return unauthenticated('Bearer', 'Send authorization: Bearer <token> of a configured issuer.');
  }
  const { callerKind, issuer, name, scopes, email, authenticatedAt } = context.data;
  const required =
    callerKind === access.caller
      ? access.scope
      : callerKind === 'staff'
        ? staffAccess(access)?.scope
        : undefined;
  if (required === undefined || !scopes.includes(required)) return scopeMissing(access);
  const authenticated = authenticatedAt !== undefined && {
    authenticatedAt: seconds(authenticatedAt),
  };
  switch (callerKind) {
    case 'subject':
      return {
        kind: 'subject',
        issuer,
        sub: name,
        email,
        ...authenticated,
      };
    case 'service':
      return { kind: 'service', issuer, name };
    case 'staff':
      return { kind: 'staff', issuer, name, ...authenticated, seesMore: seesMore(access, scopes) };
  }
}

const seesMore = (access: Access, scopes: readonly Scope[]): boolean =>
  access.kind === 'token' &&
  access.caller === 'staff' &&
  access.adds !== undefined &&
  scopes.includes(access.adds);

const scopeMissing = ({ scope, caller, ...rest }: TokenAccess): Problem =>
  problem('scope-missing', {
    detail: `This needs the scope ${scope} of a ${caller} token${
      'staff' in rest && rest.staff ? `, or ${rest.staff.scope} of a staff token` : ''
    }.`,
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  });

/** Why a token is rejected, where the authorizer lets the caller know (RFC 6750 section 3.1). */
function refusedToken({ refusal, amr, acr }: RefusalContext, access: TokenAccess): Problem {
  if (refusal === 'scope') return scopeMissing(access);
  // RFC 6750 section 3: no error where no token was sent.
  if (refusal === 'scheme') return unauthenticated('Bearer', details.scheme);
  if (refusal === 'second-factor') {
    const wanted = [amr && `amr: ${amr}`, acr && `acr: ${acr}`].filter(Boolean).join('; ');
    return problem('second-factor-required', {
      detail: `Sign in with a second factor, so that the token names one of ${wanted}.`,
      headers: {
        'www-authenticate': `Bearer error="insufficient_user_authentication"${
          acr === undefined ? '' : `, acr_values="${acr}"`
        }`,
      },
    });
  }
  return problem('unauthenticated', {
    detail: details[refusal],
    headers: {
      'www-authenticate': `Bearer error="invalid_token", error_description="${details[refusal]}"`,
    },
  });
}

/** A fixed text for each reason: nothing of the token is repeated. */
const details = {
  scheme: 'Send authorization: Bearer <token>, with one access token.',
  'too-long': 'The access token is longer than 8,192 characters.',
  malformed:
    'The access token is not a signed JWT: three parts in base64url with dots between them.',
  type: 'The JWT is not an access token: its header has another typ, or crit.',
  algorithm:
    'The access token is signed with an algorithm that is not accepted: use RS256, ES256 or EdDSA.',
  key: 'The kid of the access token names no key of its issuer.',
  signature: 'The signature of the access token does not match.',
  issuer: 'The iss of the access token is not an issuer of the policy.',
  audience: 'The aud of the access token is not an audience of its issuer in the policy.',
  claims: 'The access token lacks a claim, or a claim is malformed: it needs sub, exp and iat.',
  ambiguous:
    'The access token matches several issuers of the policy: use an audience that only one of them has.',
  expired: 'The access token has expired.',
  'not-yet-valid': 'The access token is not valid yet, or its issuer has a clock that is ahead.',
  revoked: 'The client of the access token is revoked: write to the privacy team.',
  'lives-too-long': 'The access token is valid for longer than the policy accepts.',
} as const satisfies Readonly<Record<Exclude<TokenRefusal, 'second-factor' | 'scope'>, string>>;

const unauthenticated = (scheme: string, detail: string): Problem =>
  problem('unauthenticated', { detail, headers: { 'www-authenticate': scheme } });

/** What distinguishes two callers, for data that is stored per caller. */
export function identityOf(caller: Caller): readonly string[] {
  switch (caller.kind) {
    case 'subject':
      return [caller.kind, caller.issuer, caller.sub];
    case 'service':
    case 'staff':
      return [caller.kind, caller.issuer, caller.name];
    case 'follow-up':
    case 'system-answer':
      return [caller.kind, caller.token];
    case 'public':
      return [caller.kind];
  }
}
