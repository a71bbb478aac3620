import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { periodOf } from '../../policy/report-periods.ts';
import type { EventId, SubjectId } from '../../value/ids.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { contributionStatement, readContributions } from '../contribution-store.ts';
import type {
  Contribution,
  ContributionDependencies,
  ContributionName,
  StoredContribution,
} from '../contribution-store.ts';
import { addMeasurement } from '../contribution.ts';
import type { Measurement } from '../contribution.ts';
import { measureFacts } from '../measure.ts';
import type { Measure } from '../measure.ts';
import { closedOf } from '../release-store.ts';
import type { MeasurementOutcome, Refusal } from './outcome.ts';

/** A measurement that was permitted, and its place in the call. */
export interface Addition extends Measurement {
  readonly place: number;
  readonly id: string;
  readonly measure: Measure;
  readonly subjectId: SubjectId;
}

interface Call {
  readonly callId: EventId;
  /** When the call came: it decides about the period. */
  readonly now: EpochMilliseconds;
}

type Outcomes = ReadonlyMap<number, MeasurementOutcome>;

/** A transaction has at most 100 statements, and one is that of the idempotency key. */
const rowsBesideKey = 99;
/** Many calls may add to the contributions of the same people at the same moment. */
const retrying = {
  attempts: 12,
  exhausted: 'contributions kept changing',
  longestPauseMilliseconds: 250,
};

/**
 * Adds measurements to the contributions of their people, in one transaction with the statement of the
 * idempotency key; what does not fit into it follows by `addSplit`.
 *
 * @param call.before outcomes of the call that are known already
 * @returns all outcomes, or `twin`: a call with the same key was faster, and nothing was written
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function addAll(
  deps: ContributionDependencies,
  additions: readonly Addition[],
  call: Call & {
    readonly before: Outcomes;
    readonly key: (all: Outcomes) => Statement | undefined;
  },
): Promise<Outcomes | 'twin'> {
  const written = await retryOnConflict(retrying, async () => {
    const { outcomes, changes } = await plan(deps, groupsOf(deps, additions, call.now));
    const all = new Map([...call.before, ...outcomes]);
    const key = call.key(all);
    const statements = [
      ...(key === undefined ? [] : [key]),
      ...(await statementsOf(deps, changes.slice(0, rowsBesideKey))),
    ];
    if (statements.length === 0) return all;
    const outcome = await transact(deps.database, statements);
    if (outcome.kind === 'committed') return all;
    return outcome.kind === 'duplicate' && key !== undefined && outcome.statement === 0
      ? ('twin' as const)
      : conflict;
  });
  if (written === 'twin') return written;
  const accepted = additions.filter(({ place }) => written.get(place)?.kind === 'accepted');
  await addSplit(deps, accepted, call);
  return written;
}

/**
 * Adds what did not fit beside the idempotency key. Contributions name the call, so that a repetition
 * adds nothing twice.
 *
 * @param accepted all that the call has accepted
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function addSplit(
  deps: ContributionDependencies,
  accepted: readonly Addition[],
  { callId, now }: Call,
): Promise<void> {
  const groups = groupsOf(deps, accepted, now).slice(rowsBesideKey);
  if (groups.length === 0) return;
  await retryOnConflict(retrying, async () => {
    const { changes } = await plan(deps, groups);
    const left = changes
      .filter(({ before }) => !(before?.calls.includes(callId) ?? false))
      .map(({ after, ...change }) => {
        const calls = [...after.calls, callId];
        return { ...change, after: { ...after, calls } };
      });
    if (left.length === 0) return;
    const { kind } = await transact(deps.database, await statementsOf(deps, left));
    return kind === 'committed' ? undefined : conflict;
  });
}

/** What one person adds to one period of one measure. */
interface Group {
  readonly name: ContributionName;
  readonly additions: readonly Addition[];
}

interface Change {
  readonly name: ContributionName;
  readonly before: StoredContribution | undefined;
  readonly after: Contribution;
}

function groupsOf(
  { policy }: Pick<ContributionDependencies, 'policy'>,
  additions: readonly Addition[],
  now: EpochMilliseconds,
): readonly Group[] {
  const same = Map.groupBy(additions, ({ subjectId, id }) => `${subjectId} ${id}`);
  return [...same.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { subjectId, id, measure } = first;
    const period = periodOf(now, measure.period, policy.controller.timeZone);
    return [{ name: { subjectId, id, measure, period }, additions: own }];
  });
}

/** Reads each table once, and adds as much as each measure lets one person contribute. */
async function plan(
  deps: ContributionDependencies,
  groups: readonly Group[],
): Promise<{ readonly outcomes: Outcomes; readonly changes: readonly Change[] }> {
  const names = groups.map(({ name }) => name);
  const periods = new Map(
    names.map(({ id, period }) => [`${id}#${period}`, { measure: id, period }]),
  );
  const [stored, closing] = await Promise.all([
    readContributions(deps, names),
    closedOf(deps.database, [...periods.values()]),
  ]);
  const closed = new Set(closing.map(({ measure, period }) => `${measure}#${period}`));
  const outcomes = new Map<number, MeasurementOutcome>();
  const changes: Change[] = [];
  for (const [index, { name, additions }] of groups.entries()) {
    const before = stored[index];
    const isClosed = closed.has(`${name.id}#${name.period}`);
    if (isClosed || before === 'gone') {
      const refusal: Refusal = isClosed
        ? { kind: 'period-closed' }
        : { kind: 'denied', reasons: ['subject-erased'] };
      for (const { place } of additions) outcomes.set(place, { kind: 'refused', refusal });
      continue;
    }
    const facts = measureFacts(name.measure);
    let cells = before?.cells ?? [];
    let isChanged = false;
    for (const addition of additions) {
      const more = addMeasurement(facts, cells, addition);
      if (more === undefined) {
        const refusal: Refusal = { kind: 'contribution-exhausted' };
        outcomes.set(addition.place, { kind: 'refused', refusal });
        continue;
      }
      cells = more;
      isChanged = true;
      outcomes.set(addition.place, { kind: 'accepted', subjectId: name.subjectId });
    }
    if (isChanged) changes.push({ name, before, after: { cells, calls: before?.calls ?? [] } });
  }
  return { outcomes, changes };
}

const statementsOf = (
  deps: ContributionDependencies,
  changes: readonly Change[],
): Promise<readonly Statement[]> =>
  Promise.all(
    changes.map(({ name, before, after }) => contributionStatement(deps, name, before, after)),
  );
