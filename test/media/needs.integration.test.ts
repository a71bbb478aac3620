import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaApi, mediaIntake } from '../../lambda/media/needs.ts';
import { baseline, jpegWith } from '../cleaning/files/jpeg.ts';
import { newPerson, signedIn, submit } from '../request/request-fixture.ts';
import { writeMedia } from '../record/stored-media.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import { withAfter } from './media-after.ts';
import { announce, announcementOf, openMediaFixture, sent, stateOf } from './media-fixture.ts';
import type { MediaFixture } from './media-fixture.ts';

let fixture: MediaFixture;
beforeAll(async () => {
  fixture = await openMediaFixture();
});
afterAll(() => fixture.stop());

const photo = jpegWith(baseline, 6);

test('media-api does what it declares, and nothing else', async () => {
  const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
  const linus = await newPerson(fixture);
  await submit(fixture, grace.caller, { kind: 'restriction' });
  const { recordId } = await writeMedia(fixture, ada.subjectId, { category: 'prompt-image' });
  // Whose address a service has registered, and who signs in for the first time.
  const email = `${randomUUID()}@example.org`;
  await fixture.subjects.register({ type: 'email', value: email }, { by: 'service' });

  const done = await actionsDuring(fixture.database, async () => {
    // The first file of a person makes the key of its category.
    await announce(fixture, announcementOf(linus, photo));
    await announce(fixture, announcementOf(grace, photo));
    await stateOf(fixture, recordId);
    for (const caller of [ada.caller, signedIn(fixture, email)]) {
      await fixture.api({ method: 'GET', path: `/v1/me/media/${recordId}`, caller });
    }
  });

  expect(done).toEqual(declaredBy(mediaApi));
});

test('media-intake does what it declares, and nothing else', async () => {
  const [ada, grace] = [await newPerson(fixture), await newPerson(fixture)];
  const [stored, denied] = [
    await sent(fixture, ada, photo),
    await sent(fixture, grace, photo),
  ] as const;
  // The first from a recipient makes the notice, and an earlier one changes it.
  const source = { recipient: 'support-desk' };
  const earlier = await sent(fixture, ada, photo, { source });
  await delay(5);
  const later = await sent(fixture, ada, photo, { source });
  await submit(fixture, grace.caller, { kind: 'restriction' });

  const done = await actionsDuring(fixture.database, async () => {
    const media = withAfter(fixture.media, 'put', () => fixture.intake(stored));
    await fixture.intake(stored, { media });
    await fixture.intake(denied);
    await fixture.intake(later);
    await fixture.intake(earlier);
  });

  // Should a key of a person be missing, a record or a denial makes it.
  expect([...done, 'test-subject-keys insert'].sort()).toEqual(declaredBy(mediaIntake));
});
