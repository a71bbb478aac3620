import { decodeCursor, encodeCursor, malformedCursor } from '../../platform/http/cursor.ts';
import { csvOf } from '../../platform/http/csv.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { newSweepId } from '../../value/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Sweep } from '../sweep-store.ts';
import { openSweeps } from '../sweep-store.ts';
import type { ReportView, reportRoutes, SweepView } from './routes.ts';
import { reportColumns } from './routes.ts';
import { nothing } from './count.ts';
import type { Count } from './store.ts';
import { newestCount } from './store.ts';

/** Counts for those who answer for retention. They name no one. */
export function reportHandlers(
  deps: Pick<Platform, 'database' | 'policy' | 'clock' | 'log' | 'workflow'>,
): Handlers<typeof reportRoutes> {
  const sweeps = openSweeps(deps);
  return {
    async readRetention() {
      const [count, { sweeps: newest }] = await Promise.all([
        newestCount(deps),
        sweeps.list('everybody', { limit: 1 }),
      ]);
      const report: ReportView = {
        computedAt: count?.changedAt,
        categories: count === undefined ? [] : categoriesOf(count),
        sweep: newest[0] && viewOf(newest[0]),
      };
      return { ...answer(200, report), others: { 'text/csv': () => csvOfReport(report) } };
    },

    async listRetentionSweeps({ query: { scope, limit, cursor } }) {
      const cursorScope = `retention-sweeps/${scope}`;
      const after =
        cursor === undefined ? undefined : decodeCursor(cursorScope, cursor)?.['sweepId'];
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const page = await sweeps.list(scope, { limit, after });
      return answer(200, {
        items: page.sweeps.map(viewOf),
        nextCursor: page.next && encodeCursor(cursorScope, { sweepId: page.next }),
      });
    },

    async sweepRetention({ now }) {
      const { sweeps: all } = await sweeps.list('everybody', { limit: 1 });
      const [newest] = all;
      if (newest && isUnderWay(newest, deps.policy, now)) return answer(202, { started: false });
      // Who asks twice starts one; a run that never began to report bars the hour only.
      const executionName = `again-${toRfc3339(now).slice(0, 13)}-${newest?.sweepId ?? 'first'}`;
      const input = { sweepId: newSweepId() };
      const outcome = await deps.workflow.start('retention-sweep', executionName, input);
      if (outcome === 'started') deps.log.info('WORKFLOW_STARTED', { workflow: 'retention-sweep' });
      return answer(202, { started: outcome === 'started' });
    },
  };
}

const silentMilliseconds = 86_400_000;

/** A sweep that was stopped from outside stays `running`, and reports nothing any more. */
const isUnderWay = (
  { state, policyVersion, changedAt }: Sweep,
  policy: Pick<Policy, 'version'>,
  now: EpochMilliseconds,
): boolean =>
  state === 'running' &&
  policyVersion === policy.version &&
  now - Date.parse(changedAt) < silentMilliseconds;

/** What something was deleted from is there though nothing of it is left. */
const categoriesOf = ({ held, deleted }: Count): ReportView['categories'] =>
  [...new Set([...Object.keys(held), ...Object.keys(deleted)])].sort().map((category) => {
    const { rows: records, ...now } = held[category] ?? nothing;
    return { category, records, ...now, deleted: deleted[category] ?? noneDeleted };
  });

const csvOfReport = ({ categories, computedAt = '' }: ReportView): string =>
  csvOf(
    reportColumns,
    categories.map(({ category, records, due, late, suspended, withheld, deleted }) => [
      ...[category, records, due, late, suspended, withheld],
      ...[deleted.retention, deleted.sweep, deleted.person, deleted.erasure],
      computedAt,
    ]),
  );

const noneDeleted = { retention: 0, sweep: 0, person: 0, erasure: 0 };

const viewOf = (sweep: Sweep): SweepView => {
  const { sweepId, scope, state, policyVersion, startedAt, changedAt, entryId } = sweep;
  const { people, seen, changed, deleted } = sweep;
  return {
    ...{ sweepId, scope, state, policyVersion, startedAt, changedAt },
    ...{ people, seen, changed, deleted },
    ledgerEntryId: entryId,
  };
};
