import { advance, begin, fail } from '../../../lambda/request/attempt.ts';
import type { Attempt } from '../../../lambda/request/attempt.ts';
import { isPaused } from '../../../lambda/request/clock.ts';
import { isClosed } from '../../../lambda/request/model/request.ts';
import { waitingFor } from '../../../lambda/request/model/waiting.ts';
import { isRunning } from '../../../lambda/request/row-facts.ts';
import type { RequestRow } from '../../../lambda/request/row.ts';
import type { RequestId } from '../../../lambda/value/ids.ts';
import { toEpochSeconds, toRfc3339 } from '../../../lambda/value/time.ts';
import { decide, decisionAbout } from '../../review/review-fixture.ts';
import type { ReviewFixture } from '../../review/review-fixture.ts';
import type { CallResult } from '../../support/call.ts';
import { newPerson, officer, staff, submit } from '../request-fixture.ts';
import type { Person } from '../request-fixture.ts';
import type { RequestEvent } from './events.ts';

/** What the calls that were answered with success say of one request. */
export interface Seen {
  readonly approvedBy: string[];
  /** Approvals as well. */
  readonly decidedBy: string[];
  enteredBy?: string;
  identified: boolean;
  mandated: boolean;
}

export interface World {
  readonly fixture: ReviewFixture;
  readonly people: readonly Person[];
  readonly decisions: readonly string[];
  /** In the order in which they were made. */
  readonly ids: RequestId[];
  readonly seen: Map<RequestId, Seen>;
}

export async function openWorld(fixture: ReviewFixture): Promise<World> {
  const people = [await newPerson(fixture, 'GB'), await newPerson(fixture, 'DE')];
  const decisions: string[] = [];
  for (const person of people) {
    const { body } = await decide(
      fixture,
      decisionAbout(person, { at: toRfc3339(fixture.clock()) }),
    );
    decisions.push(body.automatedDecisionId as string);
  }
  return { fixture, people, decisions, ids: [], seen: new Map() };
}

/** What is known of a request; of one that a granted appeal made, what was known of the first one. */
export function seenOf({ seen }: World, id: RequestId): Seen {
  const known = seen.get(id) ?? {
    ...{ approvedBy: [], decidedBy: [], identified: false, mandated: false },
  };
  seen.set(id, known);
  return known;
}

export const member = (who: string) => ({ ...officer, name: `${who}@example.com` });

/** Plays one event. Most of them are refused most of the time: that is what is tested. */
export async function play(world: World, event: RequestEvent): Promise<void> {
  const { fixture, people } = world;
  switch (event.name) {
    case 'pass':
      fixture.pass(event.hours * 3600);
      return;
    case 'sweep':
      await fixture.sweep();
      return;
    case 'submit': {
      const person = justNow(world, event.person);
      const body = { kind: event.kind, ...fieldsOf(world, event.kind, event.person) };
      add(world, await submit(fixture, person, body), { identified: true });
      return;
    }
    case 'enter': {
      const { kind, who } = event;
      const about = await chosen(world, { name: 'appeal', which: event.about });
      const named = about && (await fixture.requests.get(about));
      // Also of the other person: a letter may name any request.
      const sender = event.about.isMeant
        ? people.find(({ subjectId }) => kind === 'appeal' && subjectId === named?.subjectId)
        : undefined;
      const agent = { name: 'Grace', contact: 'grace@example.org', mandate: event.agent };
      const body = {
        ...{ kind, channel: 'letter', ...fieldsOf(world, kind, event.person) },
        ...(kind === 'appeal' && { about, reason: 'I do not agree.' }),
        subject: { type: 'email', value: (sender ?? people[event.person]!).email },
        receivedOn: toRfc3339(fixture.clock()).slice(0, 10),
        ...(event.agent !== false && { agent }),
      };
      const entered = await staff(fixture, 'POST', '/on-behalf', { body, caller: member(who) });
      add(world, entered, { enteredBy: who, mandated: event.agent === false });
      return;
    }
    default:
      return playOn(world, event);
  }
}

type OnOne = Extract<RequestEvent, { which: object }>;

/** Requests that an event is meant for; it is played on others as well. */
const isMeant: Readonly<Record<OnOne['name'], (row: RequestRow) => boolean>> = {
  identify: (row) => waitingFor(row) === 'identity',
  'check-mandate': ({ agent }) => agent !== undefined,
  approve: (row) => waitingFor(row) === 'approval',
  deny: (row) => waitingFor(row) !== undefined,
  answer: (row) => waitingFor(row) === 'answer',
  correct: (row) => waitingFor(row) === 'corrections',
  appeal: ({ status }) => status === 'denied' || status === 'partially-completed',
  extend: ({ status }) => !isClosed(status),
  pause: ({ status, kind }) => !isClosed(status) && kind === 'access',
  resume: (row) => isPaused(row),
  cancel: ({ status }) => !isClosed(status),
  begin: isRunning,
  fail: isRunning,
  fence: ({ kind, status }) => kind === 'erasure' && status === 'in-progress',
  finish: isRunning,
  retry: ({ status }) => status === 'failed',
};

async function chosen({ fixture, ids }: World, event: OnOne): Promise<RequestId | undefined> {
  const { index, isMeant: meant } = event.which;
  const rows = meant ? await Promise.all(ids.map((id) => fixture.requests.get(id))) : [];
  const fitting = rows.filter((row) => row !== undefined).filter(isMeant[event.name]);
  const among = fitting.length > 0 ? fitting.map(({ requestId }) => requestId) : ids;
  return among[index % Math.max(1, among.length)];
}

async function playOn(world: World, event: OnOne): Promise<void> {
  const { fixture } = world;
  const id = await chosen(world, event);
  if (id === undefined) return;
  const seen = seenOf(world, id);
  const decided = (who: string): void => {
    seen.decidedBy.push(who);
  };
  const post = async (path: string, who: string, body?: object): Promise<boolean> => {
    const { status } = await staff(fixture, 'POST', `/${id}${path}`, {
      ...{ body, caller: member(who) },
    });
    if (![200, 404, 409, 422].includes(status)) throw new Error(`${path} answered ${status}`);
    return status === 200;
  };
  switch (event.name) {
    case 'identify': {
      const body = { assurance: 'document-checked-by-staff' };
      if (await post('/identity', event.who, body)) seen.identified = true;
      return;
    }
    case 'check-mandate':
      if (await post('/mandate', event.who, { mandate: event.shown })) seen.mandated = true;
      return;
    case 'approve':
      if (await post('/approve', event.who)) {
        seen.approvedBy.push(event.who);
        decided(event.who);
      }
      return;
    case 'deny':
      if (await post('/deny', event.who, { ground: event.ground })) decided(event.who);
      return;
    case 'answer': {
      // Different words: the same answer again is no second one, and is answered with success.
      const body = {
        outcome: event.outcome,
        reasons: `We have looked into it: ${crypto.randomUUID()}`,
      };
      if (await post('/answer', event.who, body)) decided(event.who);
      return;
    }
    case 'correct': {
      const note = crypto.randomUUID();
      const body = event.accept
        ? { decision: 'accept', note }
        : { decision: 'refuse', ground: 'found-accurate', note };
      if (!(await post(`/corrections/${event.number + 1}`, event.who, body))) return;
      // The same decision again is no second one, and is answered with success.
      const { body: shown } = await staff(fixture, 'GET', `/${id}`, { caller: member(event.who) });
      if (JSON.stringify(shown).includes(note)) decided(event.who);
      return;
    }
    case 'appeal': {
      const row = await fixture.requests.get(id);
      const index = world.people.findIndex(({ subjectId }) => subjectId === row?.subjectId);
      if (index < 0) return;
      const path = `/v1/me/requests/${id}/appeal`;
      const caller = justNow(world, index);
      const body = { reason: 'I do not agree.' };
      add(world, await fixture.send({ method: 'POST', path, caller, body }), { identified: true });
      return;
    }
    case 'extend':
      await post('/extend', event.who, { ground: 'complexity' });
      return;
    case 'pause':
      await post('/pause', event.who, { ground: 'clarification-needed' });
      return;
    case 'resume':
      await post('/resume', event.who);
      return;
    case 'retry':
      await post('/retry', event.who);
      return;
    case 'cancel': {
      const row = await fixture.requests.get(id);
      const index = world.people.findIndex(({ subjectId }) => subjectId === row?.subjectId);
      const path = `/v1/me/requests/${id}`;
      if (index >= 0) await fixture.send({ method: 'DELETE', path, caller: justNow(world, index) });
      return;
    }
    case 'begin':
      await begin(fixture, await attemptAt(world, id));
      return;
    case 'fail':
      await fail(fixture, await attemptAt(world, id), 'attempt-failed');
      return;
    case 'fence':
      await changeBy(world, id, { erasure: { fencedAt: toRfc3339(fixture.clock()) } });
      return;
    case 'finish':
      await changeBy(world, id, {}, 'completed');
  }
}

const attemptAt = async ({ fixture }: World, requestId: RequestId): Promise<Attempt> => ({
  requestId,
  attempt: (await fixture.requests.get(requestId))?.attempt ?? 0,
});

/** A step of the workflow. What it does with data is tested elsewhere. */
async function changeBy(
  world: World,
  id: RequestId,
  set: Pick<RequestRow, 'erasure'>,
  to?: 'completed',
): Promise<void> {
  const { fixture } = world;
  await advance(fixture, await attemptAt(world, id), (row) =>
    set.erasure !== undefined && row.kind !== 'erasure' ? undefined : { set, ...(to && { to }) },
  ).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'AttemptSupersededError') throw error;
  });
}

export const finish = (world: World, id: RequestId): Promise<void> =>
  changeBy(world, id, {}, 'completed');

function add(world: World, { status, body }: CallResult, known: Partial<Seen>): void {
  if (![202, 409, 422].includes(status)) throw new Error(`a request was answered ${status}`);
  if (status !== 202) return;
  const id = body.request.requestId as RequestId;
  world.ids.push(id);
  Object.assign(seenOf(world, id), { mandated: true, ...known });
}

export const justNow = ({ fixture, people }: World, index: number): Person['caller'] => ({
  ...people[index]!.caller,
  authenticatedAt: toEpochSeconds(fixture.clock()),
});

function fieldsOf({ decisions }: World, kind: string, index: number): object {
  switch (kind) {
    case 'rectification':
      return {
        corrections: ['/city', '/street', '/name'].map((pointer) => ({
          ...{ category: 'prompt-text', pointer, value: 'Bonn' },
        })),
      };
    case 'human-review':
      return { automatedDecisionId: decisions[index], reason: 'It was not me.' };
    case 'complaint':
      return { reason: 'You wrote to me.' };
    default:
      return {};
  }
}
