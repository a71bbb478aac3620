import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { isPaused } from '../model/pause.ts';
import type { ErasurePause } from '../model/pause.ts';
import type { ErasuresView, pauseRoutes } from './routes.ts';
import { peopleInHour, readPause, resumeErasures } from './store.ts';

/** For the privacy team: whether erasures run, and to let them go on. */
export function pauseHandlers(
  deps: Pick<Platform, 'database' | 'policy' | 'clock'>,
): Handlers<typeof pauseRoutes> {
  const { database, policy } = deps;

  async function viewOf(
    pause: ErasurePause | undefined,
    now: EpochMilliseconds,
  ): Promise<ErasuresView> {
    return {
      state: isPaused(pause) ? 'paused' : 'running',
      peoplePerHour: policy.requests.erasure.peoplePerHour,
      people: await peopleInHour(database, now),
      pause: pause && shown(pause),
    };
  }

  return {
    async readErasures({ now }) {
      return answer(200, await viewOf(await readPause(database), now));
    },

    async resumeErasures({ body: { hours }, now }) {
      const outcome = await resumeErasures(deps, hours);
      return outcome.kind === 'resumed'
        ? answer(200, await viewOf(outcome.pause, now))
        : problem('conflict', { detail: 'Erasures are not paused.' });
    },
  };
}

/** A resume before the newest pause says nothing about it. */
const shown = ({
  state,
  pausedAt,
  people,
  limit: peoplePerHour,
  resumedAt,
  resumedUntil,
}: ErasurePause): ErasuresView['pause'] => ({
  ...{ pausedAt, people, peoplePerHour },
  ...(state === 'resumed' && { resumedAt, resumedUntil }),
});
