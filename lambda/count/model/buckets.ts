import * as z from 'zod';
import { seconds } from '../../value/time.ts';

/**
 * What is counted by UTC day for a person to look up: records that retention deleted and that were
 * stored, by category; uses that were permitted, and texts that were restored, by purpose.
 */
export const dailyCounts = ['ended', 'stored', 'used', 'restored'] as const;
export type DailyCount = (typeof dailyCounts)[number];

/** Sort keys of what is counted by a call rather than from the stream of records. */
export type CalledCount = Extract<DailyCount, 'used' | 'restored'>;
export const daily = (count: CalledCount, day: string, of: string): string =>
  `${count}#${day}#${of}`;

export const dailyRow = z.object({
  bucket: z.string(),
  count: z.int(),
  expiresAt: z.int().transform(seconds),
});
