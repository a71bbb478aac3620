import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listTimeline } from '../../lambda/incident/timeline.ts';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { MailArgumentError } from '../../lambda/platform/mail/errors.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { incidentNotices } from '../../lambda/incident/notice/table.ts';
import { getRow } from '../../lambda/platform/dynamo/read.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import * as z from 'zod';
import { interrupted } from '../faults/connections.ts';
import { officer } from './incident-fixture.ts';
import { address, colleague, openNoticeFixture, text, toPeople } from './notice-fixture.ts';
import type { Means, NoticeFixture } from './notice-fixture.ts';

let fixture: NoticeFixture;
beforeAll(async () => {
  fixture = await openNoticeFixture();
});
afterAll(() => fixture.stop());

const toAuthority = { audience: 'authority', jurisdiction: 'gdpr' };

async function sent(noticeId: string, attempt = 1, means: Means = {}): Promise<string> {
  const stop = fixture.sending(() => means);
  const status = await fixture.driving.ended(`${noticeId}-${attempt}`);
  await stop();
  return status;
}

describe('a notice to an authority', () => {
  test('has the fields of Art. 33(3), and says what is not known yet', async () => {
    const { incidentId } = await fixture.affecting([address(), address()]);
    fixture.setClock('2026-11-24T08:00:00.000Z');
    const notice = await fixture.prepare(incidentId, {
      ...toAuthority,
      consequences: 'Strangers may know what people asked.',
    });
    fixture.setClock(undefined);

    expect(notice).toMatchObject({
      audience: 'authority',
      state: 'prepared',
      form: {
        ...{ jurisdiction: 'gdpr', phase: 'preliminary', late: false },
        dueAt: '2026-11-27T05:00:00.000Z',
        controller: { privacyOfficer: 'dpo@example.com' },
        nature: { kinds: ['confidentiality'], awareAt: '2026-11-24T05:00:00.000Z' },
        categories: [{ id: 'prompt-text' }],
        people: { approximately: 2, here: 2, complete: true },
        consequences: 'Strangers may know what people asked.',
        notYetKnown: ['records', 'measures'],
      },
    });
    expect(notice.form.reference).toContain('33(1)');
  });

  test('that is late says why (GDPR Art. 33(1))', async () => {
    const incidentId = await fixture.incident();
    fixture.setClock('2026-11-27T05:00:01.000Z');
    const late = await fixture.ask('POST', `/${incidentId}/notices`, { body: toAuthority });
    const explained = await fixture.prepare(incidentId, {
      ...toAuthority,
      delayReasons: 'The log of the build was found on the third day.',
    });
    fixture.setClock(undefined);

    expect(late.status).toBe(422);
    expect(late.body.errors).toMatchObject([{ pointer: '/delayReasons' }]);
    expect(explained.form).toMatchObject({ late: true });
  });

  test('is a page to print, in which nothing that staff wrote is markup', async () => {
    const incidentId = await fixture.incident();
    fixture.setClock('2026-11-24T08:00:00.000Z');
    const { noticeId } = await fixture.prepare(incidentId, {
      ...toAuthority,
      measures: '<script>alert(1)</script>',
    });
    fixture.setClock(undefined);
    const page = await fixture.ask('GET', `/${incidentId}/notices/${noticeId}`, {
      headers: { Accept: 'text/html' },
    });

    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.text).toContain('Not known yet');
    expect(page.text).not.toContain('<script');
  });

  test('is not for a law without an authority', async () => {
    const incidentId = await fixture.incident();
    const body = { ...toAuthority, jurisdiction: 'no-such-law' };
    const answer = await fixture.ask('POST', `/${incidentId}/notices`, { body });

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer: '/jurisdiction' }]);
  });

  test('is approved by another person, and nothing is sent', async () => {
    const incidentId = await fixture.incident();
    const notice = await fixture.prepare(incidentId, { ...toAuthority, delayReasons: 'late' });

    expect((await fixture.approve(incidentId, notice)).body).toMatchObject({ state: 'approved' });
    expect(await fixture.messages()).toEqual([]);
  });
});

describe('a notice to people', () => {
  test('has a text for every language of the policy, or names the fallback', async () => {
    const incidentId = await fixture.incident();
    const post = (body: object) => fixture.ask('POST', `/${incidentId}/notices`, { body });
    const people = (texts: object, fallback?: string) => ({ audience: 'people', texts, fallback });

    const missing = await post(people({ en: text }));
    expect(missing.status).toBe(422);
    expect(missing.body.errors).toMatchObject([{ pointer: '/texts' }]);
    expect(missing.body.errors[0].message).toContain('de');
    expect((await post(people({ de: text }, 'en'))).body.errors).toMatchObject([
      { pointer: '/fallback' },
    ]);
    expect((await post(people({ en: text, de: text }))).status).toBe(201);
    expect((await post(people({ en: text }, 'en'))).status).toBe(201);
  });

  test.each(['\r\nBcc: mallory@example.org', '\u2028Bcc', '\u2029', '\u0085'])(
    'has a subject of one line: not %j',
    async (more) => {
      const incidentId = await fixture.incident();
      const texts = { en: { ...text, subject: `Your data${more}` } };
      const body = { audience: 'people', texts, fallback: 'en' };

      const { status, body: rejected } = await fixture.ask('POST', `/${incidentId}/notices`, {
        body,
      });

      expect(status).toBe(422);
      expect(rejected.errors).toMatchObject([{ pointer: '/texts/en/subject' }]);
    },
  );

  test('can be read as it will be sent, in each language', async () => {
    const incidentId = await fixture.incident();
    const german = { ...text, whatHappened: 'Fremde konnten Texte lesen.' };
    const notice = await fixture.prepare(incidentId, {
      ...{ audience: 'people', texts: { en: text, de: german } },
    });

    expect(Object.keys(notice.preview).sort()).toEqual(['de', 'en']);
    expect(notice.preview.de.text).toContain('Fremde konnten Texte lesen.');
    expect(notice.preview.en.text).toContain(fixture.policy.controller.name);
  });

  test('is not sent before another person has approved what they read', async () => {
    const { incidentId } = await fixture.affecting([address()]);
    const notice = await fixture.prepare(incidentId);

    const own = await fixture.approve(incidentId, notice, officer);
    expect(own.status).toBe(409);
    expect(own.body.detail).toContain('Another member of staff');
    const other = await fixture.approve(incidentId, { ...notice, contentSha256: '0'.repeat(64) });
    expect(other.status).toBe(409);
    const long = { ...colleague, authenticatedAt: undefined } as never;
    expect((await fixture.approve(incidentId, notice, long)).status).toBe(401);
    expect(await fixture.read(incidentId, notice.noticeId)).toMatchObject({ state: 'prepared' });
    expect(await fixture.messages()).toEqual([]);
  });

  test('cannot be approved where the deployment has no sender, and says what to set', async () => {
    const { incidentId } = await fixture.affecting([address()]);
    const { noticeId, contentSha256 } = await fixture.prepare(incidentId);
    const path = `/${incidentId}/notices/${noticeId}/approve`;
    const answer = await fixture.withoutSender('POST', path, {
      ...{ caller: colleague, body: { contentSha256 } },
    });

    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('`mail`');
  });

  test('is sent to each once, in their language, and the person sees it in their activity', async () => {
    const german = { ...text, whatHappened: 'Fremde konnten Texte lesen.' };
    const [ada, bob] = [address(), address()];
    const { incidentId, people } = await fixture.affecting([ada, bob]);
    const { version } = (await fixture.subjects.get(people[1]!))!;
    await transact(fixture.database, [
      update(subjects, { subjectId: people[1]! }, version, {
        settings: {
          ...{ retention: {}, training: 'on', personalisation: 'on', storage: 'on' },
          locale: 'de-AT',
        },
      }),
    ]);
    const notice = await fixture.prepare(incidentId, {
      ...{ audience: 'people', texts: { en: text, de: german } },
    });
    await fixture.approve(incidentId, notice);

    expect(await sent(notice.noticeId)).toBe('succeeded');

    const messages = await fixture.messages();
    const to = (who: string) => messages.filter((each) => each.to === who);
    expect(to(ada)).toHaveLength(1);
    expect(to(bob)).toHaveLength(1);
    expect(to(ada)[0]!.text).toContain(text.whatHappened);
    expect(to(bob)[0]!.text).toContain('Fremde konnten Texte lesen.');
    expect(await fixture.read(incidentId, notice.noticeId)).toMatchObject({
      state: 'sent',
      counts: { informed: 2, uncertain: 0, noAddress: 0, bounced: 0 },
    });
    expect(await kindsOf(people[0]!)).toContain('incident-notice');
    const { events } = await listTimeline(fixture.database, incidentId, { limit: 3 });
    expect(events.map(({ kind }) => kind)).toEqual([
      'notice-sent',
      'notice-approved',
      'notice-prepared',
    ]);
    expect(fixture.lines.join('\n')).not.toContain(ada);
  });

  test('counts and lists who has no address, whose address is none, and whose mail came back', async () => {
    const [ada, back, angry] = [address(), 'a@bounce.example', 'b@complaint.example'].map((each) =>
      each.startsWith('a@') || each.startsWith('b@') ? `${randomUUID()}${each.slice(1)}` : each,
    ) as [string, string, string];
    const { incidentId, people } = await fixture.affecting([
      ada,
      back,
      angry,
      '',
      'jörg@example.org',
    ]);
    const notice = await fixture.prepare(incidentId);
    await fixture.approve(incidentId, notice);
    expect(await sent(notice.noticeId)).toBe('succeeded');
    await fixture.report();
    await fixture.report();

    const view = await fixture.read(incidentId, notice.noticeId);
    expect(view.counts).toEqual({
      ...{ informed: 2, bounced: 1, complained: 1, noAddress: 1, rejected: 1 },
      ...{ uncertain: 0, erased: 0 },
    });
    const listed = async (delivery: string) => {
      const query = { noticeId: notice.noticeId as string, delivery, limit: '100' };
      const { body } = await fixture.askAffected('GET', `/${incidentId}/affected`, { query });
      return (body.items as { subjectId: string }[]).map(({ subjectId }) => subjectId);
    };
    expect(await listed('bounced')).toEqual([people[1]]);
    expect(await listed('complained')).toEqual([people[2]]);
    expect(await listed('no-address')).toEqual([people[3]]);
    expect(await listed('rejected')).toEqual([people[4]]);
    expect(await listed('sent')).toEqual([people[0]]);
  });

  test('skips and counts people who are being erased', async () => {
    const { incidentId, people } = await fixture.affecting([address(), address()]);
    const { version } = (await fixture.subjects.get(people[0]!))!;
    await transact(fixture.database, [
      update(subjects, { subjectId: people[0]! }, version, { status: 'erasing' }),
    ]);
    const notice = await fixture.prepare(incidentId);
    await fixture.approve(incidentId, notice);
    expect(await sent(notice.noticeId)).toBe('succeeded');

    expect((await fixture.read(incidentId, notice.noticeId)).counts).toMatchObject({
      ...{ informed: 1, erased: 1 },
    });
  });

  test('that is approved again goes to those who were found since, and to no one twice', async () => {
    const first = address();
    const { incidentId } = await fixture.affecting([first]);
    const notice = await fixture.prepare(incidentId);
    await fixture.approve(incidentId, notice);
    expect(await sent(notice.noticeId)).toBe('succeeded');
    const later = address();
    const found = await fixture.person('DE', later);
    await fixture.search(incidentId, { by: 'subjects', subjects: [{ subjectId: found }] });

    await fixture.approve(incidentId, notice);
    expect(await sent(notice.noticeId, 2)).toBe('succeeded');

    const to = (await fixture.messages()).map((each) => each.to);
    expect(to.filter((each) => each === first)).toHaveLength(1);
    expect(to.filter((each) => each === later)).toHaveLength(1);
  });

  test('is not approved once the incident is closed; one that was approved before is sent', async () => {
    const { incidentId } = await fixture.affecting([address()]);
    const [before, after] = [await fixture.prepare(incidentId), await fixture.prepare(incidentId)];
    await fixture.approve(incidentId, before);
    await fixture.setState(incidentId, 'closed');

    const refused = await fixture.approve(incidentId, after);
    const again = await fixture.approve(incidentId, before);

    expect([refused.status, again.status]).toEqual([409, 200]);
    expect(refused.body.detail).toContain('closed');
    expect(await fixture.read(incidentId, after.noticeId)).toMatchObject({ state: 'prepared' });
    expect(await sent(before.noticeId)).toBe('succeeded');
    expect((await fixture.approve(incidentId, before)).status).toBe(409);
    await fixture.setState(incidentId, 'assessing');
    expect((await fixture.approve(incidentId, after)).status).toBe(200);
    await sent(after.noticeId);
  });

  test('whose incident is closed in the moment of its approval is not approved', async () => {
    const { incidentId } = await fixture.affecting([address()]);
    const { noticeId, contentSha256 } = await fixture.prepare(incidentId);
    const connection = await interrupted(fixture, 'ExecuteTransaction', () =>
      fixture.setState(incidentId, 'closed'),
    );

    const approved = await fixture.over(connection.database)(
      'POST',
      `/${incidentId}/notices/${noticeId}/approve`,
      { caller: colleague, body: { contentSha256 } },
    );
    await connection.stop();

    expect(approved.status).toBe(409);
    expect(await fixture.read(incidentId, noticeId)).toMatchObject({ state: 'prepared' });
  });

  test('whose stored text was altered after its approval is not sent', async () => {
    const { incidentId } = await fixture.affecting([address()]);
    const notice = await fixture.prepare(incidentId);
    await fixture.approve(incidentId, notice);
    const before = (await fixture.messages()).length;
    const key = { incidentId, noticeId: notice.noticeId as string };
    const row = await getRow(
      fixture.database,
      incidentNotices,
      key,
      z.object({ version: z.int(), content: z.string() }),
    );
    await transact(fixture.database, [
      update(incidentNotices, key, row!.version, {
        content: row!.content.replace('two hours', 'two minutes'),
      }),
    ]);

    expect(await sent(notice.noticeId)).toBe('failed');
    expect(await fixture.messages()).toHaveLength(before);
    expect(await fixture.read(incidentId, notice.noticeId)).toMatchObject({ state: 'failed' });
  });

  test('is sent whatever the form of its language tag and of the name of the controller', async () => {
    const to = address();
    const { incidentId } = await fixture.affecting([to]);
    const locale = 'de-u-co-phonebk';
    const body = { audience: 'people', texts: { [locale]: text }, fallback: locale };
    const notice = await fixture.prepare(incidentId, body);
    await fixture.approve(incidentId, notice);
    const { controller } = fixture.policy;
    const policy = { ...fixture.policy, controller: { ...controller, name: 'Example\nGmbH\n' } };

    expect(await sent(notice.noticeId, 1, { policy })).toBe('succeeded');

    const messages = (await fixture.messages()).filter((each) => each.to === to);
    expect(messages).toHaveLength(1);
    expect(messages[0]!.text).toContain('From: Example GmbH <');
    expect(messages[0]!.text).toContain(`Content-Language: ${locale}`);
  });

  test('that no message can carry fails at once, and leaves no one claimed', async () => {
    const { incidentId } = await fixture.affecting([address()]);
    const notice = await fixture.prepare(incidentId);
    await fixture.approve(incidentId, notice);
    const send = () => Promise.reject(new MailArgumentError('a message has a text'));

    expect(await sent(notice.noticeId, 1, { mail: { perSecond: 10, send } })).toBe('failed');

    expect(await fixture.read(incidentId, notice.noticeId)).toMatchObject({ state: 'failed' });
    const [row] = (await fixture.askAffected('GET', `/${incidentId}/affected`)).body.items;
    expect(row).not.toHaveProperty('notices');
  });

  test('is prepared once for one Idempotency-Key', async () => {
    const incidentId = await fixture.incident();
    const headers = { 'Idempotency-Key': randomUUID() };
    const post = () => fixture.ask('POST', `/${incidentId}/notices`, { body: toPeople, headers });
    const [one, other] = [await post(), await post()];

    expect(one.status).toBe(201);
    expect(other.body.noticeId).toBe(one.body.noticeId);
    expect((await fixture.ask('GET', `/${incidentId}/notices`)).body.items).toHaveLength(1);
  });
});

async function kindsOf(subjectId: SubjectId): Promise<string[]> {
  const { items } = await listActivity(fixture, subjectId, { limit: 20 });
  return items.map(({ kind }) => kind);
}
