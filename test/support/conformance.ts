import * as z from 'zod';
import { problemMembers, problemsOf } from '../../lambda/platform/http/contract.ts';
import { problems } from '../../lambda/platform/http/problem.ts';
import type { ProblemSlug } from '../../lambda/platform/http/problem.ts';
import { routesOf } from '../../lib/facts.ts';
import type { Route } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: unknown;
}

const routes = routesOf(functions).map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  literal: !route.path.includes('{'),
}));

const document = z.strictObject({
  type: z.templateLiteral(['urn:custos:problem:', z.enum(Object.keys(problems))]),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.strictObject({ pointer: z.string(), message: z.string() })).optional(),
  requestId: z.string(),
});

/** @throws ContractBrokenError when the OpenAPI document does not name the response */
export function requireContract(
  request: { readonly method: string; readonly path: string },
  answer: Answered,
): void {
  const { route } =
    routes
      .filter((one) => one.route.method === request.method && one.pattern.test(request.path))
      .sort((one, other) => Number(other.literal) - Number(one.literal))[0] ?? {};
  const fault = route && faultOf(route, answer);
  if (fault !== undefined)
    throw new ContractBrokenError(`${request.method} ${request.path}`, fault);
}

function faultOf(route: Route, { status, headers, text, body }: Answered): string | undefined {
  if (headers['x-request-id'] === undefined) return 'carries no x-request-id';
  const response = route.responses[status];
  if (response === undefined) return faultOfProblem(route, status, headers, body);
  if (route.personal && headers['cache-control'] !== 'no-store') return 'may be stored';
  for (const name of Object.keys(response.headers ?? {})) {
    if (headers[name] === undefined) return `carries no ${name}`;
  }
  if (response.bytes !== undefined) {
    const known = response.bytes.some((type) => type === headers['content-type']);
    return known ? undefined : 'has bytes of another type';
  }
  if (response.body === undefined) return text === '' ? undefined : `has a body with ${status}`;
  const [type = ''] = headers['content-type']?.split(';') ?? [];
  if (response.others && headers['vary'] !== 'accept') return 'does not say that its type varies';
  const other = Object.entries(response.others ?? {}).find(([name]) => name === type)?.[1];
  if (other && 'columns' in other) {
    const head = text.split('\r\n')[0]?.split(',') ?? [];
    const named =
      other.others === undefined ? head : head.filter((one) => other.columns.includes(one));
    return named.join() === other.columns.join() ? undefined : 'has other columns';
  }
  if (other && type === 'text/markdown') {
    return text.startsWith('# ') ? undefined : 'begins with no heading';
  }
  if (other) return text.startsWith('<!doctype html>') ? undefined : 'is no page';
  const parsed = response.body.safeParse(body);
  return parsed.success ? undefined : z.prettifyError(parsed.error);
}

function faultOfProblem(
  route: Route,
  status: number,
  headers: Answered['headers'],
  body: unknown,
): string | undefined {
  if (headers['content-type'] !== 'application/problem+json') return `has no status ${status}`;
  const slug = slugOf(body);
  const known: Partial<Record<string, z.ZodObject>> = problemMembers;
  const parsed = document.extend(known[slug]?.shape ?? {}).safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  if (!problemsOf(route).some((one) => one === slug)) return `does not name the problem ${slug}`;
  return problems[slug as ProblemSlug].status === status ? undefined : `has ${status} with ${slug}`;
}

function slugOf(body: unknown): string {
  const parsed = z.looseObject({ type: z.string() }).safeParse(body);
  return parsed.success ? parsed.data.type.replace('urn:custos:problem:', '') : '';
}

/** The code and the contract disagree. */
export class ContractBrokenError extends Error {
  override readonly name = 'ContractBrokenError';

  constructor(operation: string, fault: string) {
    super(`${operation} answers what its contract does not say: ${fault}`);
  }
}
