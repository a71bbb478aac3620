import * as z from 'zod';
import { seconds } from '../../value/time.ts';

/** Sort keys of the counts of a person, and what is under them. Days are UTC. */
export const totalOf = (category: string): string => `total#${category}`;
export const collected = (category: string, day = ''): string => `day#${category}#${day}`;

/**
 * What is counted by UTC day for a person to look up: records that retention deleted and that were
 * stored, by category; uses that were permitted, and texts that were restored, by purpose.
 */
export const dailyCounts = ['ended', 'stored', 'used', 'restored'] as const;
export type DailyCount = (typeof dailyCounts)[number];
export const daily = (count: DailyCount, day: string, of: string): string =>
  `${count}#${day}#${of}`;

export const countRow = z.object({
  subjectId: z.string(),
  bucket: z.string(),
  count: z.int(),
  version: z.int(),
  expiresAt: z.int().transform(seconds).optional(),
});
export type CountRow = z.output<typeof countRow>;

/** Every bucket that begins so. */
export const beginning = (prefix: string): readonly [string, string, string] => [
  'bucket',
  prefix,
  `${prefix}~`,
];
