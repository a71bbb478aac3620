import { afterAll, beforeAll, expect, test } from 'vitest';
import { disclosureApi } from '../../lambda/disclosure/needs.ts';
import { byUserId } from '../subject/subject-fixture.ts';
import { anyOrder } from '../support/destruction.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import type { DisclosureFixture } from './disclosure-fixture.ts';
import { openDisclosureFixture, toSupportDesk } from './disclosure-fixture.ts';

let fixture: DisclosureFixture;
beforeAll(async () => {
  fixture = await openDisclosureFixture();
});
afterAll(() => fixture.people.stop());

test('disclosure-api does what it declares, and nothing else: it reads no disclosure', async () => {
  const [ada, grace] = [await fixture.newPerson(), await fixture.newPerson()];
  const { deps } = fixture.people;
  // Of a person who has no key yet, one is made.
  await deps.subjectKeys.destroy(grace.subjectId, { order: anyOrder, keep: [] });

  const done = await actionsDuring(deps.database, async () => {
    const several = {
      items: [
        toSupportDesk(ada),
        toSupportDesk(grace),
        toSupportDesk({ subject: byUserId() }),
        toSupportDesk(ada, { recipient: 'nobody' }),
      ],
    };
    const key = crypto.randomUUID();
    const statuses = [
      await fixture.disclose(toSupportDesk(ada)),
      await fixture.disclose(several, { key }),
      await fixture.disclose(several, { key }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([201, 207, 207]);
  });

  expect(done).toEqual(declaredBy(disclosureApi));
});
