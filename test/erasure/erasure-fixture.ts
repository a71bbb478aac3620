import { compactVerify, importJWK } from 'jose';
import { expect } from 'vitest';
import { consentStates } from '../../lambda/consent/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { canonicalJson, sha256Hex } from '../../lambda/value/canonical.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { records } from '../../lambda/record/table.ts';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { openRequests } from '../../lambda/request/table.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import type { CallResult } from '../support/call.ts';
import {
  consent,
  firstAttempt,
  follow,
  keep,
  newPerson,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';

/** What tests of erasures share, on the fixture that is open when it is used. */
export function erasures(open: () => RequestFixture) {
  /** Someone with records, a withheld record, choices and an export. */
  const user = async (): Promise<Person> => {
    const fixture = open();
    const person = await newPerson(fixture);
    await keep(fixture, person, [
      { content: 'A secret of mine' },
      { content: 'Another' },
      { category: 'feedback', purposes: ['support'], content: 'Nice' },
      { category: 'usage-log', purposes: ['safety', 'service-provision'], content: 'withheld' },
    ]);
    await consent(fixture, person);
    await consent(fixture, person, 'withdrawn');
    return person;
  };

  const withExport = async (person: Person): Promise<string> => {
    const fixture = open();
    const answer = await submit(fixture, person.caller, { kind: 'access' });
    await begin(fixture, firstAttempt(answer));
    await fulfilExport(fixture, firstAttempt(answer));
    const row = await fixture.requests.get(firstAttempt(answer).requestId);
    return row!.export!.object;
  };

  const ask = (person: Pick<Person, 'caller'>, body = {}): Promise<CallResult> =>
    submit(open(), person.caller, { kind: 'erasure', ...body });

  const of = (rows: Record<string, unknown>[], { subjectId }: Pick<Person, 'subjectId'>) =>
    rows.filter((row) => row['subjectId'] === subjectId);

  const typesIn = async (): Promise<unknown[]> =>
    (await open().rows(outbox)).map((entry) => entry['type']).filter(isErasureType);
  const isErasureType = (type: unknown) => typeof type === 'string' && type.startsWith('erasure.');

  const verified = async (jws: string) => {
    const key = await open().keyring.publicKey('certificates');
    const { payload, protectedHeader } = await compactVerify(
      jws,
      await importJWK({ ...key }, 'EdDSA'),
    );
    return { header: protectedHeader, payload: JSON.parse(new TextDecoder().decode(payload)) };
  };

  /** Everything that has to be true of an erased person of `user()`, however often it was tried. */
  const expectErased = async (person: Person, answer: CallResult): Promise<CallResult['body']> => {
    const fixture = open();
    const left = await Promise.all(
      [consentStates, openRequests, subjects, aliases].map(async (table) => [
        table.name,
        of(await fixture.rows(table), person),
      ]),
    );
    expect(Object.fromEntries(left)).toEqual({
      'consent-states': [],
      'open-requests': [],
      subjects: [],
      aliases: [],
    });
    expect(of(await fixture.rows(records), person)).toMatchObject([
      { category: 'usage-log', withheld: 'legal-obligation', purposes: ['safety'] },
    ]);
    expect(of(await fixture.rows(subjectKeys), person).map((row) => row['erasureClass'])).toEqual(
      expect.arrayContaining(['consent-evidence', 'request-evidence', 'withheld-legal-obligation']),
    );
    expect(of(await fixture.rows(subjectKeys), person)).toHaveLength(3);
    const { body } = await follow(fixture, answer.body.followUpToken);
    expect(body).toMatchObject({
      status: 'partially-completed',
      clock: { state: 'stopped' },
      tasks: [{ status: 'completed', counts: { 'prompt-text': 2, feedback: 1 } }],
    });
    const { payload } = await verified(body.certificate);
    expect(payload).toMatchObject({
      status: 'ERASED',
      residual: 0,
      manifestSha256: sha256Hex(canonicalJson(body.manifest)),
    });
    const stones = (await fixture.rows(tombstones)).map((row) => row['kid']);
    expect(stones).toEqual(expect.arrayContaining(payload.kids));
    expect(payload.kids).toHaveLength(payload.keysDestroyed);
    // identity, ledger, prompt-text, feedback, usage-log
    expect(payload.keysDestroyed).toBe(5);
    const entries = await fixture.rows(outbox);
    const entered = entries
      .filter((entry) => entry['type'] === 'erasure.keys-destroyed')
      .flatMap((entry) => (entry['codes'] as { kids: string[] }).kids)
      .filter((kid) => payload.kids.includes(kid));
    expect(entered.toSorted()).toEqual(payload.kids.toSorted());
    return body;
  };

  return { user, withExport, ask, of, typesIn, verified, expectErased };
}
