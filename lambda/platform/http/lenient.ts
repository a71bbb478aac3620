import * as z from 'zod';
import type { Input } from './input.ts';
import { parse } from './input.ts';
import type { ProblemDetail } from './problem.ts';

type Body = Readonly<Record<string, unknown>>;

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRefusedOrWithdrawn = ({ state }: Body): boolean =>
  state === 'refused' || state === 'withdrawn';

/**
 * Refusing and withdrawing is as easy as giving consent (GDPR Art. 7(3)), so neither is rejected
 * for an invalid optional field: invalid and unknown fields of a refusal are dropped. A consent is
 * validated in full.
 *
 * @param needed fields that a refusal must have: without them its meaning is unknown
 */
export function dropsInvalidFields<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  needed: readonly (keyof Shape & string)[],
  isRefusal: (body: Body) => boolean = isRefusedOrWithdrawn,
) {
  const fields: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const isValid = (name: string, value: unknown): boolean => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field !== undefined && z.safeParse(field, value).success;
  };
  /** `null` for an optional field. */
  const isUnsaid = (name: string, value: unknown): boolean =>
    value === null && isValid(name, undefined);
  return z.preprocess((body) => {
    if (!isBody(body) || !isRefusal(body)) return body;
    const known = Object.entries(body).filter(
      ([name, value]) => (needed.includes(name) && !isUnsaid(name, value)) || isValid(name, value),
    );
    return Object.fromEntries(
      known.map(([name, value]) => [name, name === 'subject' ? named(value) : value]),
    );
  }, schema);
}

/** The valid part of a body, and the errors of the fields that were left out of a refusal. */
export type Lenient<Value> = Input<Value> & { readonly left?: readonly ProblemDetail[] };

/**
 * Like `dropsInvalidFields`, for a body whose fields are independent choices: errors of fields
 * that were left out are reported, because the person chose them as well.
 */
export const leavesOutInvalidFields = <Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  isRefusal: (body: Body) => boolean,
) =>
  z.preprocess(
    required,
    schema
      .transform((value): Lenient<typeof value> => ({ kind: 'valid', value }))
      // Called without input when the contract is generated, which has no default here.
      .catch((failed?: { readonly value: unknown }): Lenient<z.output<z.ZodObject<Shape>>> => {
        const whole = parse(schema, failed?.value);
        if (whole.kind === 'valid' || !isBody(failed?.value)) return whole;
        const fields = Object.entries(failed.value).map(([name, value]) => ({
          ...{ name, value },
          alone: parse(schema, { [name]: value }),
        }));
        const valid = fields.filter(({ alone }) => alone.kind === 'valid');
        const read = parse(
          schema,
          Object.fromEntries(valid.map(({ name, value }) => [name, value])),
        );
        if (read.kind === 'invalid' || !isRefusal(read.value)) return whole;
        return { ...read, left: whole.errors };
      }),
  );

// `catch` would accept a missing body.
function required(body: unknown, context: z.RefinementCtx): unknown {
  if (body === undefined) context.addIssue({ code: 'custom', message: 'this field is required' });
  return body;
}

/**
 * The identifier without fields that its type does not have: e-mail addresses and telephone numbers
 * have no issuer.
 */
function named(subject: unknown): unknown {
  if (!isBody(subject)) return subject;
  const { type, value, issuer } = subject;
  const hasIssuer = type !== 'email' && type !== 'phone' && issuer !== undefined && issuer !== null;
  return { type, value, ...(hasIssuer && { issuer }) };
}
