import type { ProblemDetail } from '../platform/http/problem.ts';
import type { Policy } from '../policy/schema.ts';

export function unknownJurisdiction(
  policy: Policy,
  jurisdiction: string | undefined,
): readonly ProblemDetail[] {
  return jurisdiction === undefined || Object.hasOwn(policy.law, jurisdiction)
    ? []
    : [{ pointer: '/jurisdiction', message: `name one of: ${Object.keys(policy.law).join(', ')}` }];
}
