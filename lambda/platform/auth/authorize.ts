import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  StatementEffect,
} from 'aws-lambda';
import { headerOf } from '../http/headers.ts';
import type { Log } from '../log/log.ts';
import type { CallerContext } from './caller-context.ts';
import { callerContext } from './caller-context.ts';
import { reach } from './reach.ts';
import type { Verdict } from './tokens.ts';

export interface AuthorizerDependencies {
  readonly verify: (token: string) => Promise<Verdict>;
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
  const verdict = await verdictOn(token, { verify, log });
  switch (verdict.kind) {
    case 'refused':
      log.warn('TOKEN_REFUSED', { reason: verdict.reason });
      throw new UnauthorizedError();
    case 'without-scope':
      log.warn('TOKEN_REFUSED', { reason: 'scope' });
      return policy('Deny', ['*/*'], event.methodArn);
    case 'accepted': {
      const { scopes } = callerContext.parse(verdict.caller);
      const paths = scopes.flatMap((scope) => reach[scope]);
      return policy('Allow', paths, event.methodArn, verdict.caller);
    }
  }
}

async function verdictOn(
  token: string | undefined,
  { verify, log }: AuthorizerDependencies,
): Promise<Verdict> {
  if (token === undefined) return { kind: 'refused', reason: 'malformed' };
  try {
    return await verify(token);
  } catch (error) {
    log.error('KEY_SET_UNAVAILABLE', error);
    throw error;
  }
}

function policy(
  effect: StatementEffect,
  paths: readonly string[],
  methodArn: string,
  caller?: CallerContext,
): APIGatewayAuthorizerResult {
  const [api = '', stage = ''] = methodArn.split('/');
  return {
    // Stands in access logs, so it names nobody.
    principalId: caller?.callerKind ?? 'nobody',
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
    ...(caller && { context: withoutAbsent(caller) }),
  };
}

const withoutAbsent = (caller: CallerContext): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(caller).flatMap(([name, value]) =>
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
