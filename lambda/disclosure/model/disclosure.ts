import * as z from 'zod';
import type { Rfc3339 } from '../../value/time.ts';

/** What is stored of one disclosure, encrypted. */
export const disclosureContent = z.object({
  recipient: z.string(),
  purpose: z.string(),
  categories: z.array(z.string()).readonly(),
  /** When the data was given. */
  at: z.string().transform((text) => text as Rfc3339),
  /** By which the recipient knows the data: opaque, from the operator. */
  reference: z.string().optional(),
});
export type Disclosure = z.output<typeof disclosureContent>;

/** How often, since when and until when; RFC 3339. */
export interface DisclosedTimes {
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
}

/** All disclosures of one person to one recipient. */
export interface Disclosed extends DisclosedTimes {
  readonly recipient: string;
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
}

/** Adds one disclosure to what is known: one line per recipient, so that many take no memory. */
export function noteDisclosure(
  known: Map<string, Disclosed>,
  { recipient, purpose, categories, at }: Disclosure,
): void {
  const before = known.get(recipient);
  known.set(recipient, {
    recipient,
    purposes: [...new Set([...(before?.purposes ?? []), purpose])],
    categories: [...new Set([...(before?.categories ?? []), ...categories])],
    count: (before?.count ?? 0) + 1,
    oldest: before !== undefined && before.oldest < at ? before.oldest : at,
    newest: before !== undefined && before.newest > at ? before.newest : at,
  });
}

export const timesOf = ({ count, oldest, newest }: DisclosedTimes): DisclosedTimes => ({
  ...{ count, oldest, newest },
});
