import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { everyOutcome } from '../../lambda/fairness/outcome.ts';
import { fairnessReports, fairnessRuns, outcomes } from '../../lambda/fairness/table.ts';
import { newestReport } from '../../lambda/fairness/store.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { newRequestId } from '../../lambda/value/ids.ts';
import { workflowCheckpoints } from '../../local/adapters/workflow/tables.ts';
import { fromFacts } from '../../local/tables.ts';
import type { FairnessFixture, Person } from './fairness-fixture.ts';
import { openFairnessFixture, system } from './fairness-fixture.ts';

let fixture: FairnessFixture;
beforeAll(async () => {
  fixture = await openFairnessFixture();
});
afterEach(() => fixture.people.setClock(undefined));
afterAll(() => fixture.people.stop());

const monthAt = (index: number): string =>
  new Date(Date.UTC(2026, 11 + index, 1)).toISOString().slice(0, 7);

/** Months that no other test uses, after the notice is in force; a report waits 14 days for labels. */
let month = 0;
async function inMonth<Result>(work: () => Promise<Result>) {
  month += 1;
  const period = monthAt(month);
  fixture.people.setClock(`${period}-10T12:00:00Z`);
  const result = await work();
  const next = monthAt(month + 1);
  return { period, next, result, due: () => fixture.people.setClock(`${next}-20T12:00:00Z`) };
}

const several = (count: number, make: () => Promise<Person>) =>
  Promise.all(Array.from({ length: count }, make));
const decideAll = async (people: readonly Person[], favourable: readonly boolean[]) => {
  for (const [index, person] of people.entries()) await fixture.decide(person, favourable[index]);
};
const enteredOf = async (period: string) =>
  (await fixture.people.rows(outbox))
    .filter(({ codes }) => (codes as { period?: string }).period === period)
    .map(({ type }) => type as string)
    .toSorted();

interface Group {
  readonly group: Readonly<Record<string, string>>;
  readonly suppressed: boolean;
  readonly people?: number;
  readonly selectionRate?: number;
}
const genders = (body: { readonly comparisons: readonly { by: string[]; groups: Group[] }[] }) =>
  body.comparisons.find(({ by }) => by.length === 1 && by[0] === 'gender');

test('the monitored systems say what groups are formed by', async () => {
  const { status, body } = await fixture.systems();

  expect(status).toBe(200);
  expect(body.items).toEqual([
    {
      ...{ system, title: 'Limits of uploads', period: 'P1M' },
      attributes: [{ attribute: 'residence' }, { attribute: 'gender', title: 'Gender' }],
    },
  ]);
});

describe('the report of a period', () => {
  test('compares groups, enters a breached threshold in the ledger and opens a review', async () => {
    const { period, next, due } = await inMonth(async () => {
      const german = await several(5, () => fixture.newPerson({ residence: 'DE' }));
      const british = await several(5, () => fixture.newPerson({ residence: 'GB' }));
      await decideAll(german, [true, true, true, true, false]);
      await decideAll(british, [true, false, false, false, false]);
    });
    due();

    expect(await fixture.report(period)).toBe('succeeded');

    const { status, body } = await fixture.read(period);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ reportId: `${system}.${period}`, system, title: 'Limits of uploads', period, n: 10 },
      ...{ leftOut: 0, unknown: 0, by: ['residence'], missing: 0 },
      groups: [
        { group: { residence: 'DE' }, people: 5, selectionRate: 0.8 },
        { group: { residence: 'GB' }, people: 5, selectionRate: 0.2 },
      ],
      metrics: { demographicParityRatio: 0.25 },
      breached: ['demographicParityRatio'],
      review: { owner: 'fairness@example.com', state: 'open' },
    });
    expect(body.reportedAt).toContain(`${next}-20`);
    expect(Date.parse(body.review.dueAt) - Date.parse(body.reportedAt)).toBe(14 * 86_400_000);
    expect(await enteredOf(period)).toEqual(['fairness.reported', 'fairness.threshold-breached']);
    const [csv, page] = [
      await fixture.read(period, 'text/csv'),
      await fixture.read(period, 'text/html'),
    ];
    expect(csv.text).toContain('residence,GB,selectionRate,0.2,');
    expect(page.text).toContain('Limits of uploads');
    expect(page.headers['content-type']).toContain('text/html');
    expect(fixture.people.logged.join('\n')).toContain('FAIRNESS_BREACHED');
    expect((await newestReport(fixture.people.deps.database, system))?.period).toBe(period);
  });

  test('is written once: another run, and what comes later, change nothing', async () => {
    const people = await several(4, () => fixture.newPerson());
    const { period, due } = await inMonth(() => decideAll(people, [true, true, true, false]));
    due();
    await fixture.report(period);
    const { body: first } = await fixture.read(period);
    await fixture.consent(people[0]!, 'fairness-monitoring', 'refused');

    await fixture.report(period, '2');

    expect((await fixture.read(period)).body).toEqual(first);
    expect(await enteredOf(period)).toEqual(['fairness.reported']);
  });

  test('has no figures of a small group, nor of one from which it follows', async () => {
    const { period, due } = await inMonth(async () => {
      const many = await several(6, () => fixture.newPerson({ residence: 'DE' }));
      const few = await several(2, () => fixture.newPerson({ residence: 'GB' }));
      await decideAll(many, [true, true, true, false, false, false]);
      await decideAll(few, [true, false]);
    });
    due();
    await fixture.report(period);

    const { groups } = (await fixture.read(period)).body as { readonly groups: readonly Group[] };
    const british = groups.find(({ group }) => group['residence'] === 'GB');
    expect(british).toEqual({ group: { residence: 'GB' }, suppressed: true });
    const [row] = (await fixture.people.rows(fairnessReports)).filter(
      (one) => one['period'] === period,
    );
    expect(String(row?.['report'])).not.toContain('"people":2');
  });

  test('counts people, not decisions, for the smallest group', async () => {
    const { period, due } = await inMonth(async () => {
      const many = await several(4, () => fixture.newPerson({ residence: 'DE' }));
      const one = await fixture.newPerson({ residence: 'GB' });
      await decideAll(many, [true, true, true, false]);
      for (let count = 0; count < 5; count += 1) await fixture.decide(one, false);
    });
    due();
    await fixture.report(period);

    const { groups } = (await fixture.read(period)).body as { readonly groups: readonly Group[] };
    expect(groups.find(({ group }) => group['residence'] === 'GB')?.suppressed).toBe(true);
  });

  test('is not made before its time, and not at all of a period without outcomes', async () => {
    const { period, due } = await inMonth(async () => {
      await decideAll(await several(3, () => fixture.newPerson()), [true, true, true]);
    });
    expect(await fixture.report(period)).toBe('succeeded');
    expect((await fixture.read(period)).status).toBe(404);
    due();
    await fixture.report('2024-03');
    expect((await fixture.read('2024-03')).status).toBe(404);
    expect(await fixture.people.rows(fairnessRuns)).toEqual([]);
  });
});

describe('who is compared is decided at the moment of the report', () => {
  const withGenders = (count = 4) =>
    inMonth(async () => {
      const women = await several(count, () => fixture.newPerson({ gender: 'female' }));
      const men = await several(4, () => fixture.newPerson({ gender: 'male' }));
      await decideAll(women, [true, true, false, false, true, false, true]);
      await decideAll(men, [true, true, false, false]);
      return { women, men };
    });

  test('by an attribute that people gave on explicit consent', async () => {
    const { period, due } = await withGenders();
    due();
    await fixture.report(period);

    const found = genders((await fixture.read(period)).body);
    expect(found).toMatchObject({ missing: 0 });
    expect(found?.groups.map(({ group, people }) => [group['gender'], people])).toEqual([
      ['female', 4],
      ['male', 4],
    ]);
  });

  test('those who withdraw the attribute are compared without it', async () => {
    const { period, due, result } = await withGenders(7);
    for (const person of result.women.slice(0, 3)) {
      await fixture.consent(person, 'fairness-attributes', 'withdrawn');
    }
    due();
    await fixture.report(period);

    const { body } = await fixture.read(period);
    expect([body.n, body.leftOut]).toEqual([11, 0]);
    const found = genders(body);
    expect(found).toMatchObject({ missing: 3 / 11 });
    expect(found?.groups.map(({ group, people }) => [group['gender'], people])).toEqual([
      ['female', 4],
      ['male', 4],
    ]);
  });

  test('a single person who withdraws cannot be computed from the difference', async () => {
    const { period, due, result } = await withGenders();
    await fixture.consent(result.women[0]!, 'fairness-attributes', 'withdrawn');
    due();
    await fixture.report(period);

    const { body } = await fixture.read(period);
    expect(genders(body)).toMatchObject({ missing: 1 / 8 });
    // Both genders and the total would leave one person: not all three are shown.
    expect(genders(body)?.groups.some(({ suppressed }) => suppressed)).toBe(true);
  });

  test('one who objects is left out, and an outcome that comes later is not stored', async () => {
    const { period, due, result } = await withGenders();
    const [one] = result.men;
    await fixture.consent(one!, 'fairness-monitoring', 'refused');
    await fixture.decide(one!, true);
    due();
    await fixture.report(period);

    const { body } = await fixture.read(period);
    expect([body.n, body.leftOut]).toEqual([7, 1]);
    const rows = (await fixture.people.rows(outcomes)).filter(
      ({ subjectId }) => subjectId === one?.subjectId,
    );
    expect(rows).toHaveLength(1);
  });

  test('of one whose key is destroyed nothing is compared', async () => {
    const { period, due, result } = await withGenders();
    await fixture.people.deps.subjectKeys.destroy(result.men[0]!.subjectId, {
      order: { requestId: newRequestId(), name: () => Promise.resolve() },
      keep: [],
    });
    due();
    await fixture.report(period);

    expect((await fixture.read(period)).body.n).toBe(7);
  });
});

describe('labels', () => {
  test('that come later enter the report, and what no one may label is named', async () => {
    const people = await several(6, () => fixture.newPerson());
    const { period, due, result } = await inMonth(() =>
      Promise.all(people.map((person) => fixture.decide(person, true))),
    );
    const items = result.map((automatedDecisionId, index) => ({
      ...{ automatedDecisionId, subject: people[index]?.subject, label: index % 2 === 0 },
    }));
    const stranger = { ...items[0], subject: people[1]?.subject };

    const { status, body } = await fixture.label([...items, stranger, { label: true }]);

    expect(status).toBe(207);
    expect(body.items.map((item: { status: number }) => item.status)).toEqual([
      ...[204, 204, 204, 204, 204, 204, 404, 422],
    ]);
    due();
    const late = await fixture.label([{ ...items[0], label: false }]);
    expect(late.body.items).toMatchObject([{ status: 409 }]);
    await fixture.report(period);
    const { groups } = (await fixture.read(period)).body;
    expect(groups).toMatchObject([{ labels: { truePositiveRate: { value: 1 } } }]);
  });

  test('are in the copy of what is stored of the person', async () => {
    const person = await fixture.newPerson();
    const { period, result } = await inMonth(() => fixture.decide(person, false));
    await fixture.label([{ automatedDecisionId: result, subject: person.subject, label: true }]);

    const copied = await Array.fromAsync(everyOutcome(fixture.people.deps, person.subjectId));

    expect(copied).toEqual([
      { automatedDecisionId: result, system, period, favourable: false, score: 0.5, label: true },
    ]);
  });
});

describe('a review', () => {
  test('goes from open over a measure to an outcome, and then stays', async () => {
    const { period, due } = await inMonth(async () => {
      await decideAll(await several(3, () => fixture.newPerson()), [true, true, true]);
      const others = await several(3, () => fixture.newPerson({ residence: 'GB' }));
      await decideAll(others, [false, false, true]);
    });
    due();
    await fixture.report(period);
    const reportId = `${system}.${period}`;

    expect((await fixture.review(reportId, { outcome: 'Done' })).status).toBe(422);
    const begun = await fixture.review(reportId, { measure: 'The weights are checked.' });
    const closed = await fixture.review(reportId, { outcome: 'The weights were wrong.' });
    const again = await fixture.review(reportId, { outcome: 'The weights were wrong.' });
    const after = await fixture.review(reportId, { outcome: 'Something else.' });

    expect([begun.body.state, closed.body.state, again.status, after.status]).toEqual([
      ...['in-progress', 'closed', 200, 409],
    ]);
    expect((await fixture.read(period)).body.review).toEqual(closed.body);
    const waiting = (await fixture.people.rows(fairnessReports)).find(
      (row) => row['period'] === period,
    );
    expect(waiting).not.toHaveProperty('waiting');
    expect(await enteredOf(period)).toEqual([
      ...['fairness.reported', 'fairness.reviewed', 'fairness.reviewed'],
      'fairness.threshold-breached',
    ]);
    expect((await fixture.review(`${system}.1999-01`, { measure: 'x' })).status).toBe(404);
  });
});

test('no checkpoint, log or row of a report has a person or the outcome of one', async () => {
  const { database } = fixture.people.deps;
  const checkpoints = await database.client.send(
    new ScanCommand({ TableName: fromFacts(workflowCheckpoints).create.TableName }),
  );
  const text = JSON.stringify(checkpoints.Items ?? [], (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
  expect(text.length).toBeGreaterThan(1_000);
  for (const word of ['favourable', 'truePositive', 'female', 'residence']) {
    expect(text).not.toContain(word);
  }
  const logged = fixture.people.logged.join('\n');
  const rows = JSON.stringify(await fixture.people.rows(fairnessReports));
  for (const { subjectId } of await fixture.people.rows(outcomes)) {
    expect(logged).not.toContain(String(subjectId));
    expect(rows).not.toContain(String(subjectId));
  }
});
