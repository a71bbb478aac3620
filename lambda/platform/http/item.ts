import type * as z from 'zod';
import type { Input } from './input.ts';
import { parse } from './input.ts';
import type { Problem, ProblemDetail } from './problem.ts';
import { problem, problems } from './problem.ts';

/** One item of a batch, or why it is invalid; its pointers begin at the item. */
export type BatchItem<Value> = Input<Value>;

/**
 * An item that is validated on its own: an invalid one is rejected without the others. The contract
 * shows `schema`.
 */
export const itemField = <Value>(schema: z.ZodType<Value>) =>
  schema
    .transform((value): BatchItem<Value> => ({ kind: 'valid', value }))
    // Called without input when the contract is generated, which has no default here.
    .catch((failed?: { readonly value: unknown }) => parse(schema, failed?.value));

/**
 * A rule for a body that is one item, or `items` and nothing beside it. One shape with a rule instead of a
 * union: a union could not say which field is missing.
 *
 * @param names fields that one item has
 * @param optionalNames fields that it can have
 */
export const oneOrItems =
  <Name extends string>(names: readonly Name[], optionalNames: readonly Name[]) =>
  (
    value: { readonly items?: unknown } & Readonly<Partial<Record<Name, unknown>>>,
    context: z.RefinementCtx,
  ): void => {
    const isSeveral = value.items !== undefined;
    const complain = (name: Name, message: string): void => {
      context.addIssue({ code: 'custom', path: [name], message });
    };
    for (const name of isSeveral ? [...names, ...optionalNames] : []) {
      if (value[name] !== undefined)
        complain(name, 'remove this field, or send it without `items`');
    }
    for (const name of isSeveral ? [] : names) {
      if (value[name] === undefined)
        complain(name, 'this field is required, unless `items` is sent');
    }
  };

/** The valid items, each with its place in the batch. */
export const validItems = <Value>(
  items: readonly BatchItem<Value>[],
): readonly { readonly value: Value; readonly place: number }[] =>
  items.flatMap((item, place) => (item.kind === 'valid' ? [{ value: item.value, place }] : []));

/**
 * The response for each item.
 *
 * @param outcomes of the valid items, in their order
 */
export function inPlace<Value, Outcome>(
  items: readonly BatchItem<Value>[],
  outcomes: readonly Outcome[],
): (Outcome | ReturnType<typeof itemProblem>)[] {
  const next = outcomes.values();
  return items.map((item, place) => {
    if (item.kind === 'invalid') return invalidItem(item.errors, place);
    const { value, done } = next.next();
    if (done) throw new TypeError('every valid item has an outcome');
    return value;
  });
}

const invalidItem = (errors: readonly ProblemDetail[], place: number) =>
  itemProblem(
    problem('invalid-input', {
      errors: errors.map(({ pointer, message }) => ({
        pointer: `/items/${place}${pointer}`,
        message,
      })),
    }),
  );

/** A problem document instead of an item. */
export function itemProblem({ slug, detail, errors }: Problem) {
  const { status, title } = problems[slug];
  const type = `urn:custos:problem:${slug}`;
  return {
    status,
    problem: { type, title, status, ...(detail && { detail }), errors },
  };
}
