import * as z from 'zod';
import type { Platform } from '../platform/platform.ts';
import { milliseconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Finding } from './model/finding.ts';
import { weights } from './model/finding.ts';
import type { Sources, Verified } from './verify-region.ts';
import { isComplete, verifyTrail } from './verify-trail.ts';

/** The trails of a deployment, as `lib/audit/trail-verification.ts` names them. */
const trailsVariable = z.object({
  bucket: z.string().min(1),
  account: z.string().regex(/^\d{12}$/),
  homeRegion: z.string().min(1),
  trails: z
    .array(z.object({ name: z.string().min(1), coverage: z.enum(['home-region', 'all-regions']) }))
    .min(1),
});
export type DeployedTrails = z.output<typeof trailsVariable>;

/** @throws ZodError for a defect of the deployment */
export const parseTrails = (text: string): DeployedTrails => trailsVariable.parse(JSON.parse(text));

const hour = 3_600_000;
const day = 24 * hour;

/** CloudTrail writes the digest of an hour within the next one; a late one is no reason for an alarm. */
const writtenWithin = 4 * hour;

/** Age in days at which files are verified: at once, and when a month has passed over them. */
const ages = [0, 30] as const;

/**
 * Verifies the files of one day that were written just now, and those of the same day a month ago. So each
 * file is verified twice, and a run lasts no longer however long the trails are.
 */
export async function verifyRecent(
  sources: Sources,
  { bucket, account, homeRegion, trails }: DeployedTrails,
  { clock, log }: Pick<Platform, 'clock' | 'log'>,
): Promise<{ readonly complete: boolean }> {
  let complete = true;
  for (const age of ages) {
    const to = milliseconds(clock() - writtenWithin - age * day);
    // An hour more than a day: the next run may begin later than this one.
    const period = { from: milliseconds(to - day - hour), to, mayBegin: true };
    for (const { name, coverage } of trails) {
      const verification = { trail: { name, account, homeRegion }, bucket, ...period };
      for await (const verified of verifyTrail(sources, verification, coverage)) {
        complete &&= isComplete(verified);
        report(verified, period, log);
      }
    }
  }
  return { complete };
}

function report(
  verified: Verified,
  { to }: { readonly to: EpochMilliseconds },
  log: Platform['log'],
): void {
  const { trail, region, findings, further, logFiles } = verified;
  const where = { trail, region };
  if (isComplete(verified)) {
    log.info('TRAIL_VERIFIED', { ...where, count: logFiles });
    return;
  }
  const severe = findings.filter(({ kind }) => weights[kind] !== 'note');
  const [first] = severe;
  log.warn('TRAIL_BROKEN', {
    ...where,
    kind: first?.kind ?? 'begins',
    file: first === undefined ? '' : fileOf(first),
    count: severe.length + further,
    outcome: new Date(to).toISOString(),
  });
}

const fileOf = (finding: Finding): string =>
  'place' in finding ? `${finding.place.bucket}/${finding.place.key}` : '';
