import { decideAll } from '../../decision/several.ts';
import type { DecidingDependencies } from '../../decision/several.ts';
import type { Decided } from '../../decision/store.ts';
import { executeEach, statementsPerCall } from '../../platform/dynamo/batch.ts';
import { getRows } from '../../platform/dynamo/read.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { update } from '../../platform/dynamo/statement.ts';
import { backoff } from '../../platform/dynamo/retry.ts';
import type { BatchItem } from '../../platform/http/item.ts';
import { inPlace, itemProblem, validItems } from '../../platform/http/item.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Problem, ProblemSlug } from '../../platform/http/problem.ts';
import { decidedCategory } from '../../policy/categories.ts';
import { refusalOfDecisions, refusalOfPerson } from '../../record/refused.ts';
import { problemOf } from '../../record/outcome.ts';
import type { RecordId, SubjectId } from '../../value/ids.ts';
import { parseId } from '../../value/ids.ts';
import { reportDueAt } from '../model/outcome-end.ts';
import { periodIn } from '../model/part.ts';
import { openOutcome, sealOutcome } from '../outcome.ts';
import { monitored } from '../record-outcome.ts';
import type { OutcomeRow } from '../rows.ts';
import { outcomeRow } from '../rows.ts';
import { outcomes } from '../table.ts';
import type { NewLabel } from './contract.ts';

type Judged =
  | { readonly kind: 'permitted'; readonly subjectId: SubjectId; readonly recordId: RecordId }
  | Problem;

type Result = { readonly status: number } | ReturnType<typeof itemProblem>;

/** Concurrent labels of one decision. */
const attempts = 5;

/**
 * Stores labels beside the outcomes that they are about; every item has its own result. To repeat one
 * changes nothing.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function recordLabels(
  deps: DecidingDependencies,
  items: readonly BatchItem<NewLabel>[],
): Promise<readonly Result[]> {
  const valid = validItems(items);
  const labels = valid.map(({ value }) => value);
  const judged = await judge(deps, labels);
  const results = new Map<number, Problem | 'stored'>();
  for (const [index, one] of judged.entries()) if (one.kind === 'problem') results.set(index, one);
  for (let attempt = 0; attempt < attempts && results.size < labels.length; attempt += 1) {
    if (attempt > 0) await backoff(attempt);
    await store(deps, labels, judged, results);
  }
  const answered = valid.map(({ place }, index): Result => {
    const result = results.get(index) ?? problem('temporarily-unavailable');
    return result === 'stored' ? { status: 204 } : itemProblem(placed(result, place));
  });
  return inPlace(items, answered);
}

const placed = (found: Problem, place: number): Problem => ({
  ...found,
  errors: found.errors?.map(({ pointer, message }) => ({
    pointer: `/items/${place}${pointer}`,
    message,
  })),
});

async function judge(
  deps: DecidingDependencies,
  labels: readonly NewLabel[],
): Promise<readonly Judged[]> {
  const { purpose } = deps.policy.fairness;
  if (purpose === undefined) return labels.map(() => problem('not-found'));
  const asked = labels.map(({ subject }) => ({
    ...{ subject, purpose, category: decidedCategory },
    ...{ storing: true, incoming: true },
  }));
  const decided = asked.length === 0 ? [] : await decideAll(deps, asked);
  return labels.map(({ automatedDecisionId }, index) =>
    judgementOf(decided[index], automatedDecisionId),
  );
}

function judgementOf(decided: Decided | undefined, automatedDecisionId: string): Judged {
  const recordId = parseId<RecordId>(automatedDecisionId);
  if (decided === undefined || recordId === undefined) return problem('not-found');
  const { resolution, decision } = decided;
  if (resolution.kind !== 'known' || resolution.subject.status !== 'active') {
    return problemOf(refusalOfPerson(resolution));
  }
  const refusal = refusalOfDecisions([decision]);
  if (refusal === undefined) {
    return { kind: 'permitted', subjectId: resolution.subject.subjectId, recordId };
  }
  if (refusal.kind !== 'not-permitted') return problemOf(refusal);
  const reasons = refusal.denials.flatMap((denial) => denial.reasons).join(', ');
  const message = `outcomes about this person may not be compared: ${reasons}`;
  // Of an item: the call itself is never refused so.
  const slug: ProblemSlug = 'processing-not-permitted';
  return problem(slug, { errors: [{ pointer: '/subject', message }] });
}

const nameOf = ({
  subjectId,
  recordId,
}: {
  readonly subjectId: SubjectId;
  readonly recordId: RecordId;
}): string => `${subjectId} ${recordId}`;

/** One read for all rows, then each write on its own; what another call has changed is left for a retry. */
async function store(
  deps: DecidingDependencies,
  labels: readonly NewLabel[],
  judged: readonly Judged[],
  results: Map<number, Problem | 'stored'>,
): Promise<void> {
  const open = judged.flatMap((one, index) =>
    one.kind === 'permitted' && !results.has(index) ? [{ ...one, index }] : [],
  );
  // Of one decision the last label counts.
  const last = new Map(open.map((one) => [nameOf(one), one]));
  const keys = [...last.values()].map(({ subjectId, recordId }) => ({
    ...{ subjectId, automatedDecisionId: recordId },
  }));
  const rows = await getRows(deps.database, outcomes, keys, outcomeRow);
  const found = new Map(
    rows.map((row) => [nameOf({ ...row, recordId: row.automatedDecisionId }), row]),
  );
  const writes: { readonly name: string; readonly statement: Statement }[] = [];
  const settle = (name: string, result: Problem | 'stored') => {
    for (const one of open) if (nameOf(one) === name) results.set(one.index, result);
  };
  await Promise.all(
    [...last].map(async ([name, { index }]) => {
      const row = found.get(name);
      const change = row && (await changeOf(deps, row, labels[index]?.label));
      if (change === undefined) settle(name, problem('not-found'));
      else if (change.kind === 'same') settle(name, 'stored');
      else if (change.kind === 'problem') settle(name, change);
      else writes.push({ name, statement: change.statement });
    }),
  );
  for (let start = 0; start < writes.length; start += statementsPerCall) {
    const chunk = writes.slice(start, start + statementsPerCall);
    const outcomesOf = await executeEach(
      deps.database,
      chunk.map(({ statement }) => statement),
    );
    for (const [index, { name }] of chunk.entries()) {
      if (outcomesOf[index] === 'done') settle(name, 'stored');
    }
  }
}

/** Undefined where nothing is left that a label could be about. */
async function changeOf(
  { subjectKeys, policy, clock }: DecidingDependencies,
  row: OutcomeRow,
  label: boolean | undefined,
): Promise<
  | { readonly kind: 'change'; readonly statement: Statement }
  | { readonly kind: 'same' }
  | Problem
  | undefined
> {
  const { system, period } = periodIn(row.part);
  const found = monitored(policy, system);
  const due = found && reportDueAt(found.system, period, policy.controller.timeZone);
  if (due === undefined) return undefined;
  const content = await openOutcome(subjectKeys, row);
  if (content === undefined) return undefined;
  if (content.label === label) return { kind: 'same' };
  if (due <= clock()) {
    const detail = 'The report of the period of this decision is due: no label enters it.';
    return problem('conflict', { detail });
  }
  const { subjectId, automatedDecisionId } = row;
  const contentVersion = row.contentVersion + 1;
  const sealed = await sealOutcome(subjectKeys, { ...row, contentVersion }, { ...content, label });
  const statement = update(outcomes, { subjectId, automatedDecisionId }, row.version, {
    contentVersion,
    content: sealed,
  });
  return { kind: 'change', statement };
}
