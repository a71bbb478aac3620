import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Route } from '../facts.ts';
import type { Stage } from '../stages.ts';

export type WafStatement = wafv2.CfnWebACL.StatementProperty;

// AWS WAF quota: characters of one regular expression.
const maximumLength = 512;

/** Matches requests for the path of any of the routes, whatever their method. */
export function matchesAnyPath(stage: Stage, routes: readonly Route[]): WafStatement {
  const statements = regexesOf(stage, routes).map((regexString): WafStatement => ({
    regexMatchStatement: {
      regexString,
      fieldToMatch: { uriPath: {} },
      // Decodes the path as the gateway does.
      textTransformations: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
      ],
    },
  }));
  const [first, ...others] = statements;
  if (first === undefined) throw new TypeError('a rule needs at least one route');
  return others.length === 0 ? first : { orStatement: { statements } };
}

export const not = (statement: WafStatement): WafStatement => ({ notStatement: { statement } });

/** Regular expressions of at most 512 characters that together match the paths. */
function regexesOf({ deployment }: Stage, routes: readonly Route[]): string[] {
  // Without a custom domain, the path begins with the name of the stage. The gateway ignores a
  // trailing slash.
  const whole = (paths: readonly string[]) => `^(/${deployment})?(${paths.join('|')})/?$`;
  const regexes: string[][] = [];
  for (const path of new Set(routes.map((route) => regexOf(route.path)))) {
    const last = regexes.at(-1);
    if (last !== undefined && whole([...last, path]).length <= maximumLength) last.push(path);
    else regexes.push([path]);
  }
  return regexes.map(whole);
}

const regexOf = (path: string): string =>
  path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+');
