import { inOrder } from './in-order.ts';
import { weights } from './model/finding.ts';
import { digestFolder } from './model/place.ts';
import type { Trail } from './model/place.ts';
import { verifyRegion } from './verify-region.ts';
import type { Progress, Sources, Verification, Verified } from './verify-region.ts';

const regionsAtATime = 4;

/** Where a trail records. */
export type Coverage =
  /** Only the Region that it was created in. */
  | 'home-region'
  /** Every Region, with the events of global services. */
  | 'all-regions';

export const isComplete = ({ findings, further }: Verified): boolean =>
  further === 0 && findings.every(({ kind }) => weights[kind] === 'note');

/** Verifies a trail in every Region that has digests of it, and in those that must have some. */
export async function* verifyTrail(
  sources: Sources,
  verification: Verification,
  coverage: Coverage,
  progress: (region: string) => Progress = () => () => undefined,
): AsyncGenerator<Verified> {
  const { trail, bucket } = verification;
  const required = requiredRegions(trail, coverage);
  const others =
    coverage === 'home-region'
      ? []
      : (await sources.files.folders(bucket, digestFolder(trail))).filter(
          (region) => !required.includes(region),
        );
  const verified = inOrder([...required, ...others], regionsAtATime, (region) =>
    verifyRegion(sources, verification, region, progress(region)),
  );
  for await (const each of verified) {
    if (required.includes(each.region) || !isOfAnotherTrail(each)) yield each;
  }
}

/** A folder that only another trail has written to. */
const isOfAnotherTrail = ({ findings }: Verified): boolean =>
  findings.some(({ kind }) => kind === 'no-digests');

function requiredRegions({ homeRegion }: Trail, coverage: Coverage): readonly string[] {
  return coverage === 'all-regions'
    ? [...new Set([homeRegion, globalRegion(homeRegion)])]
    : [homeRegion];
}

/** Where the partition of a Region records IAM and other services that have no Region. */
function globalRegion(region: string): string {
  if (region.startsWith('cn-')) return 'cn-north-1';
  return region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1';
}
