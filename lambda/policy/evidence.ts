import type { EpochMilliseconds } from '../value/time.ts';
import { addPeriod } from './periods.ts';
import type { Policy } from './schema.ts';

/**
 * Until when the proof of how requests were answered is kept, and with it what a person can look up of
 * what was done with their data (11 CCR 7101).
 */
export const requestEvidenceEnd = (
  { evidence, controller }: Pick<Policy, 'evidence' | 'controller'>,
  from: EpochMilliseconds,
): EpochMilliseconds => addPeriod(from, evidence.request.retention, controller.timeZone);
