import type { Database } from '../platform/dynamo/database.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import { spanOf, yearOf } from '../policy/report-periods.ts';
import type { Policy } from '../policy/schema.ts';
import { measureOf } from './measure.ts';
import type { Measure } from './measure.ts';
import { newestPeriod, readBudget, readRelease } from './release-store.ts';
import type { aggregateRoutes } from './routes.ts';
import { aggregatesCsv, aggregatesOf, measuresOf } from './view.ts';

export const aggregateHandlers = ({
  database,
  policy,
}: {
  readonly database: Database;
  readonly policy: Policy;
}): Handlers<typeof aggregateRoutes> => ({
  listMeasures: () => Promise.resolve(answer(200, { items: measuresOf(policy) })),

  async readAggregates({ query: { measure: id, by, ...asked } }) {
    const measure = measureOf(policy, id);
    if (measure === undefined) return invalid('measure', 'send a measure that the policy declares');
    const dimensions = Object.keys(measure.dimensions);
    const names = by?.split(',').filter((name) => name !== '');
    if (names?.some((name) => !dimensions.includes(name))) {
      return invalid('by', `send dimensions of the measure: ${dimensions.join(', ')}`);
    }
    const { timeZone } = policy.controller;
    const isName = (name: string) => spanOf(name, measure.period, timeZone) !== undefined;
    if (asked.period !== undefined && !isName(asked.period)) {
      return invalid('period', `send ${periodsInWords[measure.period]}, as the measure has them`);
    }

    const period = asked.period ?? (await newestPeriod(database, id, isName));
    const release = period && (await readRelease(database, { measure: id, period }));
    if (period === undefined || !release || release.state === 'closing') {
      const detail = 'Nothing is published yet: a period is counted within hours of its end.';
      return problem('not-found', { detail });
    }
    const budget = await readBudget(database, id, yearOf(period));
    const inOrder = names && dimensions.filter((name) => names.includes(name));
    const name = { id, measure, period };
    const body = aggregatesOf(policy, name, { release, budget }, inOrder);
    const csv = () => aggregatesCsv(body, inOrder ?? dimensions, measure);
    return { ...answer(200, body), others: { 'text/csv': csv } };
  },
});

const periodsInWords = {
  P1D: 'a day such as 2026-11-28',
  P1W: 'a week such as 2026-W48',
  P1M: 'a month such as 2026-11',
} as const satisfies Record<Measure['period'], string>;

const invalid = (parameter: string, message: string) =>
  problem('invalid-input', { errors: [{ pointer: `/query/${parameter}`, message }] });
