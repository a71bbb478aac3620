import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { readStates } from '../consent/store.ts';
import { marshalKey, parseRow, queryAll, sent } from '../platform/dynamo/read.ts';
import { records } from '../record/table.ts';
import { subjectRow } from '../subject/store.ts';
import type { Subject } from '../subject/model/subject.ts';
import { subjects } from '../subject/table.ts';
import type { Restamp } from './model/retention-end.ts';
import { openRetentionRules } from './model/retention-end.ts';
import type { KeepingDependencies } from './person-store.ts';
import { factsOf } from './person-store.ts';
import type { SweptRow } from './sweep-rows.ts';
import { attributes, sweptRow } from './sweep-rows.ts';

export const changeKinds = ['longer', 'shorter', 'deleted', 'unchanged'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What a sweep would do to the rows of a category that serve a purpose. */
export type PlannedCounts = Readonly<Record<ChangeKind, number>>;

export interface PlanLine extends PlannedCounts {
  readonly category: string;
  /** A row of several purposes counts under each; `all` counts every row once. */
  readonly purpose: string;
}

export interface Plan {
  readonly people: number;
  readonly lines: readonly PlanLine[];
}

/**
 * Looks at every row and counts what a sweep under `policy` would do. Writes nothing.
 *
 * @throws StoreUnavailableError
 */
export async function planSweep(
  deps: KeepingDependencies,
  onProgress: (people: number) => void = () => undefined,
): Promise<Plan> {
  const sums = new Map<string, PlanLine>();
  let people = 0;
  for await (const subject of everybody(deps)) {
    people += 1;
    if (people % 1_000 === 0) onProgress(people);
    if (subject.status !== 'active') continue;
    const { subjectId } = subject;
    const states = await readStates(deps.database, subjectId);
    const { restamp } = openRetentionRules(factsOf(deps, subject, states).person);
    const rows = queryAll(
      deps.database,
      records,
      { partition: { subjectId }, attributes },
      sweptRow,
    );
    for await (const row of rows) {
      if (row.withheld !== undefined) continue;
      const kind = kindOf(row, restamp(row));
      for (const purpose of ['all', ...row.purposes]) add(sums, row.category, purpose, kind);
    }
  }
  const order = ({ category, purpose }: PlanLine) =>
    `${category} ${purpose === 'all' ? '' : purpose}`;
  const lines = [...sums.values()].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  return { people, lines };
}

/** What only changes whether the end counts is no change of the end. */
export function kindOf(row: Pick<SweptRow, 'expiresAt'>, change: Restamp): ChangeKind {
  if (change.kind === 'delete-now') return 'deleted';
  if (change.kind === 'unchanged' || change.at === row.expiresAt) return 'unchanged';
  return change.at > row.expiresAt ? 'longer' : 'shorter';
}

function add(sums: Map<string, PlanLine>, category: string, purpose: string, kind: ChangeKind) {
  const key = `${category} ${purpose}`;
  const none = { category, purpose, longer: 0, shorter: 0, deleted: 0, unchanged: 0 };
  const line = sums.get(key) ?? none;
  sums.set(key, { ...line, [kind]: line[kind] + 1 });
}

async function* everybody({ database }: KeepingDependencies): AsyncGenerator<Subject, void> {
  let after: string | undefined;
  do {
    const page = await sent(() =>
      database.client.send(
        new ScanCommand({
          TableName: database.physicalName(subjects),
          ExclusiveStartKey: after === undefined ? undefined : marshalKey({ subjectId: after }),
        }),
      ),
    );
    for (const item of page.Items ?? []) yield parseRow(subjects, item, subjectRow);
    after = page.LastEvaluatedKey?.['subjectId']?.S;
  } while (after !== undefined);
}
