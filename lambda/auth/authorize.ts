import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  StatementEffect,
} from 'aws-lambda';
import { headerOf } from '../platform/http/headers.ts';
import type { Scope } from '../platform/http/contract.ts';
import type { Log } from '../platform/log/log.ts';
import type { CallerContext, RefusalContext } from '../platform/http/caller-context.ts';
import { callerContext } from '../platform/http/caller-context.ts';
import { reach } from '../platform/http/reach.ts';
import type { IsRevoked } from './revoked-clients.ts';
import type { TokenVerification } from './tokens.ts';

export interface AuthorizerDependencies {
  readonly verify: (token: string) => Promise<TokenVerification>;
  readonly isRevoked: IsRevoked;
  readonly log: Log;
  /** Whether a 401 or 403 gives the reason for every token: in the stages for development. */
  readonly givesReasons: boolean;
}

/**
 * Identifies the caller and lists what their scopes allow. API Gateway may cache the result for
 * every route.
 *
 * The 401 and 403 responses of API Gateway are fixed texts. Where the response may give the reason,
 * the call reaches its function with the reason and without a caller.
 *
 * @throws UnauthorizedError, which API Gateway returns as 401, and KeySetUnavailableError and
 * StoreUnavailableError as 503
 */
export async function authorize(
  { verify, isRevoked, log, givesReasons }: AuthorizerDependencies,
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  const token = /^bearer +([^\s,]+)$/i.exec(headerOf(event, 'authorization') ?? '')?.[1];
  const verification = await unlessRevoked(await verificationOf(token, { verify, log }), {
    isRevoked,
    log,
  });
  const pathsOf = (scopes: readonly Scope[]) =>
    givesReasons ? everything : scopes.flatMap((scope) => reach[scope]);
  switch (verification.kind) {
    case 'refused': {
      log.warn('TOKEN_REFUSED', { reason: verification.reason });
      if (!givesReasons) throw new UnauthorizedError();
      return policy('Allow', everything, event.methodArn, { refusal: verification.reason });
    }
    case 'without-scope':
      log.warn('TOKEN_REFUSED', { reason: 'scope' });
      return givesReasons
        ? policy('Allow', everything, event.methodArn, { refusal: 'scope' })
        : policy('Deny', everything, event.methodArn);
    case 'explained': {
      log.warn('TOKEN_REFUSED', { reason: verification.reason });
      return policy('Allow', pathsOf(verification.scopes), event.methodArn, verification.refusal);
    }
    case 'accepted': {
      const { scopes } = callerContext.parse(verification.caller);
      return policy('Allow', pathsOf(scopes), event.methodArn, verification.caller);
    }
  }
}

const everything = ['*/*'] as const;

async function verificationOf(
  token: string | undefined,
  { verify, log }: Pick<AuthorizerDependencies, 'verify' | 'log'>,
): Promise<TokenVerification> {
  if (token === undefined) return { kind: 'refused', reason: 'scheme' };
  try {
    return await verify(token);
  } catch (error) {
    log.error('KEY_SET_UNAVAILABLE', error);
    throw error;
  }
}

/**
 * The secrets of a client get new tokens from its issuer, so it is the client that is
 * revoked, not its tokens. Nothing is read for people and staff: they are not clients.
 */
async function unlessRevoked(
  verification: TokenVerification,
  { isRevoked, log }: Pick<AuthorizerDependencies, 'isRevoked' | 'log'>,
): Promise<TokenVerification> {
  if (verification.kind !== 'accepted') return verification;
  const { callerKind, issuer, name, scopes } = callerContext.parse(verification.caller);
  if (callerKind !== 'service') return verification;
  try {
    if (!(await isRevoked(issuer, name))) return verification;
  } catch (error) {
    log.error('REVOCATION_UNREAD', error);
    throw error;
  }
  return { kind: 'explained', reason: 'revoked', refusal: { refusal: 'revoked' }, scopes };
}

function policy(
  effect: StatementEffect,
  paths: readonly string[],
  methodArn: string,
  context?: CallerContext | RefusalContext,
): APIGatewayAuthorizerResult {
  const [api = '', stage = ''] = methodArn.split('/');
  return {
    // Is in access logs, so it does not identify the caller.
    principalId:
      context !== undefined && 'callerKind' in context ? context.callerKind : 'unidentified',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: effect,
          Action: 'execute-api:Invoke',
          Resource: paths.map((path) => `${api}/${stage}/${path}`),
        },
      ],
    },
    context: context && withoutAbsent(context),
  };
}

const withoutAbsent = (context: CallerContext | RefusalContext): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(context).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  );

/** API Gateway knows this refusal by its message. */
class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';

  constructor() {
    super('Unauthorized');
  }
}
