import * as z from 'zod';

/** What a release of the pages consists of, as it is in the code of the function. */
export const manifest = z.array(
  z.object({
    /** Key in the bucket. */
    key: z.string().min(1),
    contentType: z.string(),
    cacheControl: z.string(),
    /** Whether its name has a hash of what it holds: the same name is never another file. */
    hashed: z.boolean(),
  }),
);

/** One release, by its hashed files. */
const release = z.object({ at: z.iso.datetime(), hashed: z.array(z.string()) });
export type Release = z.output<typeof release>;

/** Newest first. */
export const releases = z.array(release);

/** A page that is open for longer is loaded again. */
const openDays = 30;

/**
 * Releases whose files stay: the new one, and those that people could open in the last 30 days. A page
 * that is open asks for the files of its own release.
 *
 * @param earlier newest first
 */
export function releasesThatStay(
  now: Release,
  earlier: readonly Release[],
): readonly [Release, ...Release[]] {
  const horizon = Date.parse(now.at) - openDays * 86_400_000;
  const all = [now, ...earlier];
  return [now, ...earlier.filter((_, index) => Date.parse(all[index]?.at ?? '') >= horizon)];
}

/** Keys in the bucket that belong to none of the releases. */
export const leftovers = (
  present: readonly string[],
  files: readonly string[],
  staying: readonly Release[],
): readonly string[] => {
  const wanted = new Set([...files, ...staying.flatMap(({ hashed }) => hashed)]);
  return present.filter((key) => !wanted.has(key));
};
