import * as z from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { problemMembers, problemsOf } from '../../lambda/platform/http/contract.ts';
import { problems } from '../../lambda/platform/http/problem.ts';
import type { ProblemSlug } from '../../lambda/platform/http/problem.ts';
import type { Route } from '../facts.ts';
import { headerRef } from './headers.ts';

const detail = z
  .object({
    pointer: z
      .string()
      .describe('RFC 6901 pointer into the body, or `/query/…`, `/path/…`, `/header/…`.'),
    message: z.string().describe('What to change.'),
  })
  .meta({ id: 'ProblemDetail' });

const typeOf = (slug: ProblemSlug): string => `urn:custos:problem:${slug}`;
const schemaName = (slug: ProblemSlug): string =>
  `${slug.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}Problem`;

const members: Partial<Record<ProblemSlug, z.ZodObject>> = problemMembers;

/** RFC 9457 document of one problem, with its own `type`. */
function schemaOf(slug: ProblemSlug): z.ZodObject {
  const { status, title } = problems[slug];
  return z
    .looseObject({
      type: z.literal(typeOf(slug)),
      title: z.string(),
      status: z.literal(status),
      detail: z.string().optional(),
      errors: z.array(detail).optional(),
      requestId: z.string().describe('The `x-request-id` of the response.'),
      ...members[slug]?.shape,
    })
    .meta({ description: `${title}.` });
}

/** A schema component for each problem that a route returns. */
export function problemSchemas(routes: readonly Route[]): Record<string, z.ZodObject> {
  const slugs = [...new Set(routes.flatMap(problemsOf))].sort();
  return Object.fromEntries(slugs.map((slug) => [schemaName(slug), schemaOf(slug)]));
}

const schemaReference = (slug: ProblemSlug): string => `#/components/schemas/${schemaName(slug)}`;

const exampleOf = (slug: ProblemSlug) => ({
  type: typeOf(slug),
  title: problems[slug].title,
  status: problems[slug].status,
  ...(slug === 'invalid-input' && {
    errors: [{ pointer: '/purpose', message: 'this field is required' }],
  }),
  requestId: 'f2d7c8d4-8f6e-4a0f-9a55-0d0c1b6f9c1e',
});

/** One response component for each set of problems that routes return with one status. */
export function problemResponses(
  routes: readonly Route[],
): Record<string, ZodOpenApiResponseObject> {
  const sets = new Map<string, readonly ProblemSlug[]>();
  for (const route of routes) {
    for (const set of setsOf(route)) sets.set(nameOf(set), set);
  }
  const entries = [...sets].map(([name, set]) => [name, responseOf(set)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Status → reference to its response component. */
export const problemReferences = (route: Route): Record<string, { readonly $ref: string }> =>
  Object.fromEntries(
    setsOf(route).map((set) => [
      String(statusOf(set)),
      { $ref: `#/components/responses/${nameOf(set)}` },
    ]),
  );

/** The problems of a route by status. */
function setsOf(route: Route): readonly (readonly ProblemSlug[])[] {
  const byStatus = Map.groupBy(problemsOf(route), (slug) => problems[slug].status);
  return [...byStatus.values()];
}

const nameOf = (set: readonly ProblemSlug[]): string => set.join('.');
const statusOf = ([first]: readonly ProblemSlug[]): number =>
  first === undefined ? 500 : problems[first].status;

function responseOf(set: readonly ProblemSlug[]): ZodOpenApiResponseObject {
  const examples = set.map((slug) => [slug, { value: exampleOf(slug) }] as const);
  const references = set.map((slug) => [typeOf(slug), schemaReference(slug)] as const);
  const [only] = references;
  return {
    description: `${set.map((slug) => problems[slug].title).join('. Or: ')}.`,
    headers: headersOf(set),
    content: {
      'application/problem+json': {
        schema:
          references.length === 1 && only !== undefined
            ? { $ref: only[1] }
            : {
                oneOf: references.map(([, $ref]) => ({ $ref })),
                discriminator: { propertyName: 'type', mapping: Object.fromEntries(references) },
              },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

const waits: readonly ProblemSlug[] = [
  'too-many-requests',
  'temporarily-unavailable',
  'request-in-progress',
];
const challenges: readonly ProblemSlug[] = [
  'unauthenticated',
  'recent-authentication-required',
  'second-factor-required',
  'scope-missing',
];

const headersOf = (set: readonly ProblemSlug[]) => ({
  ...headerRef('x-request-id'),
  ...headerRef('no-store'),
  ...(set.some((slug) => waits.includes(slug)) && headerRef('retry-after')),
  ...(set.some((slug) => challenges.includes(slug)) && headerRef('www-authenticate')),
});
