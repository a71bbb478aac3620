import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

/**
 * Temporary faults. Recognized by name, so that no bundle contains an adapter for its error class.
 */
const passing: ReadonlySet<string> = new Set([
  'StoreUnavailableError',
  'KeyringUnavailableError',
  'ObjectsUnavailableError',
  'WorkflowUnavailableError',
  'FunctionUnavailableError',
]);

/** The only place that turns a fault into a problem; the error is logged, never returned. */
export function problemOfFault(fault: unknown): Problem {
  return fault instanceof Error && passing.has(fault.name)
    ? problem('temporarily-unavailable', { headers: { 'retry-after': '5' } })
    : problem('internal-error');
}
