import type { DurableContext } from '@aws/durable-execution-sdk-js';
import * as z from 'zod';
import { containedPeople, containments } from '../../containment/table.ts';
import { subjectIdColumn } from '../../platform/dynamo/columns.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { getRow, queryAll } from '../../platform/dynamo/read.ts';
import { update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { destroyPreviousKey } from '../../platform/keyring/rotate-keys.ts';
import type { Log } from '../../platform/log/log.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { subjectRow } from '../../subject/subject-row.ts';
import { subjects } from '../../subject/table.ts';
import type { ContainmentId, IncidentId, Kid, SubjectId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import { system } from '../actor.ts';
import { containmentKey, readContainment } from '../containment/row.ts';
import { entriesOf } from '../containment/outside.ts';
import type { Containment } from '../model/containment.ts';
import type { IncidentsDependencies } from '../store.ts';
import { timelineEvent } from '../timeline.ts';
import { rotatedClasses } from './classes.ts';
import { encryptPage, startOfRecords, switchKeys } from './rotate-person.ts';
import type { RotatingDependencies } from './rotate-person.ts';

export interface RotationDependencies extends RotatingDependencies, IncidentsDependencies {
  readonly log: Log;
  /** After this time no call uses a key, or a row, that it read before. */
  readonly lastUseSeconds: number;
}

interface RotationName {
  readonly incidentId: IncidentId;
  readonly containmentId: ContainmentId;
}

interface Rotated {
  readonly kind: 'rotated' | 'stopped';
}

const workflow = 'key-rotation';
/** Rounds of encrypting again; the second finds nothing, unless rows were put back meanwhile. */
const maximumRounds = 5;

/**
 * Rotates the keys of the people of a containment, checkpointed step by step. Every step can be done
 * again, and until the last one everything can be read: nothing is destroyed while a row needs it.
 *
 * @throws whatever a step could not get over, once the containment is marked as failed
 */
export async function rotateKeys(
  deps: RotationDependencies,
  context: DurableContext,
  name: RotationName,
): Promise<Rotated> {
  const { log, lastUseSeconds } = deps;
  const step = stepsOf(context, { workflow, log });
  const whileWanted = <Result>(
    label: string,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> =>
    step(label, async () => ((await isWanted(deps, name)) ? work() : undefined));

  try {
    const people = await whileWanted('begin', () => peopleOf(deps, name));
    if (people === undefined) return { kind: 'stopped' };
    const replaced = new Map<SubjectId, readonly Kid[]>();
    for (const [index, subjectId] of people.entries()) {
      const switched = await whileWanted(`switch-${index}`, () => switchKeys(deps, subjectId));
      if (switched === undefined) return { kind: 'stopped' };
      replaced.set(subjectId, switched.replaced);
    }
    for (let round = 1, changed = -1; changed !== 0; round += 1) {
      if (round > maximumRounds) throw new RotationIncompleteError();
      // Calls that read the old key still write under it; calls that read an old row still need it.
      await context.wait(`wait-${round}`, { seconds: lastUseSeconds });
      changed = 0;
      for (const [index, subjectId] of people.entries()) {
        let place = startOfRecords;
        for (let page = 1; !place.isDone; page += 1) {
          const next = await whileWanted(`encrypt-${round}-${index}-${page}`, () =>
            encryptPage(deps, subjectId, place),
          );
          if (next === undefined) return { kind: 'stopped' };
          place = next;
        }
        changed += place.changed;
      }
      log.info('WORKFLOW_STEP', { workflow, count: changed });
    }
    for (const [index, [subjectId, kids]] of [...replaced].entries()) {
      const destroyed = await whileWanted(`destroy-${index}`, () =>
        destroyOf(deps, name, subjectId, kids),
      );
      if (destroyed === undefined) return { kind: 'stopped' };
    }
    await step('conclude', () => conclude(deps, name));
    log.info('WORKFLOW_ENDED', { workflow, count: people.length });
    return { kind: 'rotated' };
  } catch (error) {
    log.error('CONTAINMENT_INCOMPLETE', error, { workflow });
    await step('fail', () => fail(deps, name));
    // Executions that fail raise the alarm; one that returned would not.
    throw error;
  }
}

/** Undone meanwhile, it stops: both keys stay, and everything can be read. */
const isWanted = async (deps: RotationDependencies, name: RotationName): Promise<boolean> =>
  (await read(deps, name))?.state === 'applying';

const read = (
  { database }: RotationDependencies,
  { incidentId, containmentId }: RotationName,
): Promise<Containment | undefined> => readContainment(database, incidentId, containmentId);

const person = z.object({ subjectId: subjectIdColumn });

async function peopleOf(
  { database }: RotationDependencies,
  { containmentId }: RotationName,
): Promise<SubjectId[]> {
  const options = { partition: { containmentId }, attributes: ['subjectId'] };
  const rows = await Array.fromAsync(queryAll(database, containedPeople, options, person));
  return rows.map(({ subjectId }) => subjectId);
}

async function destroyOf(
  deps: RotationDependencies,
  { containmentId }: RotationName,
  subjectId: SubjectId,
  replaced: readonly Kid[],
): Promise<{ readonly kind: 'destroyed' }> {
  // The erasure destroys both keys, and explains it; the row that would explain it here goes too.
  const subject = await getRow(deps.database, subjects, { subjectId }, subjectRow);
  if (subject?.status !== 'active') return { kind: 'destroyed' };
  const name = (kid: Kid) => nameKid(deps, containmentId, subjectId, kid);
  const order = { containmentId, replaced, name };
  for (const erasureClass of await rotatedClasses(deps.database, subjectId)) {
    await destroyPreviousKey(deps, { subjectId, erasureClass }, order);
  }
  return { kind: 'destroyed' };
}

const naming = z.object({ version: z.int(), named: z.array(z.string()).default([]) });

/** In the row of the person, which `containment-api` inserted: the witness reads it there. */
async function nameKid(
  { database }: RotationDependencies,
  containmentId: ContainmentId,
  subjectId: SubjectId,
  kid: Kid,
): Promise<void> {
  const key = { containmentId, subjectId };
  const row = await getRow(database, containedPeople, key, naming);
  // An erasure that began meanwhile has removed it.
  if (row === undefined) throw new StoreUnavailableError('a person is being erased');
  if (row.named.includes(kid)) return;
  const outcome = await transact(database, [
    update(containedPeople, key, row.version, { named: [...row.named, kid] }),
  ]);
  if (outcome.kind !== 'committed') throw new StoreUnavailableError('a person changed meanwhile');
}

async function conclude(deps: RotationDependencies, name: RotationName): Promise<void> {
  const found = await read(deps, name);
  if (found?.state !== 'applying') return;
  const outcome = await transact(deps.database, [
    update(containments, containmentKey(found), found.version, {
      ...{ state: 'applied', appliedAt: toRfc3339(deps.clock()) },
    }),
    ...(await entriesOf(deps, 'applied', found, found.by)),
  ]);
  if (outcome.kind !== 'committed') throw new StoreUnavailableError('a containment changed');
}

async function fail(deps: RotationDependencies, name: RotationName): Promise<void> {
  const found = await read(deps, name);
  if (found?.state !== 'applying') return;
  const { incidentId, containmentId, action } = found;
  const codes = { containmentId, action, reason: 'rotation-failed' };
  await transact(deps.database, [
    update(containments, containmentKey(found), found.version, { state: 'failed' }),
    timelineEvent(deps, incidentId, 'containment-failed', codes, system),
  ]);
}

/** Rows under a replaced key kept appearing; the key stays, so that they can be read. */
export class RotationIncompleteError extends Error {
  override readonly name = 'RotationIncompleteError';

  constructor() {
    super('rows under a replaced key kept appearing');
  }
}
