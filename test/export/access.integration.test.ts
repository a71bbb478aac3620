import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { milliseconds, seconds } from '../../lambda/value/time.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { AttemptSupersededError, begin } from '../../lambda/request/attempt.ts';
import { tables } from '../../lambda/tables.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { erase } from '../erasure/erasure-steps.ts';
import {
  consent,
  firstAttempt,
  follow,
  keep,
  openRequestFixture,
  newPerson,
  staff,
  submit,
} from '../request/request-fixture.ts';
import { contribute } from '../aggregate/contributed.ts';
import { recordDisclosure } from '../disclosure/recorded.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

async function exported(person: Person, body: object = { kind: 'access' }) {
  const answer = await submit(fixture, person.caller, body);
  const run = firstAttempt(answer);
  await begin(fixture, run);
  const step = await fulfilExport(fixture, run);
  const link = await follow(fixture, answer.body.followUpToken, 'POST', '/download');
  const zip = await fixture.fetchObject(link.body.url);
  if (typeof zip === 'string') throw new Error(zip);
  const files = unzipSync(zip);
  const text = (path: string): string => Buffer.from(files[path]!).toString();
  const lines = (path: string) =>
    text(path)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { answer, run, step, link, zip, files, text, lines };
}

const hostile = '<script>alert("1")</script> & \u202Eevil';
const formula = '=HYPERLINK("https://evil.example","x")';

const readable = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('an access export', () => {
  test('holds everything that was stored, readable by people and by programs', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [
      { content: hostile, source: 'web' },
      { content: { text: 'Ünïcode 🎈', nested: [1, null, true] } },
      { category: 'feedback', purposes: ['support'], content: formula },
    ]);
    await consent(fixture, ada);
    await consent(fixture, ada, 'withdrawn');

    const { step, text, lines, answer, zip, files } = await exported(ada, {
      kind: 'access',
      reason: 'Out of interest',
    });

    expect(step).toMatchObject({
      counts: { 'prompt-text': 2, feedback: 1 },
      bytes: zip.length,
      sha256: sha256(zip),
    });
    expect(lines('data/prompt-text.jsonl')).toMatchObject([
      { category: 'prompt-text', purposes: ['service-provision'], source: 'web', content: hostile },
      { content: { text: 'Ünïcode 🎈', nested: [1, null, true] } },
    ]);
    expect(lines('consents.jsonl')).toMatchObject([
      { purpose: 'improvement', state: 'refused', version: 1 },
      { purpose: 'improvement', state: 'withdrawn', version: 2 },
    ]);
    expect(lines('requests.jsonl')).toMatchObject([
      { requestId: answer.body.request.requestId, kind: 'access', reason: 'Out of interest' },
    ]);
    for (const table of tables) {
      const copy = 'copy' in table ? table.copy : undefined;
      const file = copy?.kind === 'written' ? copy.file : '';
      expect(
        Object.keys(files).some((path) => path.startsWith(file)),
        `the rule of ${table.name} in its table.ts: access-export.ts writes ${file}`,
      ).toBe(true);
    }
    const account = JSON.parse(text('account.json'));
    expect(account.identifiers).toContainEqual({
      ...{ type: 'email', value: ada.email, assurance: 'issuer-verified' },
    });
    expect(account.identifiers).toContainEqual({
      assurance: 'issuer-verified',
      type: 'oidc',
      value: ada.caller.sub,
      issuer: ada.caller.issuer,
    });
  });

  test('names every file with its hash in the manifest', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [{}, { category: 'feedback', purposes: ['support'] }]);

    const { files, text } = await exported(ada);

    const manifest = JSON.parse(text('manifest.json'));
    expect(manifest.policyVersion).toBe(fixture.policy.version);
    const named = manifest.files.map(({ path }: { path: string }) => path);
    expect([...named, 'manifest.json'].toSorted()).toEqual(Object.keys(files).toSorted());
    for (const { path, sha256: hash, bytes } of manifest.files) {
      expect([path, sha256(files[path]!)]).toEqual([path, hash]);
      expect([path, files[path]!.length]).toEqual([path, bytes]);
    }
  });

  test('lets nothing that a person wrote become markup or a formula', async () => {
    const ada = await newPerson(fixture);
    const cells = [formula, '+1', '-1+2', '@SUM(A1)', '\tx', '"quoted", and\nmore', hostile];
    await keep(
      fixture,
      ada,
      cells.map((content) => ({ content })),
    );

    const { text } = await exported(ada);

    const page = text('index.html');
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;');
    expect(page).not.toMatch(/(src|href)="(?!#)/);
    const csv = text('data/prompt-text.csv');
    expect(csv.startsWith('\ufeffrecordId,category,')).toBe(true);
    for (const cell of [`"'=HYPERLINK(""https`, ",'+1,", ",'-1+2,", ",'@SUM(A1),", `'\tx`]) {
      expect(csv).toContain(cell);
    }
    expect(csv).not.toMatch(/(^|[,"])[=+@\t]/m);
    expect(csv).toContain('"""quoted"", and\nmore"');
  });

  test('GDPR Art. 15(1)(a)-(d), CJEU C-154/21: reports what is stored, not what could be', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [
      { category: 'feedback', purposes: ['support'], source: 'web' },
      { category: 'feedback', purposes: ['support'], source: 'web' },
    ]);

    const { text } = await exported(ada);

    const json = (path: string) => JSON.parse(text(path));
    const { recipients, transfers } = json('recipients.json');
    expect(recipients).toMatchObject([
      { id: 'cloud-hosting', categories: ['feedback'] },
      { id: 'support-desk', purposes: ['support'], address: '5 Sample Quay, Dublin 2, Ireland' },
    ]);
    expect(transfers).toEqual([]);
    expect(json('purposes.json').purposes[0]).toMatchObject({
      ...{ id: 'support', records: { feedback: 2 }, retentionInWords: '2 years' },
      bases: [{ jurisdiction: 'gdpr', basis: 'legitimate-interests' }],
    });
    expect(json('categories.json').categories).toMatchObject([
      { id: 'feedback', source: 'provided', sources: [{ source: 'web', count: 2 }] },
    ]);
    expect(json('retention.json').evidence).toMatchObject([
      { kind: 'consent', count: 0, retentionInWords: '7 years' },
      { kind: 'request', count: 1 },
    ]);
    expect(json('rights.json').remedies).toMatchObject([
      { authority: fixture.policy.jurisdictions.remedies['gdpr']?.authority },
    ]);
  });

  test('GDPR Art. 15(1)(c): names the recipients that data was disclosed to, from what was recorded', async () => {
    const ada = await newPerson(fixture);
    const disclosure = {
      ...{ recipient: 'annotation-partner', purpose: 'improvement', categories: ['feedback'] },
    };
    const reference = 'batch-0815';
    await recordDisclosure(fixture, ada.subjectId, disclosure);
    await recordDisclosure(fixture, ada.subjectId, { ...disclosure, reference });

    const { text, lines } = await exported(ada);

    expect(JSON.parse(text('recipients.json')).recipients).toMatchObject([
      { id: 'cloud-hosting', account: true },
      { id: 'annotation-partner', purposes: ['improvement'], disclosures: { count: 2 } },
    ]);
    expect(text('index.html')).toContain('<li>Example Annotation SL</li>');
    const recorded = lines('activity.jsonl').filter(({ kind }) => kind === 'disclosure');
    expect(recorded).toMatchObject([{ codes: disclosure }, { codes: disclosure }]);
    expect(lines('disclosures.jsonl')).toMatchObject([
      disclosure,
      { ...disclosure, reference, disclosureId: expect.any(String), at: expect.any(String) },
    ]);
  });

  test('GDPR Art. 15(3): holds what waits to be counted among many people', async () => {
    const ada = await newPerson(fixture);
    await contribute(fixture, ada.subjectId);

    const { lines } = await exported(ada);

    expect(lines('measurements.jsonl')).toEqual([
      {
        ...{ measure: 'answer-ratings', period: expect.stringMatching(/^\d{4}-W\d{2}$/) as string },
        measurements: [{ dimensions: { model: 'assistant-1', language: 'en' }, count: 2, sum: 8 }],
      },
    ]);
  });

  test('GDPR Art. 7(1): holds the text of each notice that a choice rests on', async () => {
    const ada = await newPerson(fixture);
    const { id, version, texts } = fixture.policy.published['improvement']!;
    const given = {
      purpose: 'improvement',
      state: 'given',
      givenBy: 'subject',
      locale: 'de',
    } as const;
    await fixture.consents.record(
      (await fixture.subjects.get(ada.subjectId))!,
      { ...given, method: 'privacy-centre', notice: { id, version } },
      { recorder: { kind: 'subject' } },
    );

    const { text, lines, files } = await exported(ada);

    const path = `notices/${id}-${version}-de.md`;
    expect(lines('consents.jsonl')[0].evidence.notice).toMatchObject({ id, version });
    expect(Object.keys(files)).toContain(path);
    expect(text(path)).toBe(texts['de']);
    expect(JSON.parse(text('notices.json')).notices).toMatchObject([{ id, version, file: path }]);
  });

  test('GDPR Art. 12(1): is written in the language that the person has set', async () => {
    const ada = await newPerson(fixture);
    const settings = { ...untouched, locale: 'de-AT' };
    const { subjectId } = ada;
    await transact(fixture.database, [update(subjects, { subjectId }, 1, { settings })]);

    const { text } = await exported(ada);

    expect(text('index.html')).toContain('<html lang="de"');
    expect(text('index.html')).toContain('sterreich');
    expect(JSON.parse(text('account.json')).settings).toEqual(settings);
  });

  test('leaves out what has expired and, when categories are named, the others', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [
      { content: 'live' },
      { category: 'feedback', purposes: ['support'] },
    ]);
    const past = {
      collectedAt: fixture.clock(),
      expiresAt: seconds(Math.floor(fixture.clock() / 1000) - 1),
    };
    const input = { category: 'prompt-text', purposes: ['service-provision'], content: 'expired' };
    await fixture.records.write([fixture.records.draft(ada.subjectId, input, past)], []);

    const { files, lines } = await exported(ada, { kind: 'access', categories: ['prompt-text'] });

    expect(lines('data/prompt-text.jsonl').map(({ content }) => content)).toEqual(['live']);
    expect(files['data/feedback.jsonl']).toBeUndefined();
  });

  test('says, where categories are named, that it is about these alone', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [{ content: 'live' }]);

    const { text } = await exported(ada, { kind: 'access', categories: ['feedback'] });

    expect(JSON.parse(text('manifest.json')).only).toEqual(['feedback']);
    expect(text('index.html')).toContain('You asked for these kinds of data alone: Feedback.');
  });

  test('GDPR Art. 15(3), 18(2): holds what a legal hold keeps past its end, and says so', async () => {
    const ada = await newPerson(fixture);
    const { subjectId } = ada;
    const ended = {
      collectedAt: milliseconds(fixture.clock() - 40 * 86_400_000),
      expiresAt: seconds(Math.floor(fixture.clock() / 1000) - 10 * 86_400),
      suspended: true,
    };
    const draft = (category: string) =>
      fixture.records.draft(subjectId, { category, purposes: ['support'], content: 'kept' }, ended);
    await fixture.records.write([draft('feedback'), draft('account-profile')], []);
    const heldCategories = ['feedback'];
    await transact(fixture.database, [update(subjects, { subjectId }, 1, { heldCategories })]);

    const { step, lines, text } = await exported(ada);

    expect(step.counts).toEqual({ feedback: 1 });
    expect(lines('data/feedback.jsonl')).toMatchObject([{ content: 'kept', purposes: [] }]);
    expect(JSON.parse(text('categories.json')).categories).toMatchObject([{ pastEnd: 1 }]);
    const page = readable(text('index.html'));
    expect(page).toContain('Entries that are past their end: 1.');
    expect(page).toContain('not before the legal matter named below has ended');
    expect(page).not.toContain('Used for');
    expect(page).toContain('There is nothing of yours that we use.');
  });

  test('GDPR Art. 15(1), CJEU C-434/16: holds what was noted about the person', async () => {
    const ada = await newPerson(fixture);
    const first = await submit(fixture, ada.caller, { kind: 'portability', reason: 'Leaving' });
    const { requestId } = first.body.request;
    await fixture.requests.change(requestId, () => ({ kind: 'change', to: 'failed' }));
    const body = { ground: 'manifestly-unfounded', note: 'Looked like somebody else' };
    const denied = await staff(fixture, 'POST', `/${requestId}/deny`, { body });

    const { lines } = await exported(ada);

    expect(denied.status).toBe(200);
    expect(lines('requests.jsonl')[1]).toMatchObject({
      ...{ requestId, status: 'denied', reason: 'Leaving' },
      note: 'Looked like somebody else',
      refusal: { reasons: [expect.stringMatching(/\w/)] },
      timeline: expect.arrayContaining([expect.objectContaining({ event: 'denied' })]),
    });
  });

  test('GDPR Art. 15(1), CJEU C-434/16: holds which mails were sent about a request, and where to', async () => {
    const ada = await newPerson(fixture);
    const { answer, lines } = await exported(ada);

    const [request] = lines('requests.jsonl');

    expect(request).toMatchObject({
      requestId: answer.body.request.requestId,
      mailAddress: ada.email,
      mails: [{ template: 'receipt', state: expect.any(String), at: expect.any(String) }],
      receivedAt: expect.any(String),
    });
    // The nonce of the follow-up token is as good as the token.
    expect(JSON.stringify(request)).not.toContain('nonce');
  });

  test('of a person with no data says so', async () => {
    const { step, text } = await exported(await newPerson(fixture));

    expect(step.counts).toEqual({});
    expect(text('index.html')).toContain('No entries of yours are held.');
  });
});

describe('carrying an access request out', () => {
  test('completes the request and says where the export is', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [{}]);

    const { answer, step, run } = await exported(ada);

    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body).toMatchObject({
      status: 'completed',
      clock: { state: 'stopped' },
      tasks: [{ system: 'custos', status: 'completed', counts: { 'prompt-text': 1 } }],
      export: { sha256: step.sha256, bytes: step.bytes, downloads: 1 },
    });
    expect(await fixture.requests.locks(ada.subjectId)).toEqual([]);
    expect(await begin(fixture, run)).toEqual({ kind: 'superseded' });
  });

  test('that died after the export was written writes it again and ends once', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [{}, {}]);
    const answer = await submit(fixture, ada.caller, { kind: 'access' });
    const run = firstAttempt(answer);
    await begin(fixture, run);
    // The first run puts the object and dies before it can say so.
    const dying = {
      ...fixture,
      objects: {
        put: async (...object: Parameters<typeof fixture.objects.put>) => {
          await fixture.objects.put(...object);
          throw new Error('killed');
        },
        link: fixture.objects.link.bind(fixture.objects),
        exists: fixture.objects.exists.bind(fixture.objects),
        get: fixture.objects.get.bind(fixture.objects),
        delete: fixture.objects.delete.bind(fixture.objects),
        deleteParts: fixture.objects.deleteParts.bind(fixture.objects),
      },
    };
    await expect(fulfilExport(dying, run)).rejects.toThrow('killed');

    const step = await fulfilExport(fixture, run);

    expect(step.counts).toEqual({ 'prompt-text': 2 });
    const row = await fixture.requests.get(run.requestId);
    expect(row?.timeline.filter(({ event }) => event === 'export-ready')).toHaveLength(1);
    await expect(fulfilExport(fixture, run)).rejects.toThrow(AttemptSupersededError);
    expect(await fixture.objects.exists(row!.export!.object)).toBe(true);
  });

  test('that is called off while it is written leaves no object', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [{}]);
    const answer = await submit(fixture, ada.caller, { kind: 'access' });
    const run = firstAttempt(answer);
    const records = {
      ...fixture.records,
      async *readHeld(subjectId: Person['subjectId']) {
        yield* fixture.records.readHeld(subjectId);
        await follow(fixture, answer.body.followUpToken, 'DELETE');
      },
    };

    await expect(fulfilExport({ ...fixture, records }, run)).rejects.toThrow(
      AttemptSupersededError,
    );

    const row = await fixture.requests.get(run.requestId);
    expect(row?.status).toBe('cancelled');
    expect(await fixture.objects.exists(row!.export!.object)).toBe(false);
  });

  test('that fails half-way leaves no object', async () => {
    const ada = await newPerson(fixture);
    const answer = await submit(fixture, ada.caller, { kind: 'access' });
    const run = firstAttempt(answer);
    const records = {
      ...fixture.records,
      // oxlint-disable-next-line require-yield -- fails before the first record
      async *readHeld(): AsyncGenerator<never, void> {
        await Promise.resolve();
        throw new Error('the database went away');
      },
    };

    await expect(fulfilExport({ ...fixture, records }, run)).rejects.toThrow('went away');

    const row = await fixture.requests.get(run.requestId);
    expect(row?.status).toBe('in-progress');
    expect(await fixture.objects.exists(row!.export!.object)).toBe(false);
  });
});

describe('downloading an export', () => {
  const link = (person: Person, requestId: RequestId) =>
    fixture.send({
      method: 'POST',
      path: `/v1/me/requests/${requestId}/download`,
      caller: person.caller,
    });

  test('gives its person a link of 15 minutes, counts it, and gives no one else one', async () => {
    const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
    const { run, zip } = await exported(ada);
    fixture.pass(0);

    const mine = await link(ada, run.requestId);
    const foreign = await link(grace, run.requestId);

    expect(mine.body).toMatchObject({ sha256: sha256(zip) });
    expect(Date.parse(mine.body.expiresAt)).toBe(fixture.clock() + 15 * 60_000);
    expect(foreign.status).toBe(404);
    expect((await fixture.requests.get(run.requestId))?.export?.downloads).toBe(2);
    fixture.pass(15 * 60 + 1);
    expect(await fixture.fetchObject(mine.body.url)).toBe('forbidden');
    fixture.setClock(undefined);
  });

  test('is not possible before it is finished', async () => {
    const ada = await newPerson(fixture);
    const { body } = await submit(fixture, ada.caller, { kind: 'access' });

    const answer = await link(ada, body.request.requestId);

    expect(answer.status).toBe(409);
    expect(answer.body.detail).toBe('The export is not finished yet.');
  });

  test('in its last moments answers a link of a minute or none, never a fault', async () => {
    const ada = await newPerson(fixture);
    const { run } = await exported(ada);
    const { expiresAt = 0 } = (await fixture.requests.get(run.requestId))!.export!;
    const at = (milliseconds: number) => {
      fixture.setClock(new Date(expiresAt * 1000 - milliseconds).toISOString());
      return link(ada, run.requestId);
    };

    const last = await at(60_000);
    const late = await at(500);

    expect(last.body).toMatchObject({ expiresAt: new Date(expiresAt * 1000).toISOString() });
    expect(late.status).toBe(404);
    expect((await fixture.requests.get(run.requestId))?.export?.downloads).toBe(2);
    fixture.setClock(undefined);
  });

  test('ends with the period of the policy, when the sweep deletes the object', async () => {
    const ada = await newPerson(fixture);
    const { run, answer } = await exported(ada);
    const { object } = (await fixture.requests.get(run.requestId))!.export!;

    fixture.pass(8 * 86_400);
    const late = await follow(fixture, answer.body.followUpToken, 'POST', '/download');
    await fixture.sweep();

    expect(late.status).toBe(404);
    expect(await fixture.objects.exists(object)).toBe(false);
    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body.export).toBeUndefined();
    expect(body.timeline.at(-1).event).toBe('export-deleted');
    fixture.setClock(undefined);
  });
});

describe('GDPR Art. 15(1)(d): until when data is retained', () => {
  const dayOf = (at: number | string) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(
      new Date(at),
    );

  test('is the same wherever one person reads it: own period, consent, hold', async () => {
    const ada = await newPerson(fixture);
    const own = { 'prompt-text': 'P7D' };
    const row = (await fixture.subjects.get(ada.subjectId))!;
    await transact(fixture.database, [
      update(subjects, { subjectId: ada.subjectId }, row.version, {
        settings: { ...untouched, retention: own },
        heldCategories: ['feedback'],
      }),
    ]);
    await keep(fixture, ada, [
      { purposes: ['service-provision'], content: 'Mine' },
      { category: 'feedback', purposes: ['support'], content: 'Held' },
    ]);
    await consent(fixture, ada);

    const { text, lines } = await exported(ada, { kind: 'access', locale: 'en' });

    const page = readable(text('index.html'));
    const [choice] = lines('consents.jsonl');
    const [record] = lines('data/prompt-text.jsonl');
    const retention = JSON.parse(text('retention.json'));
    const [proof] = retention.evidence;
    expect(proof).toMatchObject({ kind: 'consent', until: choice.expiresAt });
    expect(page).toContain(`Proof of your choices: until ${dayOf(choice.expiresAt)}`);
    expect(page).toContain(`Proof of your choices 1 until ${dayOf(choice.expiresAt)}`);
    const end = dayOf(Date.parse(record.collectedAt) + 7 * 86_400_000);
    expect(page).toContain(
      `7 days from collection, as you have chosen; the last of it until ${end}`,
    );
    expect(page).not.toContain('30 days from collection; the last');
    expect(page).toContain('for now until the legal matter named below has ended');
    const purpose = (id: string) =>
      retention.purposes.find((each: { purpose: string }) => each.purpose === id);
    expect(purpose('service-provision').categories).toMatchObject([
      { category: 'prompt-text', period: 'P7D', own: true, retentionInWords: '7 days' },
    ]);
    expect(purpose('support').categories[0]).not.toHaveProperty('until');
  });

  test('what an erasure before withheld is in the export, record by record', async () => {
    const ada = await newPerson(fixture);
    await keep(fixture, ada, [
      { category: 'safety-score', purposes: ['safety'], content: { score: 0.97 } },
    ]);
    await erase(fixture, firstAttempt(await submit(fixture, ada.caller, { kind: 'erasure' })));

    const { text, lines } = await exported(ada, { kind: 'access', locale: 'en' });

    const [retained, ...others] = lines('withheld.jsonl');
    expect(others).toEqual([]);
    expect(retained).toMatchObject({
      ...{ category: 'safety-score', ground: 'legal-obligation', content: { score: 0.97 } },
      until: expect.any(String),
    });
    const { withheld } = JSON.parse(text('retention.json'));
    expect(withheld).toContainEqual(
      expect.objectContaining({ category: 'safety-score', count: 1, until: retained.until }),
    );
    const page = readable(text('index.html'));
    expect(page).toContain(`Safety scores 1 until ${dayOf(retained.until)} A legal obligation`);
  });
});
