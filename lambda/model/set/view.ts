import type { EpochMilliseconds } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { TrainingSetView } from './contract.ts';
import type { AnonymityDemand, SetState, TrainingSet, TrainingShard } from './training-set.ts';

export interface Link {
  readonly url: string;
  readonly expiresAt: EpochMilliseconds;
}

/** @param state as it is now, whatever is stored */
export const viewOfSet = (
  set: TrainingSet,
  state: SetState,
  shards: readonly TrainingShard[],
  manifest: Link | undefined,
): TrainingSetView => {
  const { setId, purpose, categories, from, to, policyVersion, requestedAt, builtAt } = set;
  const { anonymity, left, people, counts, excludedBy, failingGroups, manifestSha256, merkleRoot } =
    set;
  return {
    ...{ trainingSetId: setId, state, purpose, categories: [...categories], from, to },
    ...{ policyVersion, requestedAt, builtAt, expiresAt: set.endsAt },
    ...{ people, counts: { ...counts }, excludedBy: { ...excludedBy }, failingGroups },
    ...(anonymity && { anonymity: demandOf(anonymity) }),
    left: { ...left },
    ...{ manifestSha256, merkleRoot },
    manifest: manifest && { url: manifest.url, expiresAt: toRfc3339(manifest.expiresAt) },
    shards: shards.flatMap(({ number, rows, left = 0, sha256 }) =>
      sha256 === undefined
        ? []
        : [
            {
              number,
              url: `/v1/training-shards/${setId}/${number}`,
              sha256,
              rows: rows - left,
            },
          ],
    ),
  };
};

/** As it was asked for: `sensitive` with `l` alone. */
const demandOf = ({ quasi, k, sensitive, l }: AnonymityDemand) => ({
  ...{ quasi: [...quasi], k },
  ...(l !== undefined && { sensitive: [...sensitive], l }),
});
