import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsents } from '../../lambda/consent/consents.ts';
import { noticeHandlers } from '../../lambda/notice/api.ts';
import { noticeApi } from '../../lambda/notice/needs.ts';
import { noticeRoutes } from '../../lambda/notice/routes.ts';
import { keepNotices, readNotice } from '../../lambda/notice/store.ts';
import { noticeTexts } from '../../lambda/notice/table.ts';
import { marshalKey } from '../../lambda/platform/dynamo/read.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { noticeVersionOf } from '../../lambda/policy/version.ts';
import { writeConsents } from '../../lambda/export/events.ts';
import { newPerson } from '../record/calls.ts';
import { boundTo, openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { call } from '../support/call.ts';

let fixture: RecordFixture;
/** Three deployments, each with other texts of one notice; the last one has withdrawn another notice. */
let deployed: readonly Policy[];
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  const changed = withText(fixture.policy, ' One more sentence.', '2026-12-01');
  const { improvement, ...published } = withText(changed, ' And another.', '2027-01-01').published;
  deployed = [fixture.policy, changed, { ...changed, published }];
  expect(improvement).toBeDefined();
  for (const [index, policy] of deployed.entries()) {
    fixture.setClock(`2026-11-0${index + 1}T10:00:00.000Z`);
    await keepNotices(fixture, policy);
    // The same again, as a deployment that is repeated does.
    await keepNotices(fixture, policy);
  }
  fixture.setClock(undefined);
});
afterAll(() => fixture.stop());

function withText(policy: Policy, sentence: string, effectiveFrom: string): Policy {
  const notice = policy.published['assistant']!;
  const texts = Object.fromEntries(
    Object.entries(notice.texts).map(([locale, text]) => [locale, `${text}${sentence}\n`]),
  );
  const assistant = { ...notice, texts, effectiveFrom, version: noticeVersionOf(texts) };
  return { ...policy, published: { ...policy.published, assistant } };
}

const versionOf = (policy: Policy): string => policy.published['assistant']!.version;

async function get(path: string, query: Record<string, string> = {}) {
  const database = boundTo(noticeApi, fixture, fixture.database);
  const parts = { ...fixture, policy: deployed.at(-1)!, database };
  const app = createApp(parts, noticeRoutes, noticeHandlers(parts));
  const reply = await call(app, { method: 'GET', path, query });
  return { status: reply.status, body: reply.body as Record<string, Record<string, unknown>> };
}

describe('GDPR Art. 7(1): every published version of a notice keeps its text', () => {
  test.each([0, 1, 2])('deployment %i, in each language', async (index) => {
    const { texts, version, effectiveFrom } = deployed[index]!.published['assistant']!;

    for (const locale of Object.keys(texts)) {
      const { status, body } = await get(`/v1/notices/assistant/${version}`, { locale });
      expect(status).toBe(200);
      expect(body['notice']).toMatchObject({
        ...{ id: 'assistant', version, effectiveFrom, locale, markdown: texts[locale] },
      });
    }
  });

  test('in the best language where there is none of those asked for', async () => {
    const path = `/v1/notices/assistant/${versionOf(deployed[0]!)}`;

    expect((await get(path, { locale: 'fr' })).body['notice']).toMatchObject({ locale: 'en' });
    expect((await get(path, { locale: 'de-AT' })).body['notice']).toMatchObject({ locale: 'de' });
    expect((await get(path)).body['notice']).toMatchObject({ locale: 'en' });
  });

  test('all versions are listed, the one in force first, once each, and withdrawn notices', async () => {
    const { body } = await get('/v1/notices');

    const items = body['items'] as unknown as { id: string; versions: object[] }[];
    expect(items.map(({ id }) => id)).toEqual(['assistant']);
    expect(items[0]?.versions).toMatchObject(
      deployed.toReversed().map((policy, index) => ({
        version: versionOf(policy),
        inForce: index === 0,
        publishedAt: `2026-11-0${3 - index}T10:00:00.000Z`,
        locales: ['en', 'de'],
      })),
    );
    expect(body['withdrawn']).toMatchObject([
      {
        id: 'improvement',
        versions: [{ version: fixture.policy.published['improvement']!.version, inForce: false }],
      },
    ]);
  });

  test('a withdrawn notice is still read', async () => {
    const { version, texts } = fixture.policy.published['improvement']!;

    const { body } = await get(`/v1/notices/improvement/${version}`, { locale: 'de' });

    expect(body['notice']).toMatchObject({ markdown: texts['de'] });
  });

  test.each(['versions', 'assistant/x', '__proto__', 'assistant%23'])(
    'nothing else of the table is a notice: %s',
    async (id) => {
      expect((await get(`/v1/notices/${id}/0000000000000000`)).status).toBe(404);
    },
  );

  test('an export has the text of an earlier version that a choice rests on', async () => {
    const { subjectId } = await newPerson(fixture);
    const { version, texts } = fixture.policy.published['assistant']!;
    await openConsents(fixture).record(
      (await fixture.subjects.get(subjectId))!,
      {
        ...{ purpose: 'training', state: 'given', givenBy: 'subject', locale: 'de' },
        ...{ method: 'form', notice: { id: 'assistant', version } },
      },
      { recorder: { kind: 'subject' } },
    );
    const files = new Map<string, string>();
    const policy = deployed.at(-1)!;

    await writeConsents(
      { policy, database: fixture.database, consents: openConsents({ ...fixture, policy }) },
      { subjectId },
      async (path, parts) => {
        let content = '';
        for await (const part of parts) content += part;
        files.set(path, content);
        return { path, sha256: '', bytes: content.length };
      },
    );

    expect(files.get(`notices/assistant-${version}-de.md`)).toBe(texts['de']);
  });

  test('a text that was altered in the table is not shown as the one that was agreed to', async () => {
    const { version, texts } = deployed[1]!.published['assistant']!;
    const part = `assistant#${version}`;
    const write = (markdown: string) =>
      fixture.database.client.send(
        new PutItemCommand({
          TableName: fixture.database.physicalName(noticeTexts),
          Item: { ...marshalKey({ part, item: 'de' }), markdown: { S: markdown } },
        }),
      );

    await write('We may do anything.');
    const { status } = await get(`/v1/notices/assistant/${version}`, { locale: 'en' });
    await expect(readNotice(fixture.database, 'assistant', version)).rejects.toThrow(
      'not what its version says',
    );
    await write(texts['de']!);

    expect(status).toBe(500);
  });
});
