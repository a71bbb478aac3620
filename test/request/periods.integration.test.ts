import { unzipSync } from 'fflate';
import { compactVerify, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentHandlers } from '../../lambda/consent/api.ts';
import { consentRoutes } from '../../lambda/consent/routes.ts';
import { myNoticeHandlers } from '../../lambda/notice/mine/api.ts';
import { myNoticeRoutes } from '../../lambda/notice/mine/routes.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { recordHandlers } from '../../lambda/record/api.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { requestHandlers } from '../../lambda/request-api/api.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { speech } from '../../lambda/export/words.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { requestApi } from '../../lambda/request-api/needs.ts';
import { requestRoutes } from '../../lambda/request-api/routes.ts';
import { countForPeople } from '../count/for-people.ts';
import { holdHandlers } from '../../lambda/hold/api.ts';
import { holdRoutes } from '../../lambda/hold/routes.ts';
import { subjectHandlers } from '../../lambda/subject/api.ts';
import { subjectRoutes } from '../../lambda/subject/routes.ts';
import { overviewHandlers } from '../../lambda/overview/api.ts';
import { overviewRoutes } from '../../lambda/overview/routes.ts';
import { toEpochSeconds } from '../../lambda/value/time.ts';
import { assistant } from '../record/calls.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { CallResult } from '../support/call.ts';
import { erase } from '../erasure/erasure-steps.ts';
import {
  firstAttempt,
  follow,
  officer,
  openRequestFixture,
  newPerson,
  submit,
} from './request-fixture.ts';
import type { RequestFixture, Person } from './request-fixture.ts';

/*
 * GDPR Art. 13(2)(a), 15(1)(d): one person, everything that can be said of until when something of
 * them is kept, and every place that says it. The places are read through their interfaces; what one
 * of them says is compared with all the others.
 */

type Body = CallResult['body'];
/** The day on which something ends, or what keeps it until no one knows when. */
type Ends = Readonly<Record<string, string>>;

let fixture: RequestFixture;
let ada: Person;
let send: (
  method: string,
  path: string,
  as: 'ada' | 'service' | 'staff',
  body?: object,
) => Promise<Body>;
beforeAll(async () => {
  fixture = await openRequestFixture();
  const platform = { ...fixture, facts: requestApi, environment: {} as never };
  const app = createApp(
    platform,
    {
      ...{ ...requestRoutes, ...holdRoutes, ...subjectRoutes, ...overviewRoutes },
      ...{ ...consentRoutes, ...recordRoutes, ...myNoticeRoutes },
    },
    {
      ...{
        ...requestHandlers(platform),
        ...holdHandlers(fixture),
        ...subjectHandlers(fixture),
        ...overviewHandlers(fixture),
      },
      ...{ ...consentHandlers(fixture), ...recordHandlers(fixture), ...myNoticeHandlers(fixture) },
    },
  );
  const callers = { service: () => assistant, staff: () => officer, ada: signedInNow };
  send = async (method, path, as, body) => {
    const [bare = '', query = ''] = path.split('?');
    const headers = { 'idempotency-key': crypto.randomUUID(), 'if-match': '*' };
    const asked = { method, path: bare, query: Object.fromEntries(new URLSearchParams(query)) };
    const request = { ...asked, headers, caller: callers[as](), ...(body && { body }) };
    const answer = await call(app, justSignedIn(request, fixture.clock()));
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer.body;
  };
  fixture.setClock('2026-11-28T10:00:00Z');
  ada = await newPerson(fixture);
  await live();
});
afterAll(() => fixture.stop());

const signedInNow = (): Person['caller'] => ({
  ...ada.caller,
  authenticatedAt: toEpochSeconds(fixture.clock()),
});
const store = async (category: string, purposes: readonly string[]): Promise<void> => {
  const subject = { type: 'email', value: ada.email };
  await send('POST', '/v1/records', 'service', { subject, category, purposes, content: category });
  const { subjectId } = ada;
  const counted = { subjectId, category, purposes, day: '2026-11-28', by: 1 as const };
  await countForPeople(fixture, [{ ...counted, eventId: crypto.randomUUID() }]);
};

const form = () => {
  const { id, version } = fixture.policy.published['assistant']!;
  return { notice: { id, version }, locale: 'en', method: 'form' };
};

/** Own periods, choices, records of every standing, a restriction, a hold and a finished request. */
async function live(): Promise<void> {
  await send('PATCH', '/v1/me/settings', 'ada', { retention: { 'prompt-text': 'P7D' } });
  const choose = async (purpose: string, state: string): Promise<void> => {
    await send('PUT', `/v1/me/consents/${purpose}`, 'ada', { state, ...form() });
  };
  await choose('improvement', 'given');
  await choose('profiling', 'given');
  // What was collected later than the consent ends with it, before its period.
  fixture.pass(100 * 86_400);
  await choose('training', 'given');
  fixture.pass(1);
  await store('prompt-text', ['service-provision', 'improvement']);
  await store('output-text', ['service-provision']);
  await store('prompt-image', ['improvement', 'training']);
  await store('usage-log', ['safety']);
  await store('feedback', ['support']);
  await store('feedback', ['support']);
  await store('account-profile', ['support', 'service-provision']);
  const matter = { subject: { type: 'email', value: ada.email }, matter: 'Roe v. Wonder' };
  await send('POST', '/v1/holds', 'staff', { ...matter, categories: ['feedback'] });
  // Finished at once.
  await send('POST', '/v1/me/requests', 'ada', {
    kind: 'withdraw-consent',
    purposes: ['profiling'],
  });
  await send('POST', '/v1/me/requests', 'ada', { kind: 'restriction', purposes: ['support'] });
}

async function exported() {
  const answer = await submit(fixture, signedInNow(), { kind: 'access', locale: 'en' });
  const run = firstAttempt(answer);
  await begin(fixture, run);
  await fulfilExport(fixture, run);
  const { url } = await send('POST', `/v1/me/requests/${run.requestId}/download`, 'ada');
  const files = unzipSync((await fixture.fetchObject(url)) as Buffer);
  const text = (path: string): string => Buffer.from(files[path] ?? '').toString();
  const page = text('index.html')
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return {
    page,
    json: (path: string): Body => JSON.parse(text(path)),
    lines: (path: string): Body[] =>
      text(path)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  };
}

const english = speech('en', 'Europe/Berlin');
/** Undefined where a place names neither: two places are then not the same. */
const endsOf = (items: readonly Body[], of = 'category'): Ends =>
  Object.fromEntries(
    items.map(({ [of]: name, expiresAt, until, keptBy }) => [name, keptBy ?? expiresAt ?? until]),
  );
const latest = (ends: readonly string[]): string => ends.toSorted().at(-1) ?? '';

const ends: Ends = {
  'prompt-text': '2027-03-15T10:00:01.000Z',
  // Summer time begins meanwhile.
  'output-text': '2027-04-07T09:00:01.000Z',
  'prompt-image': '2029-03-08T10:00:00.000Z',
  'usage-log': '2032-03-08T10:00:01.000Z',
  feedback: 'legal-hold',
  'account-profile': 'restriction',
};

describe('GDPR Art. 13(2)(a), 15(1)(d): until when data is retained', () => {
  test('of each record is the same wherever the person or staff read it', async () => {
    const { items: records } = await send('GET', '/v1/me/records', 'ada');
    const one = await send('GET', `/v1/me/records/${records[0].recordId}`, 'ada');
    const { items: holds } = await send('GET', '/v1/holds', 'staff');
    const retained = await send('POST', `/v1/holds/${holds[0].holdId}/withheld`, 'staff', {});
    const { page, json, lines } = await exported();

    expect(endsOf(records)).toEqual(ends);
    expect(one).toEqual(records[0]);
    expect(retained.items).toHaveLength(2);
    for (const item of retained.items) expect(item).not.toHaveProperty('until');
    const files = Object.keys(ends).flatMap((category) => lines(`data/${category}.jsonl`));
    expect(files).toHaveLength(7);
    expect(endsOf(files)).toEqual(ends);
    const { categories } = json('categories.json');
    expect(
      endsOf(
        categories.map(({ id: category, firstEnd, lastEnd, keptBy }: Body) => ({
          ...{ category, until: firstEnd === lastEnd ? lastEnd : 'differs' },
          ...(Object.keys(keptBy).length > 0 && { keptBy: Object.keys(keptBy).join() }),
        })),
      ),
    ).toEqual(ends);
    const shown = (title: string, count: number, end: string) =>
      expect(page).toContain(`${title} ${count} ${english.day(fixture.clock())} ${end}`);
    shown('Prompts', 1, english.day(ends['prompt-text']!));
    shown('Usage log', 1, english.day(ends['usage-log']!));
    shown('Feedback', 2, 'not before the legal matter named below has ended');
    shown('Account', 1, 'not before the restriction named below has ended');
    expect(page).toContain(
      `the first entries are deleted on ${english.day(ends['prompt-text']!)}, the last ones on ${english.day(ends['usage-log']!)}`,
    );
  });

  test('for each purpose is the period and the day, the shorter of own and policy', async () => {
    const { page, json } = await exported();
    const { items: data } = await send('GET', '/v1/me/data', 'ada');
    const settings = await send('GET', '/v1/me/settings', 'ada');
    const { notice } = await send('GET', '/v1/me/notice?locale=en', 'ada');
    const { purposes } = json('retention.json');

    const exportedFor = (id: string): Body[] =>
      purposes.find(({ purpose }: Body) => purpose === id).categories;
    expect(endsOf(exportedFor('service-provision'))).toEqual({
      'prompt-text': ends['prompt-text'],
      'output-text': ends['output-text'],
      'account-profile': 'restriction',
    });
    // A consent of a hundred days before ends it for this purpose, and not for the other.
    expect(endsOf(exportedFor('improvement'))).toEqual({
      'prompt-text': ends['prompt-text'],
      'prompt-image': '2028-11-28T10:00:00.000Z',
    });
    expect(endsOf(exportedFor('training'))).toEqual({ 'prompt-image': ends['prompt-image'] });
    expect(page).toContain(
      `Images: 2 years from collection; the last of it until 28 November 2028`,
    );
    expect(page).toContain(
      `Prompts: 7 days from collection, as you have chosen; the last of it until ${english.day(ends['prompt-text']!)}`,
    );
    const shown = purposes.flatMap(({ purpose, categories }: Body) =>
      categories.map(({ category, period: of }: Body) => [purpose, category, of]),
    );
    const counted = shown.map(([purpose, category]: Body) => {
      const { purposes: uses } = data.find((item: Body) => item.category === category);
      return [purpose, category, uses.find((use: Body) => use.purpose === purpose).retention];
    });
    expect(shown).toHaveLength(9);
    expect(counted).toEqual(shown);
    const prompts = data.find((item: Body) => item.category === 'prompt-text');
    expect(settings.retention).toEqual({ 'prompt-text': prompts.retention.applies });
    expect(prompts.retention).toEqual({
      period: settings.offered.retention.categories['prompt-text'],
      own: 'P7D',
      applies: 'P7D',
    });
    // The notice is for everybody: it has the periods of the policy, as the export repeats them.
    for (const { purpose, retention } of purposes) {
      const { title } = fixture.policy.purposes[purpose]!;
      const row = notice.markdown.split('\n').find((line: string) => line.startsWith(`| ${title}`));
      expect([title, row.split('|').at(-2).trim()]).toEqual([title, english.period(retention)]);
    }
  });

  test('each record counts once, with what keeps some of them', async () => {
    const { items } = await send('GET', '/v1/me/data', 'ada');
    const { items: records } = await send('GET', '/v1/me/records', 'ada');
    const { page } = await exported();

    const counts = items.map(({ count }: Body) => count).reduce((a: number, b: number) => a + b);
    expect(counts).toBe(records.length);
    expect(page).toContain(`What we hold ${counts} entries`);
    expect(items.find(({ category }: Body) => category === 'feedback')).toMatchObject({
      count: 2,
      withheld: [
        {
          ...{ category: 'feedback', count: 2, ground: 'legal-claims' },
          reference: 'GDPR Art. 17(3)(e), legal hold',
        },
      ],
    });
  });

  test('of the proof of a choice is the same in its receipt, for staff and in the export', async () => {
    const receipts: Body[] = [];
    for (const purpose of ['improvement', 'training', 'profiling']) {
      const query = `/v1/me/consents/receipts?purpose=${purpose}`;
      receipts.push(...(await send('GET', query, 'ada')).items);
    }
    const { page, json, lines } = await exported();

    const choices = endsOf(lines('consents.jsonl'), 'eventId');
    expect(receipts).toHaveLength(4);
    const key = await importJWK({ ...(await fixture.keyring.publicKey('receipts')) }, 'EdDSA');
    for (const { receiptId, keptUntil, document, receipt } of receipts) {
      const forStaff = await send('GET', `/v1/consents/receipts/${receiptId}`, 'staff');
      const { payload } = await compactVerify(receipt, key);
      const claims = JSON.parse(new TextDecoder().decode(payload));
      expect([forStaff.keptUntil, document.kept_until, claims.kept_until]).toEqual(
        Array.from({ length: 3 }, () => keptUntil),
      );
      expect(choices[receiptId]).toBe(keptUntil);
    }
    const last = latest(receipts.map(({ keptUntil }) => keptUntil as string));
    const [proof] = json('retention.json').evidence;
    expect(proof).toMatchObject({ kind: 'consent', count: 4, until: last });
    expect(page).toContain(
      `Proof of your choices: until ${english.day(last)} (7 years after a choice`,
    );
    expect(page).toContain(
      `Proof of your choices 4 until ${english.day(last)} (7 years after a choice`,
    );
  });

  test('of what an erasure keeps is the same in its answer, its certificate and afterwards', async () => {
    const { items: receipts } = await send('GET', '/v1/me/consents/receipts', 'ada');
    const answer = await submit(fixture, signedInNow(), { kind: 'erasure' });
    const run = firstAttempt(answer);
    await erase(fixture, run);

    const { body: request } = await follow(fixture, answer.body.followUpToken);
    const forStaff = await send('GET', `/v1/requests/${run.requestId}`, 'staff');
    const withheld: Body[] = request.tasks[0].withheld;
    expect(endsOf(withheld)).toEqual({
      ...{ 'usage-log': ends['usage-log'], feedback: undefined },
      'consent-evidence': latest(receipts.map(({ keptUntil }: Body) => keptUntil)),
      // The request shows what the hold keeps, so it stays as long.
      'request-evidence': undefined,
    });
    expect(request.manifest.withheld).toEqual(withheld);
    expect(forStaff.tasks[0].withheld).toEqual(withheld);
    const { items: data } = await send('GET', '/v1/me/data', 'ada');
    const left = withheld.filter(({ category }) => !category.endsWith('-evidence'));
    expect(data.flatMap((item: Body) => item.withheld ?? [])).toEqual(expect.arrayContaining(left));
    expect(data.find(({ category }: Body) => category === 'feedback').count).toBe(2);
    for (const { category, ground } of left) {
      const path = `/v1/requests/${run.requestId}/withheld`;
      const { items } = await send('POST', path, 'staff', { ground, category });
      expect([category, endsOf(items)[category]]).toEqual([category, endsOf(left)[category]]);
    }
    const { page, json, lines } = await exported();
    expect(json('retention.json').withheld).toEqual(withheld);
    expect(endsOf(lines('withheld.jsonl'))).toEqual(endsOf(left));
    expect(page).toContain(`Usage log: until ${english.day(ends['usage-log']!)}`);
    expect(page).toContain('Feedback: until the legal matter has ended');
    expect(page).toContain('Kept from an erasure before: 3 entries');
  });

  test('and it ends then: the request first, records and choices each at their own end', async () => {
    ada = await newPerson(fixture);
    await send('PUT', '/v1/me/consents/improvement', 'ada', { state: 'refused', ...form() });
    await store('usage-log', ['safety']);
    const answer = await submit(fixture, signedInNow(), { kind: 'erasure' });
    const run = firstAttempt(answer);
    await erase(fixture, run);
    const { body: request } = await follow(fixture, answer.body.followUpToken);
    const withheld: Body[] = request.tasks[0].withheld;
    const untils = endsOf(withheld);
    const shown = async () => {
      const { items } = await send('GET', '/v1/me/data', 'ada');
      const forStaff = await send('GET', `/v1/requests/${run.requestId}`, 'staff');
      const { status } = await follow(fixture, answer.body.followUpToken);
      const forPerson = items.flatMap((item: Body) => item.withheld ?? []);
      return { status, staff: endsOf(forStaff.tasks[0].withheld), person: endsOf(forPerson) };
    };
    const at = async (category: string) => {
      fixture.setClock(untils[category]);
      await fixture.sweep();
      return shown();
    };

    const first = await shown();
    const second = await at('request-evidence');
    const third = await at('usage-log');

    const { 'usage-log': usage, 'consent-evidence': choices } = untils;
    expect(first).toEqual({ status: 200, staff: untils, person: { 'usage-log': usage } });
    expect(second).toEqual({
      status: 401,
      staff: { 'usage-log': usage, 'consent-evidence': choices },
      person: { 'usage-log': usage },
    });
    expect(third).toEqual({ status: 401, staff: { 'consent-evidence': choices }, person: {} });
  });
});
