import type { Platform } from '../platform/platform.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Requests } from '../request/store.ts';
import type { CarryingOut } from './carry-out.ts';
import { carryOutCorrections } from './carry-out.ts';

const pageSize = 100;

/**
 * Goes on with corrections that a call did not finish: it was interrupted, or had more records than
 * one call changes. One request that fails holds up no other.
 *
 * @throws StoreUnavailableError when the queue cannot be read
 */
export async function sweepCorrections(
  deps: CarryingOut & Pick<Platform, 'log'>,
  requests: Requests,
  until: EpochMilliseconds,
): Promise<{ readonly handled: number; readonly failed: number }> {
  let handled = 0;
  let failed = 0;
  const goesOn = (): boolean => deps.clock() < until;
  for (const requestId of await requests.needingAttention(deps.clock(), pageSize, 'corrections')) {
    if (!goesOn()) break;
    try {
      await carryOutCorrections(deps, requests, requestId, goesOn);
      handled += 1;
    } catch (error) {
      failed += 1;
      deps.log.error('FAILED', error);
    }
  }
  deps.log.info('SWEEP_ENDED', { count: handled });
  return { handled, failed };
}
