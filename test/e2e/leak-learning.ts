import { setTimeout as delay } from 'node:timers/promises';
import { bodyOf } from '../../client/index.ts';
import type { Person } from '../../local/demo/people.ts';
import { assistant, clientOf } from '../../local/demo/steps.ts';
import type { ApiAccess } from '../../local/demo/steps.ts';

const purpose = 'training';

/** Lets a text be used for training that names the person, and decides about them by a monitored system. */
export async function contribute(stage: ApiAccess, { email }: Person): Promise<void> {
  const client = clientOf(stage, email);
  const { notice } = bodyOf(await client.get('/v1/me/notice', { query: { locale: 'en' } }));
  const { id, version, locale } = notice;
  const body = { state: 'given', notice: { id, version }, locale, method: 'button' } as const;
  bodyOf(await client.put('/v1/me/consents/{purpose}', { path: { purpose }, body }));
  const subject = { type: 'email', value: email } as const;
  const content = { text: `Write to ${email}, please.` };
  const record = { subject, category: 'feedback', purposes: [purpose], content };
  bodyOf(await assistant(stage).post('/v1/records', { body: record }));
  bodyOf(
    await assistant(stage).post('/v1/automated-decisions', {
      body: {
        ...{ subject, system: 'upload-limits', at: new Date().toISOString() },
        outcome: { value: 'Uploads are limited', favourable: false, score: 0.91 },
        ...{ mainFactors: ['300 uploads within one hour'], logic: 'Counts uploads.' },
      },
    }),
  );
}

/** Builds a set and registers a model of it. Returns what the API shows of both, by name. */
export async function train(
  stage: ApiAccess,
  { email }: Person,
): Promise<ReadonlyMap<string, string>> {
  const client = assistant(stage);
  const body = { purpose, categories: ['feedback'] };
  const { trainingSetId } = bodyOf(await client.post('/v1/training-sets', { body }));
  const path = { trainingSetId };
  const read = async () => bodyOf(await client.get('/v1/training-sets/{trainingSetId}', { path }));
  let set = await read();
  for (let tries = 0; set.state === 'building' && tries < 240; tries += 1) {
    await delay(500);
    set = await read();
  }
  const { manifest, shards } = set;
  if (manifest === undefined || shards.length === 0) throw new Error(`the set is ${set.state}`);
  const text = await textFrom(stage);
  const shown = new Map([
    ['manifest', await (await fetch(manifest.url)).text()],
    ['training set', JSON.stringify(set)],
  ]);
  for (const { url } of shards) {
    const link = JSON.parse(await text(url)) as { readonly url: string };
    shown.set('link to a shard', link.url);
    shown.set('shard', await (await fetch(link.url)).text());
  }
  const model = { name: 'leak', version: '1', title: 'Ranking', trainingSets: [trainingSetId] };
  const named = { ...model, intendedUse: `Ranks answers for ${email}.` };
  const refused = await client.post('/v1/models', { body: named });
  if (refused.kind !== 'problem') throw new Error('a model may name a person');
  bodyOf(await client.post('/v1/models', { body: { ...model, intendedUse: 'Ranks answers.' } }));
  for (const accept of ['application/json', 'text/markdown']) {
    shown.set(`card as ${accept}`, await text('/v1/models/leak/1/card', accept));
  }
  return shown;
}

async function textFrom({ url, token }: ApiAccess) {
  const authorization = `Bearer ${await token('service', 'assistant')}`;
  return async (path: string, accept = 'application/json'): Promise<string> => {
    const headers = { authorization, accept };
    const response = await fetch(new URL(path, url), { headers, redirect: 'manual' });
    if (response.status >= 400) throw new Error(`${path}: ${response.status}`);
    return response.text();
  };
}
