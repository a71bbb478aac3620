import { randomUUID } from 'node:crypto';
import type { ServiceCaller, SubjectCaller } from '../lambda/platform/http/handlers.ts';
import { toEpochSeconds } from '../lambda/value/time.ts';
import type { Call } from '../test/support/call.ts';
import type { Send } from './service-app.ts';
import type { Service } from './service.ts';

const issuer = 'https://login.example.com';
const assistant: ServiceCaller = { kind: 'service', issuer, name: 'assistant' };

/** A person who was registered by a service and signs in, with records and choices. */
interface World {
  readonly subject: { readonly type: 'email'; readonly value: string };
  readonly caller: SubjectCaller;
  readonly notice: { readonly id: string; readonly version: string };
  /** Of a record that is deleted, each once. */
  readonly recordId: () => string;
}

export async function prepare({ clock, policy }: Service, send: Send): Promise<World> {
  const email = `${randomUUID()}@example.org`;
  const subject = { type: 'email', value: email } as const;
  const authenticatedAt = toEpochSeconds(clock());
  const caller = { kind: 'subject', issuer, sub: randomUUID(), email, authenticatedAt } as const;
  const { id, version } = policy.published[policy.primaryNotice] ?? { id: '', version: '' };
  const ids: string[] = [];
  const world = { subject, caller, notice: { id, version }, recordId: () => ids.pop() ?? '' };
  await send(post('/v1/subjects', { subject, residence: 'DE' }));
  await send({ method: 'GET', path: '/v1/me/consents', caller });
  const stored = await send(post('/v1/records/batch', { items: textsOf(world, 25) }));
  const { items } = stored.body as { readonly items: readonly { readonly recordId: string }[] };
  ids.push(...items.map(({ recordId }) => recordId));
  return world;
}

const post = (path: string, body: object): Call => ({
  ...{ method: 'POST', path, body, caller: assistant },
  headers: { 'Idempotency-Key': randomUUID() },
});
const get =
  (path: string) =>
  ({ caller }: World): Call => ({ method: 'GET', path, caller });

const question = ({ subject }: World, purpose = 'service-provision') => ({
  ...{ subject, purpose, category: 'prompt-text' },
});
const textOf = ({ subject }: World) => ({
  ...{ subject, category: 'prompt-text', purposes: ['service-provision'] },
  content: 'a'.repeat(1_000),
});
const textsOf = (world: World, count: number) => Array.from({ length: count }, () => textOf(world));
const choice = ({ notice }: World, state: 'given' | 'refused') => ({
  ...{ state, locale: 'en', method: 'settings', notice },
});

/** One call of each, as often as it is made. */
export const measuredRoutes = {
  'POST /v1/decisions, permitted': (world) => post('/v1/decisions', question(world)),
  'POST /v1/decisions, denied': (world) => post('/v1/decisions', question(world, 'training')),
  'POST /v1/decisions, 25 about one person': (world) =>
    post('/v1/decisions', { items: Array.from({ length: 25 }, () => question(world)) }),
  'POST /v1/records': (world) => post('/v1/records', textOf(world)),
  'POST /v1/records/batch, 2 records': (world) =>
    post('/v1/records/batch', { items: textsOf(world, 2) }),
  'POST /v1/records/batch, 25 records': (world) =>
    post('/v1/records/batch', { items: textsOf(world, 25) }),
  'POST /v1/records/query, 25 records': (world) =>
    post('/v1/records/query', {
      ...{ subject: world.subject, purpose: 'service-provision', limit: 25 },
    }),
  'POST /v1/consents, given': (world) =>
    post('/v1/consents', {
      ...{ subject: world.subject, purpose: 'improvement', ...choice(world, 'given') },
    }),
  'POST /v1/consents, refused': (world) =>
    post('/v1/consents', {
      ...{ subject: world.subject, purpose: 'improvement', ...choice(world, 'refused') },
    }),
  'PUT /v1/me/consents/{purpose}': ({ caller, ...world }) => ({
    ...{ method: 'PUT', path: '/v1/me/consents/improvement', caller },
    body: choice({ caller, ...world }, 'given'),
    headers: { 'Idempotency-Key': randomUUID() },
  }),
  'POST /v1/subjects, new': () =>
    post('/v1/subjects', { subject: { type: 'user-id', value: randomUUID() } }),
  'POST /v1/subjects, known': ({ subject }) => post('/v1/subjects', { subject }),
  'POST /v1/subjects/link': ({ subject }) =>
    post('/v1/subjects/link', {
      ...{ subject, other: { type: 'device-id', value: randomUUID() } },
      assurance: 'service-verified',
    }),
  'POST /v1/disclosures': ({ subject }) =>
    post('/v1/disclosures', {
      items: [{ subject, recipient: 'support-desk', purpose: 'support', categories: ['feedback'] }],
    }),
  'GET /v1/me/records, 50 records': get('/v1/me/records'),
  'GET /v1/me/data': get('/v1/me/data'),
  'GET /v1/me/activity': get('/v1/me/activity'),
  'GET /v1/me/consents': get('/v1/me/consents'),
  'GET /v1/me/decisions': get('/v1/me/decisions'),
  'GET /v1/me/settings': get('/v1/me/settings'),
  'GET /v1/me/identities': get('/v1/me/identities'),
  'GET /v1/me/consents/{purpose}/history': get('/v1/me/consents/improvement/history'),
  'DELETE /v1/me/records/{recordId}': ({ caller, recordId }) => ({
    ...{ method: 'DELETE', path: `/v1/me/records/${recordId()}`, caller },
  }),
} as const satisfies Readonly<Record<string, (world: World) => Call>>;
export type MeasuredRoute = keyof typeof measuredRoutes;
