import * as z from 'zod';
import { withheldClass } from '../../record/model/record.ts';
import { milliseconds, parseRfc3339 } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';

/*
 * What an erasure leaves on a ground ends at different times, and each key class at its own: GDPR Art.
 * 5(1)(e) lets nothing stay because something else does.
 */

/** Class of what is retained to show how a request was answered. */
export const requestEvidence = 'request-evidence';
/** Evidence that survives an erasure by itself; everything else that is withheld are records. */
export const evidenceCategories = ['consent-evidence', requestEvidence] as const;

export const isEvidence = (category: string): boolean =>
  evidenceCategories.some((evidence) => evidence === category);

/** What an erasure keeps, as the row of the request and the answer have it. */
export const withheldItem = z
  .strictObject({
    category: z
      .string()
      .describe('A category of the policy, `consent-evidence` or `request-evidence`.'),
    count: z.int().nonnegative(),
    ground: z.string(),
    reference: z.string(),
    /** Absent for what a legal hold keeps: no one knows when a hold ends. */
    until: z.iso.datetime().optional(),
  })
  .meta({
    id: 'WithheldItem',
    description: 'What erasure keeps, on which ground, until when.',
  });
export type WithheldItem = z.output<typeof withheldItem>;

type Exempt = Pick<WithheldItem, 'category' | 'ground' | 'until'>;

export const keyClassOf = ({ category, ground }: Exempt): string =>
  isEvidence(category) ? category : withheldClass(ground);

const endOf = ({ until = '' }: Exempt): number => parseRfc3339(until) ?? Infinity;

/** When the last of these ends; undefined while a hold keeps one, or when there are none. */
export function lastEnd(exempt: readonly Exempt[]): EpochMilliseconds | undefined {
  const end = Math.max(...exempt.map(endOf));
  return Number.isFinite(end) ? milliseconds(end) : undefined;
}

/** What has not ended by then. */
export const stillExempt = <Item extends Exempt>(
  exempt: readonly Item[],
  at: EpochMilliseconds,
): Item[] => exempt.filter((item) => endOf(item) > at);

/** When the next key class ends: with the last thing that is encrypted under it. */
export function nextClassEnd(
  exempt: readonly Exempt[],
  after: EpochMilliseconds,
): EpochMilliseconds | undefined {
  const classes = [...Map.groupBy(exempt, keyClassOf).values()];
  const ends = classes.flatMap((items) => lastEnd(items) ?? []).filter((end) => end > after);
  return ends.length === 0 ? undefined : milliseconds(Math.min(...ends));
}
