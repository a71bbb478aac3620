import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import type { Route } from '../facts.ts';
import type { Stage } from '../stages.ts';
import { matchesAnyPath, not } from './route-paths.ts';
import type { WafStatement } from './route-paths.ts';

export interface RateRule {
  readonly name: string;
  readonly statement: WafStatement;
}

const windowSeconds = 300;

/**
 * Limits per address in five minutes. For refusals and withdrawals, and for programs, which call
 * from few addresses, the limit is that of the gateway: such calls are rejected for their number
 * only when all calls are.
 */
export function rateRules(stage: Stage, routes: readonly Route[]): readonly RateRule[] {
  const { publicRequestsPerAddress, requestsPerAddress } = stage.edge;
  const open = matchesAnyPath(stage, routes.filter(takesNoToken));
  const unhindered = matchesAnyPath(
    stage,
    routes.filter((route) => isForPrograms(route) || takesChoices(route)),
  );
  return [
    perAddress('PublicPerAddress', publicRequestsPerAddress, open),
    perAddress('ProgramsPerAddress', stage.throttle.requestsPerSecond * windowSeconds, unhindered),
    perAddress('PerAddress', requestsPerAddress, {
      andStatement: { statements: [not(open), not(unhindered)] },
    }),
  ];
}

/** Routes of the operator's programs whose body has text of people. */
export const isForPrograms = ({ access }: Route): boolean =>
  access.kind === 'token' && access.caller === 'service';

const takesNoToken = ({ access }: Route): boolean => access.kind !== 'token';

const takesChoices = ({ path }: Route): boolean => path.startsWith('/v1/me/consents');

const perAddress = (name: string, limit: number, scopeDownStatement: WafStatement): RateRule => ({
  name,
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      evaluationWindowSec: windowSeconds,
      limit,
      scopeDownStatement,
    },
  },
});

const { status, headers, body } = gatewayProblems.THROTTLED;
const document = JSON.parse(body) as Readonly<Record<string, unknown>>;

/**
 * The problem document `too-many-requests`. AWS WAF can neither name the request nor set a content
 * type other than `application/json`.
 */
export const tooManyRequests = {
  key: 'too-many-requests',
  body: {
    contentType: 'APPLICATION_JSON',
    content: JSON.stringify({ ...document, requestId: 'not-assigned' }),
  },
  block: {
    customResponse: {
      responseCode: status,
      customResponseBodyKey: 'too-many-requests',
      responseHeaders: Object.entries({ ...headers, 'retry-after': '60' })
        .filter(([name]) => name !== 'content-type')
        .map(([name, value]) => ({ name, value })),
    },
  },
} as const satisfies {
  key: string;
  body: wafv2.CfnWebACL.CustomResponseBodyProperty;
  block: wafv2.CfnWebACL.BlockActionProperty;
};
