import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import { aggregateSweep } from '../../lambda/aggregate/needs.ts';
import type { Person } from './people.ts';
import type { Report } from './report.ts';
import { assistant, DemoStepFailedError, staffOf } from './steps.ts';
import type { ApiAccess } from './steps.ts';
import { startFunction } from './sweep.ts';

type Aggregates = components['schemas']['Aggregates'];

const measure = 'answer-ratings';
/** Of ten people six write in English, three in German and one in French. */
const languages = ['en', 'de', 'en', 'en', 'fr', 'en', 'de', 'en', 'de', 'en'] as const;

/** Each of them rates an answer, as the assistant's backend reports it. */
export async function rateAnswers(
  stage: ApiAccess,
  report: Report,
  people: readonly Person[],
): Promise<void> {
  const items = people.map(({ email }, index) => ({
    subject: { type: 'email', value: email } as const,
    measure,
    value: 1 + (index % 5),
    dimensions: { language: languages[index % languages.length] ?? 'en' },
  }));
  const answer = bodyOf(await assistant(stage).post('/v1/measurements', { body: { items } }));
  report.check('ratings that are counted in this week', answer.accepted, people.length);
}

/** The week is over: it is closed by a schedule, and published once. */
export async function readRatings(stage: ApiAccess, report: Report, home: string): Promise<void> {
  await startFunction(home, aggregateSweep.name);
  const first = await untilReleased(stage);
  const rows = first.rows.filter(({ group }) => Object.keys(group).join() === 'language');
  report.print(rows.map(inWords).join('; '));
  const suppressed = rows.flatMap(({ group, suppressed }) =>
    suppressed === true ? [group['language'] ?? ''] : [],
  );
  // German, too: with its figure and the total the others could be computed.
  report.check('languages without a figure, for too few people', suppressed, ['de', 'fr']);
  const again = await untilReleased(stage);
  report.check(
    'read again, the figures are the same',
    JSON.stringify(again.rows) === JSON.stringify(first.rows),
    true,
  );
}

const inWords = ({ group, count, error }: Aggregates['rows'][number]): string =>
  `${group['language']}: ${count === undefined ? 'suppressed' : `${count} ± ${error}`}`;

async function untilReleased(stage: ApiAccess): Promise<Aggregates> {
  const client = staffOf(stage);
  const weekAgo = new Date(Date.now() - 7 * 86_400_000).toISOString();
  const deadline = Date.now() + 180_000;
  for (;;) {
    const answer = await client.get('/v1/aggregates', { query: { measure } });
    // The week before, in which no person rated anything, was published at the first start.
    if (answer.kind !== 'problem' && bodyOf(answer).to > weekAgo) return bodyOf(answer);
    if (Date.now() > deadline) throw new DemoStepFailedError('the week is not published');
    await delay(500);
  }
}
