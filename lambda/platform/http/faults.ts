import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

/** Faults that pass by themselves. Told by name, so that no bundle holds an adapter for its error. */
const passing: ReadonlySet<string> = new Set([
  'StoreUnavailableError',
  'KeyringUnavailableError',
  'ObjectsUnavailableError',
  'WorkflowUnavailableError',
]);

/** The one place that turns a fault into a problem; what was thrown is logged, never shown. */
export function problemOfFault(fault: unknown): Problem {
  return fault instanceof Error && passing.has(fault.name)
    ? problem('temporarily-unavailable', { headers: { 'retry-after': '5' } })
    : problem('internal-error');
}
