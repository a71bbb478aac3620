import type { ProblemDetail } from '../platform/http/problem.ts';
import type { Policy } from '../policy/schema.ts';
import { fieldOf, isGated } from './model/request.ts';
import type { SupportedKind } from './model/request.ts';

interface AskedFields {
  readonly purposes?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly corrections?: unknown;
}

export const notSupported = 'not offered by this deployment';

/** Whether what a request is about fits its kind and the policy. */
export function fieldsNotAllowed(
  policy: Policy,
  kind: SupportedKind,
  body: AskedFields,
): readonly ProblemDetail[] {
  const foreign = (['purposes', 'categories', 'corrections'] as const)
    .filter((name) => name !== fieldOf[kind] && body[name] !== undefined)
    .map((name) => ({ pointer: `/${name}`, message: 'leave this out: the kind does not take it' }));
  if (kind === 'erasure' && body.categories !== undefined) {
    return [...foreign, { pointer: '/categories', message: notSupported }];
  }
  const unknownPurposes = (body.purposes ?? []).flatMap((purpose, index) =>
    Object.hasOwn(policy.purposes, purpose)
      ? []
      : [{ pointer: `/purposes/${index}`, message: 'name a purpose of the policy' }],
  );
  if (!isGated(kind)) return [...foreign, ...unknownPurposes];
  const unknown = (body.categories ?? []).flatMap((category, index) =>
    Object.hasOwn(policy.categories, category)
      ? []
      : [{ pointer: `/categories/${index}`, message: 'name a category of the policy' }],
  );
  return [...foreign, ...unknown];
}
