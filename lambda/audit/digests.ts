import { milliseconds } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { inOrder } from './in-order.ts';
import type { PublicKey, StoredDigest } from './model/digest.ts';
import { digestFolder, digestsFrom, parseDigestKey } from './model/place.ts';
import type { DigestName, Trail } from './model/place.ts';
import type { PublicKeys, TrailFiles } from './trail-files.ts';

export interface Period {
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds;
}

/** Digests of one trail in one Region. */
export interface DigestsOf {
  readonly trail: Trail;
  readonly bucket: string;
  readonly region: string;
}

const hour = 3_600_000;
/** The digest before the first hour is read as well, so that consecutive periods are linked. */
const margin = 2 * hour;
const digestsAtATime = 8;

const shifted = (time: EpochMilliseconds, by: number): EpochMilliseconds =>
  milliseconds(Math.max(0, time + by));

interface Listed {
  readonly name: DigestName;
  readonly key: string;
}

async function* listed(
  files: TrailFiles,
  { trail, bucket, region }: DigestsOf,
  after: string,
): AsyncGenerator<Listed> {
  for await (const key of files.keys(bucket, `${digestFolder(trail)}${region}/`, after)) {
    const name = parseDigestKey(trail, region, key);
    if (name !== undefined) yield { name, key };
  }
}

/** The first digest that there is. */
export async function firstDigest(
  files: TrailFiles,
  of: DigestsOf,
): Promise<(DigestName & { readonly key: string }) | undefined> {
  for await (const { name, key } of listed(files, of, '')) {
    if (name.kind === 'hourly') return { ...name, key };
  }
  return undefined;
}

/** The digests of a period with their content, oldest first. */
export async function* digestsIn(
  files: TrailFiles,
  of: DigestsOf,
  { from, to }: Period,
): AsyncGenerator<{ readonly name: DigestName; readonly stored: StoredDigest }> {
  const begin = shifted(from, -margin);
  async function* inPeriod() {
    for await (const each of listed(files, of, digestsFrom(of.trail, of.region, begin))) {
      // Keys sort by day first, so a later day ends the list.
      if (each.name.end > to + 24 * hour) return;
      if (each.name.end > begin && each.name.end < to + hour) yield each;
    }
  }
  const read = inOrder(inPeriod(), digestsAtATime, async ({ name, key }) => ({
    name,
    stored: await files.digest({ bucket: of.bucket, key }),
  }));
  for await (const { name, stored } of read) {
    // Deleted since it was listed: the next digest names it.
    if (stored !== undefined) yield { name, stored };
  }
}

/** The keys with which a digest can be signed. */
export async function keysOf(
  publicKeys: PublicKeys,
  region: string,
  { from, to }: Period,
): Promise<(stored: StoredDigest) => Promise<readonly PublicKey[]>> {
  const ofPeriod = await publicKeys(region, shifted(from, -margin), shifted(to, 2 * margin));
  return async ({ generated }) =>
    // Signed when it was written, which can be long after the hour that it covers.
    generated === undefined || (generated > from && generated < to)
      ? ofPeriod
      : publicKeys(region, shifted(generated, -hour), shifted(generated, hour));
}
