import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import type { Call } from '../support/call.ts';
import { call } from '../support/call.ts';
import type { RecordFixture } from './record-fixture.ts';

export const assistant = {
  kind: 'service',
  issuer: 'https://issuer.example.com/',
  name: 'assistant',
} as const;

export interface Item {
  readonly recordId: RecordId;
  readonly status: number;
  readonly category: string;
  readonly problem: { readonly errors: readonly { readonly pointer: string }[] };
}

/** Whatever a call may answer; a test looks at what it expects. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: {
    readonly recordId: RecordId;
    readonly expiresAt: string;
    readonly content: unknown;
    readonly items: readonly Item[];
    readonly nextCursor?: string;
    readonly detail: string;
    readonly errors: readonly { readonly pointer: string; readonly message: string }[];
  };
}

async function replyTo(app: App, request: Call): Promise<Reply> {
  const result = await call(app, request);
  return { ...result, body: result.body as Reply['body'] };
}

export interface Person {
  readonly subjectId: SubjectId;
  /** As a service names them. */
  readonly subject: { readonly type: 'email'; readonly value: string };
  /** As they are when they sign in. */
  readonly caller: {
    readonly kind: 'subject';
    readonly issuer: string;
    readonly sub: string;
    readonly email: string;
  };
}

/** Registers a person; Californians may be subject to what rests on opt-out. */
export async function newPerson(fixture: RecordFixture, residence = 'DE'): Promise<Person> {
  const subject = { type: 'email', value: `${crypto.randomUUID()}@example.org` } as const;
  const registered = await fixture.subjects.register(subject, { by: 'service', residence });
  const caller = {
    kind: 'subject',
    issuer: 'https://issuer.example.com/',
    sub: crypto.randomUUID(),
    email: subject.value,
  } as const;
  return { subjectId: registered.subject.subjectId, subject, caller };
}

export const writeRequest = (person: Pick<Person, 'subject'>, overrides: object = {}) => ({
  subject: person.subject,
  category: 'prompt-text',
  purposes: ['service-provision'],
  content: { text: 'Plan a weekend in Lisbon.' },
  ...overrides,
});

export const post = (
  app: App,
  path: string,
  body: unknown,
  key: string | undefined = crypto.randomUUID(),
): Promise<Reply> =>
  replyTo(app, {
    method: 'POST',
    path,
    caller: assistant,
    body,
    ...(key !== '' && { headers: { 'idempotency-key': key } }),
  });

export const write = (app: App, body: unknown, key?: string) => post(app, '/v1/records', body, key);
export const writeBatch = (app: App, items: readonly unknown[], key?: string) =>
  post(app, '/v1/records/batch', { items }, key);
export const query = (app: App, body: unknown) => post(app, '/v1/records/query', body, '');

export const mine = (
  app: App,
  { caller }: Pick<Person, 'caller'>,
  method: 'GET' | 'DELETE',
  recordId?: string,
  parameters: Record<string, string> = {},
) =>
  replyTo(app, {
    method,
    path: recordId === undefined ? '/v1/me/records' : `/v1/me/records/${recordId}`,
    caller,
    query: parameters,
  });

export const correct = (
  app: App,
  { caller }: Pick<Person, 'caller'>,
  recordId: string,
  content: unknown,
  ifMatch: string,
) =>
  replyTo(app, {
    method: 'PATCH',
    path: `/v1/me/records/${recordId}`,
    caller,
    body: { content },
    headers: { 'if-match': ifMatch },
  });
