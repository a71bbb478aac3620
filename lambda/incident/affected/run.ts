import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { entry } from '../../ledger/store.ts';
import type { Log } from '../../platform/log/log.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import type { Policy } from '../../policy/schema.ts';
import { toRfc3339 } from '../../value/time.ts';
import { system } from '../actor.ts';
import type { AffectedJob } from '../model/affected.ts';
import { timelineEvent } from '../timeline.ts';
import { countPage, isCounted, startOfCount } from './count.ts';
import type { CountPlace } from './count.ts';
import type { JobName, Jobs } from './jobs.ts';
import type { PeopleDependencies } from './people.ts';
import { isSearched, searchPage, startOfSearch } from './search.ts';
import type { SearchPlace } from './search.ts';

export interface AffectedDependencies extends PeopleDependencies {
  readonly policy: Policy;
  readonly jobs: Jobs;
  readonly log: Log;
  /** How long one step works before its checkpoint. */
  readonly stepMilliseconds: number;
}

/** The index follows the rows within moments; nothing bounds how many. */
const settleSeconds = 10;
const workflow = 'affected-people';

export interface Found {
  readonly kind: 'found' | 'unknown-job';
}

/**
 * Finds the people affected by an incident, then counts them. Memory is flat: a step holds one page.
 * A crash loses one step, which is done again: who is there already is added once.
 *
 * @throws whatever a step could not get over, once the search is marked as failed
 */
export async function findAffected(
  deps: AffectedDependencies,
  context: DurableContext,
  name: JobName,
): Promise<Found> {
  const { jobs, log } = deps;
  const step = stepsOf(context, { workflow, log });
  try {
    const unknown = await step('begin', async () => (await jobs.get(name))?.unknown);
    if (unknown === undefined) return { kind: 'unknown-job' };
    let place = startOfSearch(unknown);
    for (let done = false, pages = 1; !done; pages += 1) {
      ({ place, done } = await step(`search-${pages}`, () => searchStep(deps, name, place)));
    }
    await context.wait('settle', { seconds: settleSeconds });
    const countedFrom = await step('count', () => Promise.resolve(toRfc3339(deps.clock())));
    let counted = startOfCount;
    for (let pages = 1; !isCounted(counted); pages += 1) {
      counted = await step(`count-${pages}`, () => countStep(deps, name, counted));
    }
    await step('conclude', () => conclude(deps, name, { place, counted, countedFrom }));
    log.info('WORKFLOW_ENDED', { workflow, count: counted.mine });
    return { kind: 'found' };
  } catch (error) {
    log.error('FAILED', error, { workflow });
    await step('fail', () => jobs.change(name, { state: 'failed' }));
    // Executions that fail raise the alarm; one that returned would not.
    throw error;
  }
}

async function searchStep(
  deps: AffectedDependencies,
  name: JobName,
  from: SearchPlace,
): Promise<{ readonly place: SearchPlace; readonly done: boolean }> {
  const job = await deps.jobs.get(name);
  if (job === undefined) return { place: from, done: true };
  const end = performance.now() + deps.stepMilliseconds;
  let place = from;
  do place = await searchPage(deps, job, place);
  while (!isSearched(job.scope, place) && performance.now() < end);
  const { seen, erased, erasedHere, unknown, how } = place;
  await deps.jobs.change(name, { seen, unknown, how, erased: Math.max(erased, erasedHere) });
  deps.log.info('WORKFLOW_STEP', { workflow, count: seen });
  return { place, done: isSearched(job.scope, place) };
}

async function countStep(
  deps: AffectedDependencies,
  name: JobName,
  from: CountPlace,
): Promise<CountPlace> {
  const end = performance.now() + deps.stepMilliseconds;
  let place = from;
  do place = await countPage(deps, name, place);
  while (!isCounted(place) && performance.now() < end);
  await deps.jobs.change(name, { people: place.mine });
  deps.log.info('WORKFLOW_STEP', { workflow, count: place.people });
  return place;
}

async function conclude(
  deps: AffectedDependencies,
  name: JobName,
  {
    place: { seen, erased, unknown, how },
    counted: { people, mine, byJurisdiction },
    countedFrom,
  }: {
    readonly place: SearchPlace;
    readonly counted: CountPlace;
    readonly countedFrom: AffectedJob['startedAt'];
  },
): Promise<void> {
  const { incidentId } = name;
  const job = await deps.jobs.get(name);
  if (job === undefined) return;
  const { by } = job.scope;
  const codes = { by, people: mine, unknown };
  await deps.jobs.change(
    name,
    {
      ...{ state: 'done', endedAt: toRfc3339(deps.clock()), countedFrom },
      ...{ seen, erased, unknown, how, people: mine, total: { people, byJurisdiction } },
      // They are in affected-people now, where an erasure finds them.
      ...(by === 'subjects' && { scope: { by, subjectIds: [] } }),
    },
    async () => [
      timelineEvent(deps, incidentId, 'affected-counted', codes, system),
      await entry({ policy: deps.policy, clock: deps.clock }, 'incident.affected-counted', {
        incidentId,
        ...codes,
      }),
    ],
  );
}
