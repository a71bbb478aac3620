import { InvokeError } from '@aws/durable-execution-sdk-js';
import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consents, consentStates } from '../../lambda/consent/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { records } from '../../lambda/record/table.ts';
import { recountPerson } from '../../lambda/erasure/count.ts';
import type { CountInput } from '../../lambda/erasure/count.ts';
import { fail } from '../../lambda/request/attempt.ts';
import { revokeKeys } from '../../lambda/erasure/revoke.ts';
import { runFulfilment } from '../../lambda/fulfilment/run.ts';
import { openRequests, requests } from '../../lambda/request/table.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import { lastEnd } from '../../lambda/request/model/exemption.ts';
import { erasures } from './erasure-fixture.ts';
import { erase, stepsOf } from './erasure-steps.ts';
import type { Notes } from './erasure-steps.ts';
import {
  firstAttempt,
  follow,
  keep,
  openRequestFixture,
  signedIn,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeEach(async () => {
  fixture = await openRequestFixture();
});
afterEach(() => fixture.stop());

const { user, withExport, ask, of, typesIn, verified, expectErased } = erasures(() => fixture);

describe('an erasure', () => {
  test('ends with nothing but what is reported as withheld, and a certificate that verifies', async () => {
    const [ada, grace] = [await user(), await user()];
    const neighbour = async () => ({
      records: of(await fixture.rows(records), grace),
      keys: of(await fixture.rows(subjectKeys), grace),
      states: of(await fixture.rows(consentStates), grace),
      aliases: of(await fixture.rows(aliases), grace),
    });
    const object = await withExport(ada);
    const before = await neighbour();
    const answer = await ask(ada, { reason: 'I am leaving' });

    const { before: counted, after } = await erase(fixture, firstAttempt(answer));

    const body = await expectErased(ada, answer);
    expect(await neighbour()).toEqual(before);
    expect(counted?.controls).toEqual(after?.controls);
    expect(await fixture.objects.exists(object as `exports/${string}`)).toBe(false);
    expect(body.tasks[0].withheld).toEqual([
      {
        category: 'usage-log',
        count: 1,
        ground: 'legal-obligation',
        reference: fixture.policy.purposes['safety']!.withhold!.reference,
        until: expect.any(String),
      },
      {
        category: 'consent-evidence',
        count: 2,
        ground: 'legal-claims',
        reference: fixture.policy.evidence.consent.reference,
        until: expect.any(String),
      },
      {
        category: 'request-evidence',
        count: 2,
        ground: 'legal-claims',
        reference: fixture.policy.evidence.request.reference,
        until: expect.any(String),
      },
    ]);
    expect(body.refusal).toEqual({
      reasons: ['legal-obligation'],
      remedies: fixture.policy.jurisdictions.remedies['gdpr'],
    });
    expect(body.timeline.map(({ event }: { event: string }) => event)).toEqual([
      'received',
      'in-progress',
      'person-fenced',
      'keys-destroyed',
      'data-purged',
      'erasure-verified',
      'certificate-issued',
      'partially-completed',
    ]);
    const { header, payload } = await verified(body.certificate);
    expect(header).toMatchObject({ alg: 'EdDSA', typ: 'erasure-certificate+jwt' });
    expect(Date.parse(payload.lastPossibleUse)).toBeLessThanOrEqual(payload.iat * 1000 + 999);
    const signed = JSON.stringify([payload, body.manifest]);
    for (const identifier of [ada.subjectId, ada.email, ada.caller.sub]) {
      expect(signed).not.toContain(identifier);
    }
    expect(await typesIn()).toHaveLength(4);
  });

  test('keeps what is withheld and what is evidence readable, and nothing else', async () => {
    const ada = await user();
    const answer = await ask(ada);

    await erase(fixture, firstAttempt(answer));

    const withheld = await Array.fromAsync(fixture.records.readWithheld(ada.subjectId));
    const events = await Array.fromAsync(fixture.consents.history(ada.subjectId));
    expect(withheld.map(({ content }) => content)).toEqual(['withheld']);
    expect(events.map(({ evidence }) => evidence?.method)).toEqual([
      'privacy-centre',
      'privacy-centre',
    ]);
    expect(await Array.fromAsync(fixture.records.readAll(ada.subjectId))).toEqual([]);
    expect(of(await fixture.rows(consents), ada)).toHaveLength(2);
  });

  test('of a person with no data completes with zero counts', async () => {
    const caller = signedIn(fixture);
    const answer = await submit(fixture, caller, { kind: 'erasure' });

    await erase(fixture, firstAttempt(answer));

    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body.status).toBe('completed');
    expect(body.tasks[0].counts).toEqual({});
    expect(body.tasks[0].withheld.map((one: { category: string }) => one.category)).toEqual([
      'request-evidence',
    ]);
    expect(body.refusal).toBeUndefined();
    expect((await verified(body.certificate)).payload.residual).toBe(0);
  });

  test('lets the person be registered again, as another person', async () => {
    const ada = await user();
    await erase(fixture, firstAttempt(await ask(ada)));
    expect((await fixture.subjects.resolveCaller(ada.caller)).kind).toBe('erased');

    const again = await ask({ caller: { ...ada.caller, ...fresh() } });

    const found = await fixture.subjects.resolveCaller(ada.caller);
    expect(again.status).toBe(202);
    expect(found.kind === 'known' && found.subject.subjectId).not.toBe(ada.subjectId);
  });

  const fresh = () => ({ authenticatedAt: signedIn(fixture).authenticatedAt });
});

describe('an erasure that dies', () => {
  test.each(['begin', 'count', 'plan', 'fence', 'revoke', 'purge', 'recount', 'verify', 'certify'])(
    'after the step %s and before its checkpoint, ends as if it had not',
    async (step) => {
      const ada = await user();
      await withExport(ada);
      const answer = await ask(ada);

      await erase(fixture, firstAttempt(answer), step);

      await expectErased(ada, answer);
      expect((await typesIn()).toSorted()).toEqual([
        'erasure.certified',
        'erasure.keys-destroyed',
        'erasure.planned',
        'erasure.purged',
      ]);
    },
  );

  test('while its rows are counted, counts again before an operator has to look', async () => {
    const answer = await ask({ caller: signedIn(fixture) });
    let counted = 0;
    const context = {
      step: (_: string, work: () => Promise<unknown>) => work(),
      wait: (_: string, { seconds }: { seconds: number }) => {
        fixture.pass(seconds);
        return Promise.resolve();
      },
      invoke: (_: string, __: string, input: CountInput) => {
        counted += 1;
        if (counted % 2 === 1) throw new InvokeError('the table is throttled');
        return recountPerson(fixture, input);
      },
    } as unknown as DurableContext;

    const ended = await runFulfilment(fixture, 'recount', context, firstAttempt(answer));

    expect(ended).toEqual({ kind: 'ended', status: 'completed' });
    expect(counted).toBe(4);
  });

  test('that nothing can go on with fails for its row and for the alarm on executions', async () => {
    const answer = await ask(await user());
    const context = {
      step: (_: string, work: () => Promise<unknown>) => work(),
      wait: () => Promise.resolve(),
      invoke: () => Promise.reject(new Error('the recount is not there')),
    } as unknown as DurableContext;

    const run = runFulfilment(fixture, 'recount', context, firstAttempt(answer));

    await expect(run).rejects.toThrow('the recount is not there');
    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body).toMatchObject({
      status: 'failed',
      tasks: [{ status: 'failed', error: 'attempt-failed' }],
    });
  });

  test('is taken up by another attempt, which certifies what the first destroyed', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const first = firstAttempt(answer);
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence', 'revoke']) {
      await steps[name]!(fixture, first, notes);
    }
    await fail(fixture, first, 'attempt-failed');
    const cancelled = await follow(fixture, answer.body.followUpToken, 'DELETE');
    const denied = await staff(fixture, 'POST', `/${first.requestId}/deny`, {
      body: { ground: 'legal-claims' },
    });
    await staff(fixture, 'POST', `/${first.requestId}/retry`);

    await erase(fixture, { ...first, attempt: 2 });

    expect([cancelled.status, denied.status]).toEqual([409, 409]);
    await expectErased(ada, answer);
    await expect(steps['purge']!(fixture, first, {})).rejects.toThrow('another attempt');
  });
});

describe('during an erasure', () => {
  test('it can be called off until the person is fenced, and not from then on', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence']) await steps[name]!(fixture, run, notes);

    const cancelled = await follow(fixture, answer.body.followUpToken, 'DELETE');
    const again = await ask(ada);
    const access = await submit(fixture, ada.caller, { kind: 'access' });

    expect(cancelled.status).toBe(409);
    expect(cancelled.body.detail).toContain('no longer be called off');
    expect(again.body).toMatchObject({
      type: 'urn:custos:problem:request-already-open',
      openRequestId: run.requestId,
    });
    expect(access.body.type).toBe('urn:custos:problem:conflict');
  });

  test('called off before, it leaves everything as it was', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan']) await steps[name]!(fixture, run, notes);

    await follow(fixture, answer.body.followUpToken, 'DELETE');

    await expect(steps['fence']!(fixture, run, notes)).rejects.toThrow('another attempt');
    expect((await fixture.subjects.get(ada.subjectId))?.status).toBe('active');
    expect(await Array.fromAsync(fixture.records.readAll(ada.subjectId))).toHaveLength(4);
  });

  test('other open requests of the person are closed: nothing is left to carry them out on', async () => {
    const ada = await user();
    const access = await submit(fixture, ada.caller, { kind: 'access' });

    await erase(fixture, firstAttempt(await ask(ada)));

    const { body } = await follow(fixture, access.body.followUpToken);
    expect(body.status).toBe('cancelled');
    expect(body.timeline.map(({ event }: { event: string }) => event)).toContain(
      'overtaken-by-erasure',
    );
  });

  test('a key that is made late is destroyed as well, after another wait', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence', 'revoke']) {
      await steps[name]!(fixture, run, notes);
    }
    // A write that had begun before the fence.
    await keep(fixture, ada, [{ content: 'late', category: 'feedback', purposes: ['support'] }]);

    const first = (await steps['purge']!(fixture, run, notes)) as { waitSeconds: number };
    fixture.pass(first.waitSeconds);
    const second = (await steps['purge']!(fixture, run, notes)) as { waitSeconds: number };

    expect([first.waitSeconds, second.waitSeconds]).toEqual([12, 0]);
    for (const name of ['recount', 'verify', 'certify', 'conclude']) {
      await steps[name]!(fixture, run, notes);
    }
    const { body } = await follow(fixture, answer.body.followUpToken);
    expect((await verified(body.certificate)).payload.keysDestroyed).toBe(6);
    expect(of(await fixture.rows(subjectKeys), ada)).toHaveLength(3);
  });

  test('a key that was made after the keys were named, and before they were destroyed, is reported as well', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence']) await steps[name]!(fixture, run, notes);
    const keys = fixture.subjectKeys;
    // A write that had begun before the fence.
    const late = () => keep(fixture, ada, [{ category: 'prompt-image' }]);
    const destroy: typeof keys.destroy = async (...call) => {
      await late();
      return keys.destroy(...call);
    };

    const { waitSeconds } = await revokeKeys(
      { ...fixture, subjectKeys: { ...keys, destroy } },
      run,
    );

    fixture.pass(waitSeconds);
    for (const name of ['purge', 'recount', 'verify', 'certify', 'conclude']) {
      await steps[name]!(fixture, run, notes);
    }
    const { body } = await follow(fixture, answer.body.followUpToken);
    const { payload } = await verified(body.certificate);
    const entered = (await fixture.rows(outbox))
      .filter((entry) => entry['type'] === 'erasure.keys-destroyed')
      .flatMap((entry) => (entry['codes'] as { kids: string[] }).kids);
    const gone = (await fixture.rows(tombstones)).map((row) => row['kid'] as string);
    expect(gone.length).toBeGreaterThanOrEqual(6);
    expect(payload.kids.toSorted()).toEqual(gone.toSorted());
    expect(entered.toSorted()).toEqual(gone.toSorted());
  });

  test('a row that is left over fails the verdict, and the next purge removes it', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    const steps = stepsOf(fixture);
    const notes: Notes = {};
    for (const name of ['begin', 'count', 'plan', 'fence', 'revoke', 'purge']) {
      await steps[name]!(fixture, run, notes);
    }
    await keep(fixture, ada, [{ content: 'late' }]);
    await steps['recount']!(fixture, run, notes);

    await expect(steps['verify']!(fixture, run, notes)).rejects.toThrow('rows-left-over');

    fixture.pass(
      ((await steps['purge']!(fixture, run, notes)) as { waitSeconds: number }).waitSeconds,
    );
    for (const name of ['purge', 'recount', 'verify']) await steps[name]!(fixture, run, notes);
    expect(notes.verification).toEqual({ kind: 'verified' });
  });

  test('a recount that reads other tables than ours sees nothing, and is not believed', async () => {
    const elsewhere = await openRequestFixture();
    try {
      const ada = await user();
      await user();
      const run = firstAttempt(await ask(ada));
      const steps = stepsOf(fixture);
      const notes: Notes = {};
      for (const name of ['begin', 'count', 'plan', 'fence', 'revoke', 'purge']) {
        await steps[name]!(fixture, run, notes);
      }

      await stepsOf(elsewhere)['recount']!(fixture, run, notes);

      expect(notes.after?.others).toBe(0);
      await expect(steps['verify']!(fixture, run, notes)).rejects.toThrow(
        'verification-inconclusive',
      );
    } finally {
      await elsewhere.stop();
    }
  });
});

describe('afterwards', () => {
  test('nothing that the person is known by is in any row, key or log line', async () => {
    const ada = await user();
    await withExport(ada);
    const answer = await ask(ada, { reason: 'A telling reason' });

    await erase(fixture, firstAttempt(answer));

    const tables = [records, consents, consentStates, requests, openRequests, subjectKeys];
    const all = [...tables, tombstones, subjects, aliases, outbox];
    const rows = await Promise.all(all.map((table) => fixture.rows(table)));
    const text = JSON.stringify([rows, fixture.logged], (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const planted of [ada.email, ada.caller.sub, 'A telling reason', 'A secret of mine']) {
      expect(text).not.toContain(planted);
    }
    const ledger = JSON.stringify(await fixture.rows(outbox));
    expect(ledger).not.toContain(ada.subjectId);
  });

  test('when the last period is over, the sweep destroys the last keys and lets the row go', async () => {
    const ada = await user();
    const answer = await ask(ada);
    await erase(fixture, firstAttempt(answer));
    const exempt = of(await fixture.rows(subjectKeys), ada).length;
    const row = await fixture.requests.get(firstAttempt(answer).requestId);
    const until = Math.ceil(lastEnd(row!.erasure!.withheld!)! / 1000);

    fixture.setClock(new Date(until * 1000 - 1000).toISOString());
    await fixture.sweep();
    const before = of(await fixture.rows(subjectKeys), ada).length;
    fixture.pass(2);
    await fixture.sweep();

    // The evidence of choices is kept longest; the rest ended before, each at its own time.
    expect([exempt, before]).toEqual([3, 1]);
    expect(of(await fixture.rows(subjectKeys), ada)).toEqual([]);
    const last = await fixture.requests.get(firstAttempt(answer).requestId);
    expect(row?.expiresAt).toBeUndefined();
    expect(last?.expiresAt).toBeLessThanOrEqual(until + 2);
    expect((await fixture.sweep()).handled).toBe(0);
  });
});
