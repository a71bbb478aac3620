import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { toRfc3339 } from '../../lambda/platform/time.ts';
import type { Clock } from '../../lambda/platform/time.ts';
import type { Migration, MigrationState } from './migration.ts';
import { readProgress, writeProgress } from './state.ts';
import type { Progress } from './state.ts';

export interface RunnerDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly migrations: readonly Migration[];
  /** Told after each page. */
  readonly report: (migration: Migration, progress: { seen: number; changed: number }) => void;
}

export type RunOutcome =
  | { readonly kind: 'up-to-date' }
  | { readonly kind: 'ran'; readonly done: readonly Migration[] }
  | { readonly kind: 'rehearsed'; readonly pending: readonly Migration[] }
  /** Another run moved it on meanwhile: nothing is lost, wait for that one. */
  | { readonly kind: 'taken'; readonly migration: Migration };

export async function stateOf(database: Database, migration: Migration): Promise<MigrationState> {
  const progress = await readProgress(database, migration);
  if (progress === undefined) return { kind: 'pending' };
  const { status, seen, changed, startedAt, changedAt } = progress;
  return { kind: status, seen, changed, startedAt, changedAt };
}

/** Runs what is not done, in order, from where each was left. */
export async function runMigrations(
  deps: RunnerDependencies,
  { dryRun }: { readonly dryRun: boolean },
): Promise<RunOutcome> {
  const worked: Migration[] = [];
  for (const migration of deps.migrations) {
    const progress = await readProgress(deps.database, migration);
    if (progress?.status === 'done') continue;
    worked.push(migration);
    if (dryRun) await rehearse(deps, migration, progress);
    else if (!(await finish(deps, migration, progress))) return { kind: 'taken', migration };
  }
  if (worked.length === 0) return { kind: 'up-to-date' };
  return dryRun ? { kind: 'rehearsed', pending: worked } : { kind: 'ran', done: worked };
}

async function rehearse(
  { database, report }: RunnerDependencies,
  migration: Migration,
  progress: Progress | undefined,
): Promise<void> {
  let { next: from, seen, changed } = progress ?? { seen: 0, changed: 0 };
  do {
    const step = await migration.step({ database, from, dryRun: true });
    seen += step.seen;
    changed += step.changed;
    from = step.next;
    report(migration, { seen, changed });
  } while (from !== undefined);
}

/** @returns false when another run has taken it over */
async function finish(
  { database, clock, report }: RunnerDependencies,
  migration: Migration,
  found: Progress | undefined,
): Promise<boolean> {
  let progress = found;
  const now = () => toRfc3339(clock());
  const startedAt = found?.startedAt ?? now();
  while (progress?.status !== 'done') {
    const step = await migration.step({ database, from: progress?.next, dryRun: false });
    const after: Omit<Progress, 'version'> = {
      status: step.next === undefined ? 'done' : 'running',
      ...(step.next !== undefined && { next: step.next }),
      seen: (progress?.seen ?? 0) + step.seen,
      changed: (progress?.changed ?? 0) + step.changed,
      startedAt,
      changedAt: now(),
    };
    if (!(await writeProgress(database, migration, progress, after))) return false;
    report(migration, after);
    progress = { ...after, version: (progress?.version ?? 0) + 1 };
  }
  return true;
}
