import { entry } from '../ledger/store.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { csvOf } from '../platform/http/csv.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { Platform } from '../platform/platform.ts';
import { toRfc3339 } from '../value/time.ts';
import { fairnessColumns, fairnessRows } from './csv.ts';
import { fairnessPage } from './page.ts';
import type { Review } from './model/review.ts';
import { changedReview } from './model/review.ts';
import type { fairnessRoutes } from './routes.ts';
import { newestReport, parseReportId, storedReport } from './store.ts';
import { fairnessReports } from './table.ts';
import { monitoredSystemsOf, titlesOf, viewOf, writtenIn } from './view.ts';

const attempts = 8;

/** Reports about groups of people, and the reviews of what they found. */
export function fairnessHandlers(
  deps: Pick<Platform, 'database' | 'policy' | 'clock'>,
): Handlers<typeof fairnessRoutes> {
  const { database, policy } = deps;
  return {
    listMonitoredSystems: () => Promise.resolve(answer(200, { items: monitoredSystemsOf(policy) })),

    async readFairness({ query: { system, period } }) {
      const row = await (period === undefined
        ? newestReport(database, system)
        : storedReport(database, { system, period }));
      if (row === undefined) {
        return Object.hasOwn(policy.fairness.systems, system) ? notReported : notMonitored;
      }
      const report = writtenIn(row);
      return {
        ...answer(200, viewOf(policy, row)),
        others: {
          'text/csv': () => csvOf(fairnessColumns, fairnessRows(report)),
          'text/html': () => fairnessPage(report, titlesOf(policy, row)),
        },
      };
    },

    async reviewFairness({ path, body, now }) {
      const name = parseReportId(path.reportId);
      if (name === undefined) return notReported;
      const reviewed = await retryOnConflict<Review | Problem>(
        { attempts, exhausted: 'a review kept changing' },
        async () => {
          const row = await storedReport(database, name);
          if (row === undefined) return notReported;
          if (row.review === undefined) return nothingBreached;
          const change = changedReview(row.review, body, toRfc3339(now));
          if (change.kind === 'same') return change.review;
          if (change.kind === 'refused') return refusals[change.because];
          const { review } = change;
          const isClosed = review.state === 'closed';
          const { kind } = await transact(database, [
            update(
              fairnessReports,
              { ...name },
              row.version,
              { review: { ...review } },
              ...(isClosed ? (['waiting'] as const) : []),
            ),
            await entry(deps, 'fairness.reviewed', { ...name, state: review.state }),
          ]);
          return kind === 'committed' ? review : conflict;
        },
      );
      return 'kind' in reviewed ? reviewed : answer(200, reviewed);
    },
  };
}

const notReported = problem('not-found', {
  detail:
    'No report was made of this system and period. One is made once the period, and the time for labels (`labelsWithin`), have ended, if the system decided anything.',
});
const notMonitored = problem('not-found', {
  detail:
    'The policy monitors no such system under `fairness.systems`, and there is no report of it.',
});
const nothingBreached = problem('conflict', {
  detail: 'No threshold was breached, so there is nothing to review.',
});
const refusals = {
  closed: problem('conflict', { detail: 'The review is closed and stays as it is.' }),
  'measure-missing': problem('invalid-input', {
    errors: [{ pointer: '/measure', message: 'say what was done before you say what came of it' }],
  }),
} as const;
