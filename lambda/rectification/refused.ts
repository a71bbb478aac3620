import type { Correction } from '../request/model/correction.ts';
import { correctionGrounds } from '../request/model/correction-grounds.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import type { RefusalGround } from '../request/model/refusals.ts';

/** Every correction of a request that is denied as a whole is refused on its ground. */
export const refusedOn =
  (ground: RefusalGround, now: EpochMilliseconds) =>
  (correction: Correction): Correction => {
    const at = toRfc3339(now);
    const known = correctionGrounds.find((one) => one === ground);
    return { ...correction, decision: 'refuse', ground: known, decidedAt: at, doneAt: at };
  };
