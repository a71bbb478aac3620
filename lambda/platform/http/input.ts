import type * as z from 'zod';
import { remedyOfFormat } from './formats.ts';
import { pointerOf } from './pointer.ts';
import type { ProblemDetail } from './problem.ts';

const maximumErrors = 20;

export type Input<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'invalid'; readonly errors: readonly ProblemDetail[] };

/** Validates a value against a schema of the contract; returns what to change and where. */
export function parse<Value>(schema: z.ZodType<Value>, value: unknown, prefix = ''): Input<Value> {
  const parsed = schema.safeParse(value, { error: remedyOf });
  if (parsed.success) return { kind: 'valid', value: parsed.data };
  const errors = parsed.error.issues.flatMap((issue) => detailsOf(issue, [], prefix));
  return { kind: 'invalid', errors: errors.slice(0, maximumErrors) };
}

function detailsOf(
  issue: z.core.$ZodIssue,
  parents: readonly PropertyKey[],
  prefix: string,
): ProblemDetail[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...path, key], prefix),
      message: 'remove this field, or the unknown field in it: the contract does not know it',
    }));
  }
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((form) => !isOfAnotherType(form));
    const closest = meant.toSorted((one, other) => farness(one) - farness(other))[0];
    if (closest !== undefined && closest.length > 0) {
      return closest.flatMap((inner) => detailsOf(inner, path, prefix));
    }
  }
  return [{ pointer: pointerOf(path, prefix), message: issue.message }];
}

/** Not even its type fits, so that no field of it explains what is wrong. */
const isOfAnotherType = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.some(
    ({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'),
  );

// Of several forms, the one whose own fields are present is meant, even if they are invalid.
const farness = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.filter(({ path }) => path.length <= 1).length + issues.length / 1e6;

// zod's own messages may repeat input, so these replace them; a message in a schema takes
// precedence.
function remedyOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'this field is required'
        : `send ${kindOf(issue.expected)}`;
    case 'invalid_value':
      return `send one of: ${issue.values.slice(0, 40).map(String).join(', ')}`;
    case 'too_small':
      return `send at least ${amountOf(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `send at most ${amountOf(issue.maximum, issue.origin)}`;
    case 'invalid_format':
      return remedyOfFormat(issue);
    case 'invalid_union':
      return formsOf(issue);
    case 'not_multiple_of':
      return `send a multiple of ${String(issue.divisor)}`;
    default:
      return 'send a value that the contract allows';
  }
}

/** The values of the field that decides about the form, or what each form asks for. */
function formsOf(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>): string {
  if (issue.input === undefined) return 'this field is required';
  if (Array.isArray(issue.options)) return `send one of: ${issue.options.join(', ')}`;
  return [...new Set(issue.errors.flatMap(([first]) => first?.message ?? []))].join(', or ');
}

function kindOf(expected: string): string {
  switch (expected) {
    case 'string':
      return 'text';
    case 'int':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'an object';
    default:
      return 'a value that the contract allows';
  }
}

function amountOf(amount: number | bigint, origin: string): string {
  if (origin === 'string') return `${amount} character${amount === 1 ? '' : 's'}`;
  if (origin === 'array' || origin === 'set') return `${amount} item${amount === 1 ? '' : 's'}`;
  return String(amount);
}
