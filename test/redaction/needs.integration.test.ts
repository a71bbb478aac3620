import { afterAll, beforeAll, expect, test } from 'vitest';
import { textApi, textRestoreApi } from '../../lambda/redaction/needs.ts';
import { newPerson, submit } from '../request/request-fixture.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import type { RedactionFixture } from './redaction-fixture.ts';
import { openRedactionFixture, pseudonymised, restored, subjectOf } from './redaction-fixture.ts';

let fixture: RedactionFixture;
beforeAll(async () => {
  fixture = await openRedactionFixture();
});
afterAll(() => fixture.stop());

const text = 'Write to alex@example.org.';

test('text-api does what it declares, and nothing else: it turns no pseudonym back', async () => {
  const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
  await submit(fixture, grace.caller, { kind: 'restriction' });

  const done = await actionsDuring(fixture.database, async () => {
    await pseudonymised(fixture, ada, text);
    await pseudonymised(fixture, ada, text);
    await fixture.text('redact', { text, subject: subjectOf(grace), mode: 'pseudonymise' });
  });

  expect(done).toEqual(declaredBy(textApi));
});

test('text-restore-api does what it declares, and nothing else: it makes no pseudonym', async () => {
  const ada = await newPerson(fixture);
  const replaced = await pseudonymised(fixture, ada, text);

  const done = await actionsDuring(fixture.database, async () => {
    await restored(fixture, ada, replaced);
    await restored(fixture, ada, replaced, 'improvement');
  });

  // Should the `ledger` key of a person be missing, a denial makes it.
  expect([...done, 'test-subject-keys insert'].sort()).toEqual(declaredBy(textRestoreApi));
});
