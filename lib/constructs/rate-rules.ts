import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { gatewayProblems } from '../../lambda/platform/http/routes.ts';
import type { Route } from '../facts.ts';
import type { Stage } from '../stages.ts';
import { matchesAnyPath, not } from './route-paths.ts';
import type { WafStatement } from './route-paths.ts';
import { byViewer } from './viewer-calls.ts';

export interface RateRule {
  readonly name: string;
  readonly statement: WafStatement;
}

const windowSeconds = 300;

/**
 * Limits per address in five minutes. For refusals and withdrawals, and for programs, which call
 * from few addresses, the limit is that of the gateway: such calls are rejected for their number
 * only when all calls are. Calls through the pages come from addresses of Amazon CloudFront, so they are
 * counted by the address of the viewer.
 */
export function rateRules(
  stage: Stage,
  routes: readonly Route[],
  fromPages?: WafStatement,
): readonly RateRule[] {
  const { publicRequestsPerAddress, requestsPerAddress } = stage.edge;
  const open = matchesAnyPath(stage, routes.filter(takesNoToken));
  const unhindered = matchesAnyPath(
    stage,
    routes.filter((route) => isForPrograms(route) || takesChoices(route)),
  );
  const limits = [
    { what: 'Public', limit: publicRequestsPerAddress, calls: [open] },
    {
      what: 'Programs',
      limit: stage.throttle.requestsPerSecond * windowSeconds,
      calls: [unhindered],
    },
    { what: '', limit: requestsPerAddress, calls: [not(open), not(unhindered)] },
  ];
  return limits.flatMap(({ what, limit, calls }) =>
    fromPages === undefined
      ? [limited(`${what}PerAddress`, limit, calls, { aggregateKeyType: 'IP' })]
      : [
          limited(`${what}PerAddress`, limit, [not(fromPages), ...calls], {
            aggregateKeyType: 'IP',
          }),
          limited(`${what}PerViewer`, limit, [fromPages, ...calls], byViewer),
        ],
  );
}

/** Routes of the operator's programs whose body has text of people. */
export const isForPrograms = ({ access }: Route): boolean =>
  access.kind === 'token' && access.caller === 'service';

const takesNoToken = ({ access }: Route): boolean => access.kind !== 'token';

const takesChoices = ({ path }: Route): boolean => path.startsWith('/v1/me/consents');

const limited = (
  name: string,
  limit: number,
  calls: readonly WafStatement[],
  by: Pick<wafv2.CfnWebACL.RateBasedStatementProperty, 'aggregateKeyType' | 'forwardedIpConfig'>,
): RateRule => ({
  name,
  statement: {
    rateBasedStatement: {
      ...by,
      evaluationWindowSec: windowSeconds,
      limit,
      scopeDownStatement: allOf(calls),
    },
  },
});

const allOf = ([first, ...others]: readonly WafStatement[]): WafStatement => {
  if (first === undefined) throw new TypeError('a limit needs calls');
  return others.length === 0 ? first : { andStatement: { statements: [first, ...others] } };
};

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
