import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import type { Person } from './people.ts';
import type { Report } from './report.ts';
import { assistant, clientOf, DemoStepFailedError } from './steps.ts';
import type { ApiAccess } from './steps.ts';

type TrainingSet = components['schemas']['TrainingSet'];

const purpose = 'training';

/** A set of what people say about answers: one of them withdraws, and the next read does not have them. */
export async function trainOnFeedback(
  stage: ApiAccess,
  report: Report,
  people: readonly Person[],
): Promise<void> {
  const [leaving, ...others] = people.filter(({ agrees }) => agrees).slice(-5);
  if (leaving === undefined || others.length === 0) return;
  const recordsOf = new Map<Person, string>();
  for (const person of [leaving, ...others]) {
    await agree(stage, person);
    recordsOf.set(person, await storeFeedback(stage, person));
  }
  const { trainingSetId, ...set } = await buildSet(stage);
  report.check('records of the training set', set.counts['feedback'], recordsOf.size);
  const before = await readShards(stage, set);
  report.check('records that can be read', before.length, recordsOf.size);

  await clientOf(stage, leaving.email).put('/v1/me/consents/{purpose}', {
    path: { purpose },
    body: { state: 'withdrawn', locale: 'en', method: 'button' },
  });
  const after = await readShards(stage, set);
  const left = recordsOf.get(leaving);
  report.check(
    'records of who withdrew, at the next read',
    after.filter((id) => id === left),
    [],
  );
  report.check('records of the others', after.length, others.length);
  const exclusions = bodyOf(
    await assistant(stage).get('/v1/training-sets/{trainingSetId}/exclusions', {
      path: { trainingSetId },
    }),
  );
  const dropped = exclusions.items.flatMap(({ recordIds }) => recordIds);
  report.check('records that the trainer has to drop', dropped, [left]);
}

async function agree(stage: ApiAccess, { email }: Person): Promise<void> {
  const client = clientOf(stage, email);
  const { notice } = bodyOf(await client.get('/v1/me/notice', { query: { locale: 'en' } }));
  const { id, version, locale } = notice;
  const body = { state: 'given', notice: { id, version }, locale, method: 'button' } as const;
  bodyOf(await client.put('/v1/me/consents/{purpose}', { path: { purpose }, body }));
}

async function storeFeedback(stage: ApiAccess, { email }: Person): Promise<string> {
  const subject = { type: 'email', value: email } as const;
  const content = { text: 'The answer was short and right.' };
  const body = { subject, category: 'feedback', purposes: [purpose], content };
  return bodyOf(await assistant(stage).post('/v1/records', { body })).recordId;
}

async function buildSet(stage: ApiAccess): Promise<TrainingSet> {
  const client = assistant(stage);
  const { trainingSetId } = bodyOf(
    await client.post('/v1/training-sets', { body: { purpose, categories: ['feedback'] } }),
  );
  const deadline = Date.now() + 180_000;
  for (;;) {
    const path = { trainingSetId };
    const set = bodyOf(await client.get('/v1/training-sets/{trainingSetId}', { path }));
    if (set.state !== 'building') return set;
    if (Date.now() > deadline) throw new DemoStepFailedError('the training set is not built');
    await delay(500);
  }
}

/** Ids of the records in the files as they are now; the hash of each file is checked. */
async function readShards(
  { url, token }: ApiAccess,
  { shards }: Pick<TrainingSet, 'shards'>,
): Promise<readonly string[]> {
  const authorization = `Bearer ${await token('service', 'assistant')}`;
  const read: string[] = [];
  for (const shard of shards) {
    const opened = await fetch(new URL(shard.url, url), {
      headers: { authorization },
      redirect: 'manual',
    });
    const link = shardLink.parse(await opened.json());
    const text = await (await fetch(link.url)).text();
    if (createHash('sha256').update(text).digest('hex') !== link.sha256) {
      throw new DemoStepFailedError('a file of the training set has another hash');
    }
    for (const row of text.split('\n').filter(Boolean)) {
      read.push(line.parse(JSON.parse(row)).recordId);
    }
  }
  return read;
}

const shardLink = z.object({ url: z.url(), sha256: z.string() });
const line = z.object({ recordId: z.string() });
