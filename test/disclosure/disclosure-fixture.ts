import { disclosureHandlers } from '../../lambda/disclosure/api.ts';
import { disclosureApi } from '../../lambda/disclosure/needs.ts';
import { disclosureRoutes } from '../../lambda/disclosure/routes.ts';
import type { StoredDisclosure } from '../../lambda/disclosure/store.ts';
import { everyDisclosure } from '../../lambda/disclosure/store.ts';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import type { Activity } from '../../lambda/ledger/activity-list.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { Identifier } from '../../lambda/subject/model/subject.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { boundTo } from '../record/record-fixture.ts';
import { assistant, byUserId, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { call } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';

export interface Person {
  readonly subject: Identifier;
  readonly subjectId: SubjectId;
}

/** The API of disclosures beside that of people, on one embedded server. */
export interface DisclosureFixture {
  readonly people: SubjectFixture;
  readonly newPerson: () => Promise<Person>;
  /** `POST /v1/disclosures`, as the function with its needs answers it. */
  readonly disclose: (
    body: unknown,
    options?: { readonly key?: string; readonly policy?: Policy; readonly database?: Database },
  ) => Promise<CallResult>;
  readonly stored: (person: Person) => Promise<StoredDisclosure[]>;
  /** Activities of these kinds, newest first. */
  readonly activities: (person: Person, ...kinds: string[]) => Promise<Activity[]>;
}

export async function openDisclosureFixture(): Promise<DisclosureFixture> {
  const people = await openSubjectFixture();
  const { server, deps } = people;

  return {
    people,

    async newPerson() {
      const subject = byUserId();
      const { body } = await people.post('/v1/subjects', { subject });
      return { subject, subjectId: body.subjectId };
    },

    disclose(body, { key = crypto.randomUUID(), policy = deps.policy, ...rest } = {}) {
      const database = boundTo(disclosureApi, server, rest.database ?? deps.database);
      const log = openLog({ function: 'test', stage: 'test' }, (line) => {
        (people.logged as string[]).push(line);
      });
      // Keys are read where the other tables are.
      const { keyring, clock } = deps;
      const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 300 });
      const parts = { ...deps, database, subjectKeys, policy, log };
      return call(createApp(parts, disclosureRoutes, disclosureHandlers(parts)), {
        ...{ method: 'POST', path: '/v1/disclosures', caller: assistant, body },
        ...(key !== '' && { headers: { 'idempotency-key': key } }),
      });
    },

    stored: ({ subjectId }) => Array.fromAsync(everyDisclosure(deps, subjectId)),

    async activities({ subjectId }, ...kinds) {
      const { items } = await listActivity(deps, subjectId, { limit: 100 });
      return items.filter(({ kind }) => kinds.includes(kind));
    },
  };
}

/** Data that support needs an outside desk for: a purpose to which people can object. */
export const toSupportDesk = ({ subject }: Pick<Person, 'subject'>, changes: object = {}) => ({
  subject,
  recipient: 'support-desk',
  purpose: 'support',
  categories: ['feedback', 'account-profile'],
  ...changes,
});

/** The example policy with other facts of the helpdesk. */
export function deskWith(changes: object, agreement: object = {}): Policy {
  const desk = examplePolicy.recipients['support-desk']!;
  const changed = { ...desk, ...changes, agreement: { ...desk.agreement, ...agreement } };
  return {
    ...examplePolicy,
    recipients: { ...examplePolicy.recipients, 'support-desk': changed },
  };
}
