import * as z from 'zod';

/**
 * Denies a function everything, by the one prepared policy on its role. IAM takes "a few minutes"
 * until a change is known everywhere (IAM User Guide, "Changes that I make are not always
 * immediately visible").
 *
 * @throws QuarantineUnavailableError from every method: whether it is done is unknown; repeat it
 */
export interface Quarantine {
  /** Repeating it changes nothing. */
  attach(functionName: string): Promise<void>;
  /** Of a function that is not quarantined it changes nothing. */
  detach(functionName: string): Promise<void>;
}

/** CUSTOS_QUARANTINE_AT: the policy, and the roles that it can be attached to. */
const place = z.object({
  policyArn: z.string().min(1),
  /** With `{function}` for the name of the function. */
  roleName: z.string().includes('{function}'),
  functions: z.array(z.string()),
});
export type QuarantinePlace = z.output<typeof place>;

export const formatQuarantine = (at: QuarantinePlace): string => JSON.stringify(at);
/** @throws ZodError for a defect of the deployment */
export const parseQuarantine = (text: string): QuarantinePlace => place.parse(JSON.parse(text));

export class QuarantineUnavailableError extends Error {
  override readonly name = 'QuarantineUnavailableError';
}
