import type { EpochMilliseconds } from '../value/time.ts';
import { addPeriod } from './periods.ts';
import type { Policy } from './schema.ts';

interface Computed {
  readonly of: Pick<Policy, 'evidence' | 'controller'>;
  readonly from: EpochMilliseconds;
  readonly end: EpochMilliseconds;
}
let latest: Computed | undefined;

/**
 * Until when the proof of how requests were answered is kept, and with it what a person can look up of
 * what was done with their data (11 CCR 7101). One call may ask for it 200 times for one moment, so the
 * latest answer is remembered: arithmetic in a time zone takes a fifth of a millisecond.
 */
export function requestEvidenceEnd(
  policy: Pick<Policy, 'evidence' | 'controller'>,
  from: EpochMilliseconds,
): EpochMilliseconds {
  if (latest?.of === policy && latest.from === from) return latest.end;
  const { evidence, controller } = policy;
  const end = addPeriod(from, evidence.request.retention, controller.timeZone);
  latest = { of: policy, from, end };
  return end;
}
