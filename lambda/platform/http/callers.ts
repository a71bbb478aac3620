import type { APIGatewayProxyEvent } from 'aws-lambda';
import { callerContext, refusalContext } from './caller-context.ts';
import type { RefusalContext } from './caller-context.ts';
import { seconds } from '../../value/time.ts';
import type { Access, Scope } from './contract.ts';
import type { Caller } from './exchange.ts';
import { headerOf } from './headers.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

const followUpToken = /^custos-follow-up ([\w.-]{20,200})$/i;

/** Who calls, if the contract lets them; else the refusal with its challenge (RFC 6750). */
export function callerOf(event: APIGatewayProxyEvent, access: Access): Caller | Problem {
  switch (access.kind) {
    case 'public':
      return { kind: 'public' };
    case 'follow-up': {
      const token = followUpToken.exec(headerOf(event, 'authorization') ?? '')?.[1];
      return token === undefined
        ? unauthenticated('Custos-Follow-Up', 'Send authorization: Custos-Follow-Up <token>.')
        : { kind: 'follow-up', token };
    }
    case 'token':
      return tokenCaller(event, access);
  }
}

function tokenCaller(
  event: APIGatewayProxyEvent,
  access: Extract<Access, { kind: 'token' }>,
): Caller | Problem {
  const refusal = refusalContext.safeParse(event.requestContext.authorizer);
  if (refusal.success) return refusedToken(refusal.data);
  const context = callerContext.safeParse(event.requestContext.authorizer);
  if (!context.success) {
    return unauthenticated('Bearer', 'Send authorization: Bearer <token> of a configured issuer.');
  }
  const { callerKind, issuer, name, scopes, email, authenticatedAt } = context.data;
  if (callerKind !== access.caller || !scopes.includes(access.scope)) {
    return problem('scope-missing', {
      detail: `This needs the scope ${access.scope} of a ${access.caller} token.`,
      headers: {
        'www-authenticate': `Bearer error="insufficient_scope", scope="${access.scope}"`,
      },
    });
  }
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

/** Why a token is refused that was signed for us: the only reasons that are told (RFC 6750 section 3.1). */
function refusedToken({ refusal, amr, acr }: RefusalContext): Problem {
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

const details = {
  expired: 'The access token has expired.',
  'not-yet-valid': 'The access token is not valid yet, or its issuer has a clock that is ahead.',
  'lives-too-long': 'The access token is valid for longer than the policy accepts.',
} as const;

const unauthenticated = (scheme: string, detail: string): Problem =>
  problem('unauthenticated', { detail, headers: { 'www-authenticate': scheme } });

/** What tells two callers apart, for what is kept per caller. */
export function identityOf(caller: Caller): readonly string[] {
  switch (caller.kind) {
    case 'subject':
      return [caller.kind, caller.issuer, caller.sub];
    case 'service':
    case 'staff':
      return [caller.kind, caller.issuer, caller.name];
    case 'follow-up':
      return [caller.kind, caller.token];
    case 'public':
      return [caller.kind];
  }
}
