import * as z from 'zod';
import type { Log } from '../../platform/log/log.ts';
import type { Quarantine } from '../../platform/quarantine/quarantine.ts';
import { parseQuarantine } from '../../platform/quarantine/quarantine.ts';

/** What `containment-api` asks of the function that may attach the policy. */
export const quarantineCall = z.strictObject({
  act: z.enum(['check', 'attach', 'detach']),
  function: z.string().max(64),
});
export type QuarantineCall = z.output<typeof quarantineCall>;

/** `unknown`: no function of Custos, or one that is never quarantined. */
export const quarantineResult = z.strictObject({
  outcome: z.enum(['done', 'unknown']),
  functions: z.array(z.string()),
});
export type QuarantineResult = z.output<typeof quarantineResult>;

export type CallQuarantine = (call: QuarantineCall) => Promise<QuarantineResult>;

/**
 * Attaches or detaches, of the functions that it knows. `check` changes nothing.
 *
 * @throws QuarantineUnavailableError
 */
export const quarantineHandler =
  (deps: { readonly quarantine: Quarantine; readonly at: string; readonly log: Log }) =>
  async (event: unknown): Promise<QuarantineResult> => {
    const { act, function: name } = quarantineCall.parse(event);
    const { functions } = parseQuarantine(deps.at);
    if (!functions.includes(name)) return { outcome: 'unknown', functions };
    try {
      if (act !== 'check') await deps.quarantine[act](name);
    } catch (error) {
      deps.log.error('FAILED', error, { kind: act });
      throw error;
    }
    return { outcome: 'done', functions };
  };
