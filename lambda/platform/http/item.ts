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
