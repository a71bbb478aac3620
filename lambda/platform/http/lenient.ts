import * as z from 'zod';

type Body = Readonly<Record<string, unknown>>;

const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const saysNo = ({ state }: Body): boolean => state === 'refused' || state === 'withdrawn';

/**
 * Refusing and withdrawing is as easy as giving (GDPR Art. 7(3)) and is never turned down for what
 * comes with it: a field that a refusal does not need is dropped where it does not fit, and so is one
 * that the contract does not know. A consent is held to the whole contract.
 *
 * @param needed fields without which nobody knows what is refused
 */
export function dropsWhatDoesNotFit<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  needed: readonly (keyof Shape & string)[],
  isRefusal: (body: Body) => boolean = saysNo,
) {
  const fields: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const fits = (name: string, value: unknown): boolean => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field !== undefined && z.safeParse(field, value).success;
  };
  /** `null` for what may be left out. */
  const isUnsaid = (name: string, value: unknown): boolean =>
    value === null && fits(name, undefined);
  return z.preprocess((body) => {
    if (!isBody(body) || !isRefusal(body)) return body;
    const kept = Object.entries(body).filter(
      ([name, value]) => (needed.includes(name) && !isUnsaid(name, value)) || fits(name, value),
    );
    return Object.fromEntries(
      kept.map(([name, value]) => [name, name === 'subject' ? named(value) : value]),
    );
  }, schema);
}

/** Who is meant, without what does not name them: addresses and telephone numbers have no issuer. */
function named(subject: unknown): unknown {
  if (!isBody(subject)) return subject;
  const { type, value, issuer } = subject;
  const hasIssuer = type !== 'email' && type !== 'phone' && issuer !== undefined && issuer !== null;
  return { type, value, ...(hasIssuer && { issuer }) };
}
