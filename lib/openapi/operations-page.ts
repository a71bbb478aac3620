import { operationOf } from './operation.ts';
import { tagOf } from './security.ts';
import type { Route } from '../facts.ts';

const begin = '<!-- operations: written by `npm run openapi` from the routes -->';
const end = '<!-- end of operations -->';

const callers = {
  subject: 'Data subjects (scope `custos/self`)',
  'follow-up': 'Holders of a follow-up token',
  service: "The assistant's backend",
  staff: 'The privacy team',
  public: 'Everyone, without a token',
} as const;

/** A page with the tables of operations that the routes make, in the place of those that it has. */
export function withOperations(page: string, routes: readonly Route[]): string {
  const [before, rest] = page.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined) throw new Error(`the page has no ${begin}`);
  const tables = Object.entries(callers).map(([tag, title]) => {
    const rows = routes.filter((route) => tagOf(route) === tag).map(rowOf);
    return `### ${title}\n\n${table(['operation', 'does', 'scope'], rows)}`;
  });
  return [before, begin, '\n\n', tables.join('\n\n'), '\n\n', end, after].join('');
}

function rowOf(route: Route): readonly string[] {
  const { access } = route;
  const scope = access.kind === 'token' ? `\`${access.scope}\`` : '';
  return [`\`${route.method} ${route.path}\``, operationOf(route).summary ?? '', scope];
}

/** As the formatter leaves it: every cell as wide as the widest of its column. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, index) =>
    Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}
