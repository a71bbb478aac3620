import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { expect } from 'vitest';
import { closePeriod } from '../../../lambda/aggregate/closing/run.ts';
import { measurementHandlers } from '../../../lambda/aggregate/measurement/api.ts';
import { measurementRoutes } from '../../../lambda/aggregate/measurement/routes.ts';
import { aggregateClose, measurementApi } from '../../../lambda/aggregate/needs.ts';
import { readRelease } from '../../../lambda/aggregate/release-store.ts';
import { contributions } from '../../../lambda/aggregate/table.ts';
import { openConsents } from '../../../lambda/consent/consents.ts';
import { consentStates } from '../../../lambda/consent/table.ts';
import { deleteRows } from '../../../lambda/erasure/delete-rows.ts';
import { modelHandlers } from '../../../lambda/model/register/api.ts';
import { modelApi } from '../../../lambda/model/register/needs.ts';
import { modelRoutes } from '../../../lambda/model/register/routes.ts';
import { departErased, departPerson } from '../../../lambda/model/set/departure/departures.ts';
import { linesOf } from '../../../lambda/model/set/line.ts';
import { trainingSetBuild } from '../../../lambda/model/set/needs.ts';
import { buildSet } from '../../../lambda/model/set/run.ts';
import { openSets } from '../../../lambda/model/set/store.ts';
import { trainingRows } from '../../../lambda/model/set/table.ts';
import type { Database } from '../../../lambda/platform/dynamo/database.ts';
import type { FunctionFacts } from '../../../lambda/platform/environment.ts';
import { createApp } from '../../../lambda/platform/http/app.ts';
import { openSubjectKeys } from '../../../lambda/platform/keyring/subject-keys.ts';
import { periodOf, spanOf } from '../../../lambda/policy/report-periods.ts';
import type { PeriodName } from '../../../lambda/policy/report-periods.ts';
import { subjects } from '../../../lambda/subject/table.ts';
import type { RecordId, TrainingSetId } from '../../../lambda/value/ids.ts';
import { boundTo } from '../../record/record-fixture.ts';
import { set as setSubject } from '../../retention/sweeping.ts';
import { assistant } from '../../record/calls.ts';
import { call, justSignedIn } from '../../support/call.ts';
import { openDeparting } from '../set/departing.ts';
import type { Departing } from '../set/departing.ts';
import type { SetFixture, Trainee } from '../set/set-fixture.ts';
import { newModel, steward } from '../register-fixture.ts';
import type { LearningEvent } from './events.ts';
import { peopleCount } from './events.ts';
import type { PacedJob } from './paced-job.ts';
import { startPaced } from './paced-job.ts';

export const system = 'interleaved';
const dayMilliseconds = 86_400_000;

interface Member extends Trainee {
  /** One bit of the sum of a release says whether they were counted. */
  readonly bit: number;
  readonly permits: Record<'training' | 'aggregates', boolean>;
  restricted: boolean;
  erased: boolean;
  /** They could always be counted. */
  wasAlwaysCountable: boolean;
}

interface Closing {
  readonly jobs: PacedJob[];
  /** Said no before anyone asked about them, and have not said yes since. */
  readonly barred: Set<Member>;
}

interface TrackedSet {
  readonly setId: TrainingSetId;
  readonly job: PacedJob;
  readonly requestedAt: number;
  /** Said no before the set had a row of theirs, and have not said yes since. */
  readonly barred: Set<Member>;
  /** Did not permit at some time since the build began. */
  readonly doubted: Set<Member>;
  /** What a trainer has read, and which ids they have to drop. */
  readonly read: Set<RecordId>;
  readonly dropped: Set<RecordId>;
  since?: string;
  model?: 'trained' | 'approved';
}

export interface World {
  readonly fixture: SetFixture;
  readonly departing: Departing;
  /** Of this story alone, so that its periods are. */
  readonly measure: string;
  readonly people: readonly Member[];
  readonly measured: Map<PeriodName, Set<Member>>;
  readonly closings: Map<PeriodName, Closing>;
  readonly sets: TrackedSet[];
  readonly jobs: PacedJob[];
  /** What happened, and how often: a test that nothing happens in shows nothing. */
  readonly reached: Map<string, number>;
}

export const isPermitted = (member: Member, purpose: 'training' | 'aggregates'): boolean =>
  member.permits[purpose] && !member.restricted && !member.erased;

export async function openWorld(
  fixture: SetFixture,
  measure: string,
  reached: World['reached'],
): Promise<World> {
  const people = await Promise.all(
    Array.from({ length: peopleCount }, async (_, place): Promise<Member> => {
      const contents = Array.from({ length: 1 + (place % 2) }, (_each, index) => ({ index }));
      return {
        ...(await fixture.trainee(contents)),
        bit: 2 ** place,
        permits: { training: true, aggregates: true },
        ...{ restricted: false, erased: false, wasAlwaysCountable: true },
      };
    }),
  );
  return {
    ...{ fixture, measure, people, reached, departing: openDeparting(fixture, fixture.directory) },
    ...{ measured: new Map(), closings: new Map(), sets: [], jobs: [] },
  };
}

const count = ({ reached }: World, what: string, times = 1) =>
  reached.set(what, (reached.get(what) ?? 0) + times);

const bound = ({ fixture }: World, facts: FunctionFacts, database: Database) => ({
  ...fixture,
  database: boundTo(facts, fixture, database),
});

function start(
  world: World,
  work: (context: DurableContext, database: Database) => Promise<unknown>,
) {
  const job = startPaced(world.fixture, work);
  world.jobs.push(job);
  return job;
}

const ownerOf = ({ people }: World, recordId: RecordId): Member => {
  const owner = people.find(({ ids }) => ids.includes(recordId));
  if (owner === undefined) throw new Error('a record of no one in this story');
  return owner;
};

/** Does what changes what a person permits, and notes which people are too late to be let in. */
async function changing(world: World, member: Member, change: () => Promise<void>): Promise<void> {
  if (member.erased) return;
  const before = isPermitted(member, 'training');
  await change();
  const { subjectId } = member;
  if (!isPermitted(member, 'aggregates')) member.wasAlwaysCountable = false;
  for (const { jobs, barred } of world.closings.values()) {
    if (jobs.some((job) => job.hasEnded())) continue;
    const tables = [consentStates, subjects].map(({ name }) => `"test-${name}`);
    const isAsked = jobs.some((job) =>
      tables.some((table) => job.hasSent(table.slice(1), subjectId)),
    );
    if (isPermitted(member, 'aggregates')) barred.delete(member);
    else if (!isAsked) barred.add(member);
  }
  const has = (await world.fixture.rowsOf(subjectId)).map(({ setId }) => setId);
  for (const { setId, job, barred, doubted } of world.sets) {
    const permits = isPermitted(member, 'training');
    if (!permits) doubted.add(member);
    if (job.hasEnded() || permits === before) continue;
    if (permits) barred.delete(member);
    else if (!has.includes(setId)) barred.add(member);
  }
}

async function say(
  { fixture }: World,
  { subjectId }: Member,
  purpose: 'training' | 'aggregates',
  state: 'given' | 'withdrawn' | 'refused',
): Promise<void> {
  const subject = await fixture.subjects.get(subjectId);
  const { id, version } = fixture.policy.published[fixture.policy.primaryNotice]!;
  const notice = { id, version };
  const said = await openConsents(fixture).record(
    subject!,
    { purpose, state, givenBy: 'subject', notice, locale: 'en' },
    { recorder: { kind: 'subject' } },
  );
  expect(said.kind).toBe('recorded');
}

async function measureOne(world: World, member: Member): Promise<void> {
  const { fixture, measure, measured, closings } = world;
  const parts = bound(world, measurementApi, fixture.database);
  const { clock, keyring, policy } = fixture;
  const subjectKeys = openSubjectKeys({ ...parts, keyring, clock, cacheSeconds: 1 });
  const app = createApp(parts, measurementRoutes, measurementHandlers({ ...parts, subjectKeys }));
  const dimensions = { model: 'assistant-1', language: 'en' };
  const { subject, bit } = member;
  const { body } = await call(app, {
    ...{ method: 'POST', path: '/v1/measurements', caller: assistant },
    body: { subject, measure, value: bit, dimensions },
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
  if (body.accepted !== 1) return;
  expect(isPermitted(member, 'aggregates')).toBe(true);
  const period = periodOf(clock(), 'P1D', policy.controller.timeZone);
  expect(closings.has(period)).toBe(false);
  measured.set(period, (measured.get(period) ?? new Set()).add(member));
}

/** Periods that have ended and are not closed, oldest first. */
function endedPeriods({ fixture, measured, closings }: World): readonly PeriodName[] {
  const { clock, policy } = fixture;
  const { timeZone } = policy.controller;
  return [...measured.keys()].filter(
    (period) => !closings.has(period) && spanOf(period, 'P1D', timeZone)!.to <= clock(),
  );
}

/** Closes a period, or closes one a second time that is being closed. */
function close(world: World, [period]: readonly PeriodName[] = endedPeriods(world)): void {
  const running = [...world.closings].find(
    ([, { jobs }]) => jobs.length === 1 && !jobs[0]?.hasEnded(),
  )?.[0];
  const closed = period ?? running;
  if (closed === undefined) return;
  const closing = world.closings.get(closed) ?? {
    jobs: [],
    barred: new Set(world.people.filter((member) => !isPermitted(member, 'aggregates'))),
  };
  world.closings.set(closed, closing);
  closing.jobs.push(
    start(world, (context, database) => {
      const parts = bound(world, aggregateClose, database);
      const subjectKeys = openSubjectKeys({ ...parts, cacheSeconds: 1 });
      const deps = { ...parts, subjectKeys, stepMilliseconds: 0 };
      return closePeriod(deps, context, { measure: world.measure, period: closed });
    }),
  );
}

async function build(world: World): Promise<void> {
  if (world.sets.length >= 3) return;
  const { fixture, people } = world;
  const setId = await fixture.request();
  const job = start(world, (context, database) => {
    const parts = bound(world, trainingSetBuild, database);
    const subjectKeys = openSubjectKeys({ ...parts, cacheSeconds: 1 });
    const pace = { stepMilliseconds: 60_000, peoplePerWave: 2, rowsPerPage: 7 };
    return buildSet({ ...parts, ...pace, subjectKeys, sets: openSets(parts) }, context, setId);
  });
  const no = people.filter((member) => !isPermitted(member, 'training'));
  world.sets.push({
    ...{ setId, job, requestedAt: fixture.clock(), barred: new Set(no), doubted: new Set(no) },
    ...{ read: new Set(), dropped: new Set() },
  });
}

const durable = (context: DurableContext, work: () => Promise<unknown>) =>
  context.step('work', work, {
    retryStrategy: () => ({ shouldRetry: true, delay: { seconds: 1 } }),
  });

function depart(world: World, { subjectId }: Member): void {
  start(world, (context, database) =>
    durable(context, () => departPerson(world.departing.deps(database), subjectId)),
  );
}

async function erase(world: World, member: Member): Promise<void> {
  const { subjectId } = member;
  await world.fixture.subjects.fence(subjectId);
  member.erased = true;
  start(world, (context, database) =>
    durable(context, async () => {
      await departErased(world.departing.deps(database), subjectId);
      await deleteRows(database, trainingRows, subjectId);
      await deleteRows(database, contributions, subjectId);
    }),
  );
}

/** Every file of a set, as a trainer gets it at this moment; undefined where there is none. */
export async function readSet(
  world: World,
  tracked: TrackedSet,
): Promise<Set<RecordId> | undefined> {
  const { fixture, departing } = world;
  const set = await openSets(fixture).get(tracked.setId);
  const delivered = new Set<RecordId>();
  for (let number = 1; number <= Math.max(1, set?.shards ?? 0); number += 1) {
    const { status, ids } = await departing.read(tracked.setId, number);
    if (status !== 303) {
      const isExpected = !tracked.job.hasEnded() || set?.shards === 0 || hasExpired(world, tracked);
      expect([number, status, isExpected]).toEqual([1, expect.any(Number), true]);
      return set?.shards === 0 && tracked.job.hasEnded() ? delivered : undefined;
    }
    expect(ids, 'the link opens').toBeDefined();
    for (const id of ids!) {
      expect(isPermitted(ownerOf(world, id), 'training'), 'a row that is delivered').toBe(true);
      delivered.add(id);
    }
  }
  for (const id of delivered) tracked.read.add(id);
  count(world, 'rows read', delivered.size);
  return delivered;
}

export const hasExpired = ({ fixture }: World, { requestedAt }: TrackedSet): boolean =>
  fixture.clock() >= requestedAt + 30 * dayMilliseconds;

export async function poll(world: World, tracked: TrackedSet): Promise<void> {
  const { setId, since } = tracked;
  let cursor: string | undefined;
  do {
    const page = await world.departing.excluded(setId, {
      ...{ limit: '2' },
      ...(since && { since }),
      ...(cursor && { cursor }),
    });
    for (const id of page.ids) tracked.dropped.add(id);
    tracked.since = page.until;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** When the first record left the set, as everyone can read it. */
async function firstDeparture({ departing }: World, setId: TrainingSetId) {
  const [first] = (await departing.excluded(setId)).items;
  return first && Date.parse(first.at);
}

export async function approve(world: World, tracked: TrackedSet): Promise<void> {
  if (tracked.model === 'approved') return;
  const { fixture } = world;
  const parts = bound(world, modelApi, fixture.database);
  const app = createApp(parts, modelRoutes, modelHandlers(parts));
  const send = (method: string, path: string, rest: object) =>
    call(app, justSignedIn({ method, path, caller: steward, ...rest }, fixture.clock()));
  const name = `model-${tracked.setId}`;
  if (tracked.model === undefined) {
    const trainingSets = [tracked.setId];
    const body = newModel({ name, trainingSets, systems: [system], state: 'trained' });
    const { status } = await send('POST', '/v1/models', { body, caller: assistant });
    expect(status).toBe(201);
    tracked.model = 'trained';
  }
  const path = `/v1/models/${name}/1.0.0`;
  const { headers } = await send('GET', path, {});
  const { status, body } = await send('PATCH', path, {
    body: { state: 'approved' },
    headers: { 'if-match': headers['etag'] },
  });

  const left = await firstDeparture(world, tracked.setId);
  // P7D until it is stale, P14D as long as the policy lets it be.
  const isBeyond = left !== undefined && fixture.clock() >= left + 21 * dayMilliseconds;
  let holding: string | undefined;
  if (!tracked.job.hasEnded()) holding = 'training-set-building';
  else if (hasExpired(world, tracked)) holding = 'training-set-expired';
  else if (isBeyond) holding = 'training-set-stale';
  const outcome = status === 200 ? 'approved' : String(body.reasons);
  expect(outcome).toBe(holding ?? 'approved');
  count(world, outcome);
  if (status === 200) tracked.model = 'approved';
}

/** Lets everything end that is going on. */
export async function settle(world: World): Promise<void> {
  for (const job of world.jobs.splice(0)) await job.toTheEnd();
}

async function pass(world: World, days: number): Promise<void> {
  const { fixture } = world;
  if (days > 0) await settle(world);
  if (days > 1) await closeAll(world);
  const hours = days === 0 ? 1 : days * 24;
  fixture.setClock(new Date(fixture.clock() + hours * 3_600_000).toISOString());
}

/** As the sweep does within the hour. */
export async function closeAll(world: World): Promise<void> {
  for (const period of endedPeriods(world)) close(world, [period]);
  await settle(world);
}

export async function play(world: World, event: LearningEvent): Promise<void> {
  const { people, sets, jobs } = world;
  const member = 'person' in event ? people[event.person]! : people[0]!;
  const tracked = 'index' in event ? sets[event.index % sets.length] : undefined;
  switch (event.name) {
    case 'measure':
      return measureOne(world, member);
    case 'refuse':
    case 'permit': {
      const { purpose } = event;
      const permits = event.name === 'permit';
      if (member.permits[purpose] === permits) return;
      const no = purpose === 'training' ? 'withdrawn' : 'refused';
      return changing(world, member, async () => {
        await say(world, member, purpose, permits ? 'given' : no);
        member.permits[purpose] = permits;
      });
    }
    case 'restrict':
      return changing(world, member, async () => {
        const { fixture } = world;
        const restrictedPurposes = event.isRestricted ? 'all' : [];
        await setSubject(fixture, member.subjectId, { restrictedPurposes });
        member.restricted = event.isRestricted;
      });
    case 'erase':
      return changing(world, member, () => erase(world, member));
    case 'depart':
      depart(world, member);
      return;
    case 'build':
      return build(world);
    case 'close':
      close(world);
      return;
    case 'go-on': {
      const going = jobs.filter((job) => !job.hasEnded());
      return going[event.index % going.length]?.advance(event.calls);
    }
    case 'read':
      if (tracked !== undefined) await readSet(world, tracked);
      return;
    case 'poll':
      if (tracked !== undefined) await poll(world, tracked);
      return;
    case 'approve':
      if (tracked !== undefined) await approve(world, tracked);
      return;
    case 'pass':
      return pass(world, event.days);
  }
}

/** People whose bit is in the sum of a release; a first period that no contribution is left of has none. */
export async function countedIn({ fixture, measure, people }: World, period: PeriodName) {
  const row = await readRelease(fixture.database, { measure, period });
  if (row === undefined) return new Set<Member>();
  const total = row.lines?.find(({ by }) => by.length === 0);
  if (row.state !== 'clean' || total?.kind !== 'shown') throw new Error('nothing was released');
  const sum = total.value ?? 0;
  const counted = people.filter(({ bit }) => (Math.floor(sum / bit) & 1) === 1);
  expect(
    counted.reduce((all, { bit }) => all + bit, 0),
    'bits of people',
  ).toBe(sum);
  return new Set(counted);
}

export const manifestIds = async (world: World, { setId }: TrackedSet): Promise<Set<RecordId>> =>
  new Set(
    linesOf(await world.fixture.manifestOf(setId)).map(
      (line) => (JSON.parse(line) as { recordId: RecordId }).recordId,
    ),
  );
