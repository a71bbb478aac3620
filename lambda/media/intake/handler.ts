import type { Context } from 'aws-lambda';
import { openPlatform } from '../../platform/platform.ts';
import { openConsents } from '../../consent/consents.ts';
import { openRecords } from '../../record/store.ts';
import { openSubjects } from '../../subject/store.ts';
import { mediaIntake } from '../needs.ts';
import { uploadEvent } from './event.ts';
import { takeUpload } from './intake.ts';

const platform = openPlatform(mediaIntake);
const { database, keyring, subjectKeys, media, policy, clock, log, environment } = platform;
const deps = {
  ...{ database, keyring, subjectKeys, media, policy, clock, log },
  subjects: openSubjects(platform),
  consents: openConsents(platform),
  records: openRecords(platform),
  // Without a word on it nothing is kept that was not scanned.
  scan: environment.CUSTOS_MALWARE_SCAN ?? 'required',
} as const;

/**
 * Left to delete what was written so far, and to end with an error that has a name; half of the time
 * where a stage gives less.
 */
const reserveMilliseconds = 20_000;

/** Called by EventBridge: see `uploadEvent`. It is called again when it fails, and with the same event. */
export const handler = async (event: unknown, context: Context): Promise<void> => {
  const recordId = uploadEvent.parse(event);
  if (recordId === undefined) return;
  const remaining = context.getRemainingTimeInMillis();
  const time = Math.max(remaining - reserveMilliseconds, remaining / 2);
  await takeUpload(deps, recordId, AbortSignal.timeout(time));
};
