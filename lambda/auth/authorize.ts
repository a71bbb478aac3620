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
import type { TokenVerification } from './tokens.ts';

export interface AuthorizerDependencies {
  readonly verify: (token: string) => Promise<TokenVerification>;
  readonly log: Log;
}

/**
 * Says who calls and what their scopes open: an answer that API Gateway may keep for every route.
 *
 * @throws UnauthorizedError, which API Gateway answers as 401, and KeySetUnavailableError as 503
 */
export async function authorize(
  { verify, log }: AuthorizerDependencies,
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> {
  const token = /^bearer +([^\s,]+)$/i.exec(headerOf(event, 'authorization') ?? '')?.[1];
  const verification = await verificationOf(token, { verify, log });
  switch (verification.kind) {
    case 'refused':
      log.warn('TOKEN_REFUSED', { reason: verification.reason });
      throw new UnauthorizedError();
    case 'without-scope':
      log.warn('TOKEN_REFUSED', { reason: 'scope' });
      return policy('Deny', ['*/*'], event.methodArn);
    // The function answers in our place, because a gateway's 401 cannot say why. It learns the reason
    // and no name, so whatever asks who calls finds nobody.
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

async function verificationOf(
  token: string | undefined,
  { verify, log }: AuthorizerDependencies,
): Promise<TokenVerification> {
  if (token === undefined) return { kind: 'refused', reason: 'malformed' };
  try {
    return await verify(token);
  } catch (error) {
    log.error('KEY_SET_UNAVAILABLE', error);
    throw error;
  }
}

const pathsOf = (scopes: readonly Scope[]): string[] => scopes.flatMap((scope) => reach[scope]);

function policy(
  effect: StatementEffect,
  paths: readonly string[],
  methodArn: string,
  context?: CallerContext | RefusalContext,
): APIGatewayAuthorizerResult {
  const [api = '', stage = ''] = methodArn.split('/');
  return {
    // Stands in access logs, so it names nobody.
    principalId: context !== undefined && 'callerKind' in context ? context.callerKind : 'nobody',
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
