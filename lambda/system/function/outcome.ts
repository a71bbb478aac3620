import * as z from 'zod';
import { SystemFaultError, systemErrors } from '../model/faults.ts';

/** What the runtime of AWS Lambda reports where a function did not return. */
const thrown = z.object({ errorType: z.string().optional(), errorMessage: z.string().optional() });
/** What a function throws that knows what is wrong: the code of a fault is the name of the error. */
const named = z.enum(systemErrors);
/** Names that the runtime gives, and their message where there is no name. */
const timedOut = /^Sandbox\.(Init)?Timedout$|Task timed out after/;

/** @returns a fault without a cause: the payload has what the function wrote into its error */
export function faultIn(payload: Uint8Array | undefined): SystemFaultError {
  const { errorType = '', errorMessage = '' } = thrown.safeParse(jsonIn(payload)).data ?? {};
  const code = named.safeParse(errorType);
  if (code.success) return new SystemFaultError(code.data);
  const isLate = timedOut.test(errorType) || timedOut.test(errorMessage);
  return new SystemFaultError(isLate ? 'timed-out' : 'unreachable');
}

/** An hour: the function is only asked again. */
const waiting = z.strictObject({ pollAfterSeconds: z.number().min(1).max(3_600) });

/** Seconds after which a function that is not done yet wants to be asked again. */
export const pauseIn = (payload: Uint8Array): number | undefined =>
  waiting.safeParse(jsonIn(payload)).data?.pollAfterSeconds;

function jsonIn(payload: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(payload ?? []).toString('utf8'));
  } catch {
    return undefined;
  }
}
