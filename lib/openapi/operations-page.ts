import { grantable } from '../../lambda/platform/http/contract.ts';
import { operationOf } from './operation.ts';
import { table, withSection } from './page-section.ts';
import { scopesOf, tagOf } from './security.ts';
import type { Route } from '../facts.ts';

const callers = {
  subject: 'Data subjects (scope `custos/self`)',
  'follow-up': 'Holders of a follow-up token',
  'system-answer': 'Systems that answer later',
  service: "The assistant's backend",
  staff: 'The privacy team',
  public: 'Everyone, without a token',
} as const;

/** `docs/api.md` with the tables that are generated from the routes. */
export function withOperations(page: string, routes: readonly Route[]): string {
  const tables = Object.entries(callers).map(([tag, title]) => {
    const rows = routes.filter((route) => tagOf(route) === tag).map(rowOf);
    return `### ${title}\n\n${table(['operation', 'does', 'scope'], rows)}`;
  });
  return withSection(
    withSection(page, 'operations', tables.join('\n\n')),
    'scopes',
    scopes(routes),
  );
}

function rowOf(route: Route): readonly string[] {
  const scopes = scopesOf(route).map((scope) => `\`${scope}\``);
  return [
    `\`${route.method} ${route.path}\``,
    operationOf(route).summary ?? '',
    scopes.join(' or '),
  ];
}

/** Scopes that a route requires. */
function scopes(routes: readonly Route[]): string {
  const required = new Set(routes.flatMap(scopesOf));
  const rows = Object.entries(grantable).flatMap(([caller, allowed]) =>
    Object.entries(allowed).map(([scope, allows]) => ({ scope, cells: [caller, allows] })),
  );
  return table(
    ['scope', 'caller', 'allows'],
    rows
      .filter(({ scope }) => required.has(scope))
      .map(({ scope, cells }) => [`\`${scope}\``, ...cells]),
  );
}
