import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import type { Mail } from '../../lambda/platform/mail/mail.ts';
import type { StaffCaller } from '../../lambda/platform/http/handlers.ts';
import { incidentNoticeHandlers } from '../../lambda/incident/notice/api.ts';
import { applyMailEvent, mailEvent } from '../../lambda/incident/notice/mail-events/apply.ts';
import {
  incidentNoticeApi,
  mailEvents,
  noticeSending,
} from '../../lambda/incident/notice/needs.ts';
import { incidentNoticeRoutes } from '../../lambda/incident/notice/routes.ts';
import { sendNotice } from '../../lambda/incident/notice/run.ts';
import { openNotices } from '../../lambda/incident/notice/store.ts';
import type { IncidentState } from '../../lambda/incident/model/incident.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { IncidentId, NoticeId, SubjectId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { OutboxMail } from '../../local/adapters/mail/outbox-mail.ts';
import { boundTo } from '../record/record-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import { letterIn } from '../support/letter.ts';
import type { Call, CallResult } from '../support/call.ts';
import { openAffectedFixture } from './affected-fixture.ts';
import type { AffectedFixture } from './affected-fixture.ts';
import { issuer, officer } from './incident-fixture.ts';

export const colleague: StaffCaller = { kind: 'staff', issuer, name: 'colleague@example.com' };
/** A bit more than a second: see `haste` of the driver. */
export const settleSeconds = 2_400;

export interface Means {
  readonly mail?: Mail;
  readonly database?: Database;
  readonly policy?: Policy;
}

export interface NoticeFixture extends Omit<AffectedFixture, 'ask'> {
  readonly outbox: OutboxMail;
  readonly askAffected: AffectedFixture['ask'];
  readonly ask: (method: string, path: string, rest?: Partial<Call>) => Promise<CallResult>;
  readonly withoutSender: NoticeFixture['ask'];
  readonly under: (policy: Policy) => NoticeFixture['ask'];
  /** The API on another connection to the same server. */
  readonly over: (database: Database) => NoticeFixture['ask'];
  readonly setState: (incidentId: IncidentId, state: IncidentState) => Promise<void>;
  /** An incident, with people affected by it, by their addresses; '' for none. */
  readonly affecting: (
    addresses: readonly string[],
  ) => Promise<{ readonly incidentId: IncidentId; readonly people: readonly SubjectId[] }>;
  readonly prepare: (incidentId: IncidentId, body?: object) => Promise<CallResult['body']>;
  readonly approve: (
    incidentId: IncidentId,
    notice: { noticeId: string; contentSha256: string },
    caller?: StaffCaller,
  ) => Promise<CallResult>;
  /** Drives sending; the run decides with which mail, database and policy. */
  readonly sending: (on?: (run: number) => Means) => () => Promise<void>;
  /** Every message in the outbox: recipient and text. */
  readonly messages: () => Promise<readonly { readonly to: string; readonly text: string }[]>;
  /** Delivers what the outbox has reported so far. */
  readonly report: () => Promise<void>;
  readonly read: (incidentId: IncidentId, noticeId: string) => Promise<CallResult['body']>;
}

export const text = {
  subject: 'Someone could read your texts',
  whatHappened: 'A stranger could read some texts for two hours.',
  consequences: 'They may know what you asked.',
  measures: 'We closed the access.',
  contact: 'Write to dpo@example.com.',
};
export const toPeople = { audience: 'people', texts: { en: text }, fallback: 'en' };

export async function openNoticeFixture(): Promise<NoticeFixture> {
  const { ask: askAffected, ...fixture } = await openAffectedFixture();
  const home = await mkdtemp(join(tmpdir(), 'custos-outbox-'));
  const place = { directory: join(home, 'outbox'), events: join(home, 'mail-events.jsonl') };
  const outbox = new OutboxMail(place);
  const { driving, clock } = fixture;
  const askWith =
    (policy: Policy, hasSender: boolean, database = fixture.database): NoticeFixture['ask'] =>
    (method, path, rest = {}) => {
      const parts = {
        ...{ ...fixture, policy, workflow: driving.workflow },
        database: boundTo(incidentNoticeApi, fixture, database),
      };
      const handlers = incidentNoticeHandlers(parts, hasSender);
      return call(
        createApp(parts, incidentNoticeRoutes, handlers),
        justSignedIn({ method, path: `/v1/incidents${path}`, caller: officer, ...rest }, clock()),
      );
    };
  const ask = askWith(fixture.policy, true);
  let reported = 0;

  return {
    ...fixture,
    ...{ outbox, ask, askAffected },
    withoutSender: askWith(fixture.policy, false),
    under: (policy) => askWith(policy, true),
    over: (database) => askWith(fixture.policy, true, database),
    setState: async (incidentId, state) => {
      await fixture.incidents.update(incidentId, { kind: 'system' }, () => ({
        ...{ kind: 'change', set: { state } },
      }));
    },
    async affecting(addresses) {
      const incidentId = await fixture.incident();
      const people: SubjectId[] = [];
      for (const address of addresses) {
        people.push(await fixture.person('DE', address === '' ? undefined : address));
      }
      for (let start = 0; start < people.length; start += 100) {
        const chunk = people.slice(start, start + 100);
        await fixture.search(incidentId, {
          by: 'subjects',
          subjects: chunk.map((subjectId) => ({ subjectId })),
        });
      }
      return { incidentId, people };
    },
    async prepare(incidentId, body = toPeople) {
      return (await ask('POST', `/${incidentId}/notices`, { body })).body;
    },
    approve: (incidentId, { noticeId, contentSha256 }, caller = colleague) =>
      ask('POST', `/${incidentId}/notices/${noticeId}/approve`, {
        ...{ caller, body: { contentSha256 } },
      }),
    sending(on = () => ({})) {
      const needed = boundTo(noticeSending, fixture, fixture.database);
      let runs = 0;
      let current: Means = {};
      return driving.drive(
        'incident-notices',
        ({ incidentId, noticeId, attempt }, context, { client }) => {
          const database = { client, physicalName: needed.physicalName };
          const { keyring, log } = fixture;
          const { policy = fixture.policy } = current;
          const deps = {
            ...{ database, policy, log, settleSeconds, stepMilliseconds: 500 },
            // Waits for what became of messages pass as fast as those of the workflow.
            clock: () => milliseconds(driving.clock()),
            subjectKeys: openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 }),
            mail: current.mail ?? outbox,
            notices: openNotices({ database }),
          };
          return sendNotice(deps, context, {
            ...{ incidentId: incidentId as IncidentId, noticeId: noticeId as NoticeId, attempt },
          });
        },
        () => {
          current = on((runs += 1));
          return current.database ?? fixture.database;
        },
      );
    },
    async messages() {
      const names = await readdir(place.directory).catch(() => []);
      const all = await Promise.all(
        names
          .filter((name) => name.endsWith('.eml'))
          .map((name) => letterIn(join(place.directory, name))),
      );
      return all.map((message) => ({
        to: /^To: (.*)\r$/m.exec(message)?.[1] ?? '',
        text: message,
      }));
    },
    async report() {
      const database = boundTo(mailEvents, fixture, fixture.database);
      const lines = (await readFile(place.events, 'utf8').catch(() => '')).trim().split('\n');
      for (const line of lines.slice(reported).filter((each) => each !== '')) {
        await applyMailEvent({ database, log: fixture.log }, mailEvent.parse(JSON.parse(line)));
      }
      reported = lines.length;
    },
    read: async (incidentId, noticeId) =>
      (await ask('GET', `/${incidentId}/notices/${noticeId}`)).body,
    stop: async () => {
      await fixture.stop();
      await rm(home, { recursive: true });
    },
  };
}

export const address = (): string => `${randomUUID()}@example.org`;
