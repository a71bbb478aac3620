import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseDocument } from 'yaml';
import { bodyOf } from '../../client/index.ts';
import type { components } from '../../client/index.ts';
import { assistant, clientOf, staffOf } from '../../local/demo/steps.ts';
import type { ApiAccess } from '../../local/demo/steps.ts';

export const measure = 'answer-ratings';
export const system = 'upload-limits';
const purpose = 'training';
const attributes = 'fairness-attributes';

/** What one person does is planted with what is searched for later. */
export interface Learner {
  readonly email: string;
  /** In every text of the person. */
  readonly secret: string;
  readonly residence: string;
  readonly language: string;
  /** Said for the comparison of groups. */
  readonly gender: string;
  readonly favourable: boolean;
}

/** The example policy with figures about few people, each day. */
export async function dailyPolicy(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'custos-learning-'));
  await cp(resolve(import.meta.dirname, '../../policy'), directory, { recursive: true });
  const file = join(directory, 'policy.yaml');
  const policy = parseDocument(await readFile(file, 'utf8'));
  const ratings = ['measures', measure];
  policy.setIn([...ratings, 'dimensions'], { language: { values: ['de', 'en'] } });
  policy.setIn([...ratings, 'period'], 'P1D');
  policy.setIn([...ratings, 'minimumGroup'], 3);
  policy.setIn([...ratings, 'budgetPerYear'], 200);
  const monitored = ['fairness', 'systems', system];
  policy.setIn([...monitored, 'period'], 'P1D');
  policy.setIn([...monitored, 'minimumGroup'], 3);
  policy.deleteIn([...monitored, 'labelsWithin']);
  await writeFile(file, policy.toString());
  return directory;
}

/** Registers the person, who permits training and a comparison by gender. */
export async function register(stage: ApiAccess, learner: Learner): Promise<string> {
  const { email, residence } = learner;
  const subject = { type: 'email', value: email } as const;
  const { subjectId } = bodyOf(
    await assistant(stage).post('/v1/subjects', { body: { subject, residence } }),
  );
  const client = clientOf(stage, email);
  const { notice } = bodyOf(await client.get('/v1/me/notice', { query: { locale: 'en' } }));
  const { id, version, locale } = notice;
  const body = { state: 'given', notice: { id, version }, locale, method: 'signature' } as const;
  for (const each of [purpose, attributes]) {
    bodyOf(
      await client.put('/v1/me/consents/{purpose}', {
        path: { purpose: each },
        body: { ...body, method: each === purpose ? 'button' : 'signature' },
      }),
    );
  }
  return subjectId;
}

/** Contributes to a measure, a training set and a comparison. Returns the id of the record of the set. */
export async function contribute(stage: ApiAccess, learner: Learner): Promise<string> {
  const { email, secret, language, gender, favourable } = learner;
  const client = assistant(stage);
  const subject = { type: 'email', value: email } as const;
  const text = `My name is ${secret}: write to ${email}, please.`;
  const record = async (category: string, of: string, content: object): Promise<string> => {
    const body = { subject, category, purposes: [of], content };
    return bodyOf(await client.post('/v1/records', { body })).recordId;
  };
  const recordId = await record('feedback', purpose, { text: `Write to ${email}, please.` });
  await record(attributes, attributes, { gender, note: text });
  const items = [{ subject, measure, value: 4, dimensions: { language } }];
  bodyOf(await client.post('/v1/measurements', { body: { items } }));
  const { automatedDecisionId } = bodyOf(
    await client.post('/v1/automated-decisions', {
      body: {
        ...{ subject, system, at: new Date().toISOString() },
        outcome: { value: `Uploads of ${secret} are limited`, favourable, score: 0.91 },
        ...{ mainFactors: [`300 uploads of ${email}`], logic: 'Counts uploads.' },
      },
    }),
  );
  const labels = [{ automatedDecisionId, subject, label: favourable }];
  bodyOf(await client.post('/v1/automated-decisions/labels', { body: { items: labels } }));
  return recordId;
}

/** Asks until there is an answer. */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
): Promise<Value> {
  for (let tries = 0; tries < 360; tries += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(500);
  }
  throw new Error(`${what} did not come`);
}

type TrainingSet = components['schemas']['TrainingSet'];

/** Builds a set, and registers a model that is trained on it. */
export async function train(stage: ApiAccess): Promise<TrainingSet> {
  const client = assistant(stage);
  const body = { purpose, categories: ['feedback'] };
  const { trainingSetId } = bodyOf(await client.post('/v1/training-sets', { body }));
  const set = await until('a training set', async () => {
    const path = { trainingSetId };
    const read = bodyOf(await client.get('/v1/training-sets/{trainingSetId}', { path }));
    return read.state === 'building' ? undefined : read;
  });
  const model = { name: 'leak', version: '1', title: 'Ranking', trainingSets: [trainingSetId] };
  const registered = { ...model, state: 'trained' as const, systems: [system] };
  bodyOf(
    await client.post('/v1/models', { body: { ...registered, intendedUse: 'Ranks answers.' } }),
  );
  return set;
}

/** Staff plan what is done about those who left. */
export async function planMeasure(stage: ApiAccess, date: string): Promise<void> {
  const client = staffOf(stage);
  const path = { name: 'leak', version: '1' };
  const { headers } = await client.get('/v1/models/{name}/{version}', { path });
  const body = { measure: { kind: 'retrain-by', date } } as const;
  const ifMatch = headers.get('etag') ?? '';
  bodyOf(await client.patch('/v1/models/{name}/{version}', { path, body, ifMatch }));
}

/** The text of a response, as a service or as staff. */
export const textFrom =
  ({ url, token }: ApiAccess) =>
  async (
    caller: 'service' | 'staff',
    path: string,
    accept = 'application/json',
  ): Promise<string | undefined> => {
    const name = caller === 'staff' ? 'dpo@example.org' : 'assistant';
    const headers = { authorization: `Bearer ${await token(caller, name)}`, accept };
    const response = await fetch(new URL(path, url), { headers, redirect: 'manual' });
    // Not there yet, or the functions of a runtime that has just begun are all busy.
    if (response.status === 404 || response.status === 503) return undefined;
    if (response.status >= 400) throw new Error(`${path}: ${response.status}`);
    return response.text();
  };

/** Lines of the files of a set, as a trainer reads them. */
export async function readShards(stage: ApiAccess, set: TrainingSet): Promise<readonly string[]> {
  const text = textFrom(stage);
  const lines: string[] = [];
  for (const { url } of set.shards) {
    const link = JSON.parse((await text('service', url)) ?? '') as { readonly url: string };
    const shard = await (await fetch(link.url)).text();
    lines.push(...shard.split('\n').filter(Boolean));
  }
  return lines;
}
