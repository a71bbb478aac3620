import * as z from 'zod';
import type { Platform } from '../platform/platform.ts';
import type { Requests } from '../request/store.ts';
import type { Task } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { openText } from '../request/text.ts';
import { milliseconds, parseRfc3339 } from '../value/time.ts';
import type { ConnectorCall, Counts, Page } from './model/connector.ts';
import type { SystemError } from './model/faults.ts';
import type { ConnectorEvent, Failed } from './model/protocol.ts';
import { answerToken } from './answer-token.ts';
import type { SystemCalls } from './calls.ts';
import { areAbout, categoriesFor } from './categories.ts';
import { correctionsFor } from './corrections.ts';
import { knownThere } from './known-there.ts';
import type { KnownThereDependencies } from './known-there.ts';
import { openFor, sealFor } from './sealed.ts';
import { identifiersFor } from './selector.ts';
import { stagePage } from './staged.ts';
import { changeTask, inCharge } from './tasks.ts';
import type { TaskRun } from './tasks.ts';

export interface RunDependencies extends Pick<
  Platform,
  'database' | 'keyring' | 'subjectKeys' | 'objects' | 'policy' | 'clock' | 'log'
> {
  readonly requests: Requests;
  readonly signIns: KnownThereDependencies['signIns'];
  readonly calls: SystemCalls;
  /** How long one step works before its checkpoint; less than the functions of connectors may take. */
  readonly stepMilliseconds: number;
}

/** Calls of one kind, page after page. */
export interface Asking {
  readonly label: string;
  readonly action: 'find' | 'export' | 'erase' | 'rectify' | 'restrict' | 'release';
  readonly path?: ConnectorCall['path'];
  /** Ends after so many: what comes back as fast as it is erased would have no end. */
  readonly most?: number;
}

/** How far they have come: counts and ciphertext, so that a checkpoint can have it. */
export interface Place {
  readonly page: number;
  /** Encrypted, Base64; absent at the beginning. */
  readonly cursor?: string;
  readonly counts: Counts;
  readonly selectors: readonly string[];
  readonly isDone: boolean;
}
export const beginning: Place = { page: 1, counts: {}, selectors: [], isDone: false };

/** Why the calls stopped before the end. */
export type Stopped =
  | { readonly kind: 'failed'; readonly error: SystemError }
  | { readonly kind: 'waiting'; readonly pollAfterSeconds?: number; readonly isOver: boolean };

export type Advanced =
  | { readonly kind: 'superseded' }
  | { readonly kind: 'advanced'; readonly place: Place; readonly stopped?: Stopped };

/** A row is written as a sign of life after this long, not with every page. */
const aliveMilliseconds = 5 * 60_000;

/**
 * One step of a run: calls the system from where it stopped, until the time of the step is over. After a
 * crash the step begins again at the same place; connectors are idempotent, and pages of an export are
 * written over.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError, ObjectsUnavailableError
 */
export async function advanceCalls(
  deps: RunDependencies,
  run: TaskRun,
  asking: Asking,
  from: Place,
): Promise<Advanced> {
  const until = deps.clock() + deps.stepMilliseconds;
  let place = from;
  while (!place.isDone) {
    const row = await deps.requests.get(run.requestId);
    const task = row && inCharge(row, run.target, run.attempt);
    if (row === undefined || task === undefined) return { kind: 'superseded' };
    await showLife(deps, run, task);
    const step = `${asking.label}.${place.page}`;
    const reply =
      answered(task, step) ?? (await ask(deps, { run, row, task }, { asking, place, step, until }));
    if (reply.kind === 'failed') return { kind: 'advanced', place, stopped: reply };
    if (reply.kind === 'waiting') {
      const isOver = deps.clock() >= (parseRfc3339(task.answerBy) ?? 0);
      return { kind: 'advanced', place, stopped: { ...reply, isOver } };
    }
    const { items = [], selectors = [] } = reply;
    if (items.length > 0) {
      const staged = await stagePage(deps, row, run, place.page, items);
      if (staged === 'called-off') return { kind: 'superseded' };
    }
    place = {
      page: place.page + 1,
      counts: sum(place.counts, reply.counts),
      selectors: union(place.selectors, selectors),
      isDone: reply.cursor === undefined || hasMost(asking, sum(place.counts, reply.counts)),
      ...(reply.cursor !== undefined && {
        cursor: base64(await sealFor(deps.subjectKeys, row, cursorUse(run, asking), reply.cursor)),
      }),
    };
    if (deps.clock() >= until) break;
  }
  return { kind: 'advanced', place };
}

interface Asked {
  readonly run: TaskRun;
  readonly row: RequestRow;
  readonly task: Task;
}

/** What a page of any action can have. */
type PageReply = Page<{
  readonly selectors?: readonly string[];
  readonly items?: readonly { readonly category: string }[];
}>;

async function ask(
  deps: RunDependencies,
  { run, row, task }: Asked,
  {
    asking,
    place,
    step,
    until,
  }: {
    readonly asking: Asking;
    readonly place: Place;
    readonly step: string;
    readonly until: number;
  },
): Promise<PageReply | Failed> {
  const call = await callOf(deps, { run, row, task }, step, until);
  if (isFailed(call)) return call;
  const cursor =
    place.cursor === undefined
      ? undefined
      : await openFor(
          deps.subjectKeys,
          row,
          cursorUse(run, asking),
          Buffer.from(place.cursor, 'base64'),
          z.string(),
        );
  const common = { ...call, path: asking.path ?? 'first', ...(cursor !== undefined && { cursor }) };
  const reply = await send(deps, { run, row, task, common }, asking);
  const isInvalid = leadsToItself(asking, cursor, reply) || !isAnswerTo(common, reply);
  return isInvalid ? failed('invalid-answer') : reply;
}

/** A category that was not asked for would be counted, exported and certified as one that was. */
const isAnswerTo = (
  { categories, identifiers }: Pick<ConnectorCall, 'categories' | 'identifiers'>,
  reply: PageReply | Failed,
): boolean =>
  reply.kind !== 'page' ||
  (areAbout(reply.counts, categories) &&
    (reply.items ?? []).every(({ category }) => categories.includes(category)) &&
    (reply.selectors ?? []).every((type) => identifiers.some((each) => each.type === type)));

const hasMost = ({ most = Number.POSITIVE_INFINITY }: Asking, counts: Counts): boolean =>
  total(counts) > most;

/** Whether a page leads to itself: calls would go on without an end. */
const leadsToItself = ({ action }: Asking, cursor: string | undefined, reply: PageReply | Failed) =>
  reply.kind === 'page' &&
  reply.cursor !== undefined &&
  reply.cursor === cursor &&
  // What changes data may go on from the same place while there is some left.
  (action === 'find' || action === 'export' || total(reply.counts) === 0);

async function send(
  deps: RunDependencies,
  {
    run,
    row,
    task,
    common,
  }: Asked & {
    readonly common: Omit<Extract<ConnectorEvent, { action: 'find' }>, 'action'>;
  },
  asking: Asking,
): Promise<PageReply | Failed> {
  switch (asking.action) {
    case 'find':
      return deps.calls.call(run.target, { action: 'find', ...common });
    case 'export':
      return deps.calls.call(run.target, { action: 'export', ...common });
    case 'erase':
      return deps.calls.call(run.target, { action: 'erase', ...common });
    case 'rectify': {
      const text = await openText(deps.subjectKeys, row);
      const corrections = [...correctionsFor(row, text, { target: task.target, ...common })];
      return deps.calls.call(run.target, { action: 'rectify', ...common, corrections });
    }
    case 'restrict':
    case 'release': {
      const restricted = asking.action === 'restrict';
      return deps.calls.call(run.target, { action: 'restrict', ...common, restricted });
    }
  }
}

/**
 * What every call of a task has. It fails where the identifiers can be read no more, and where the policy
 * does not say which of them the system has.
 */
export async function callOf(
  deps: RunDependencies,
  { run, row, task }: Asked,
  step: string,
  until: number,
) {
  const all = await identifiersFor(deps, row);
  if (all === undefined) return failed('internal');
  const { requestId, target } = run;
  const identifiers = knownThere(deps, target, all);
  if (identifiers === undefined) return failed('misconfigured');
  const { taskId } = task;
  const token = await answerToken(deps.keyring, { requestId, task: target, taskId, step });
  return {
    ...{ taskId, step, until },
    identifiers: identifiers.map((each) => ({ ...each })),
    categories: categoriesFor(deps, target, task),
    answerTo: { path: `/v1/system-answers/${requestId}/${target}`, token },
  } satisfies Partial<ConnectorEvent>;
}

/** An answer that came by a call of the system. */
function answered(task: Task, step: string): PageReply | undefined {
  const answer = task.answers?.[step];
  if (answer?.counts === undefined) return undefined;
  return { kind: 'page', counts: answer.counts, selectors: answer.selectors ?? [] };
}

async function showLife(deps: RunDependencies, run: TaskRun, task: Task): Promise<void> {
  const seen = parseRfc3339(task.progressAt ?? '') ?? milliseconds(0);
  if (deps.clock() - seen >= aliveMilliseconds) await changeTask(deps, run, (current) => current);
}

const total = (counts: Counts): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);
const failed = (error: SystemError): Failed => ({ kind: 'failed', error });
export const isFailed = (call: object): call is Failed => 'kind' in call;
const cursorUse = ({ target }: TaskRun, { label }: Asking) => `cursor ${target} ${label}`;
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export function sum(one: Counts, other: Counts): Counts {
  const both: Record<string, number> = { ...one };
  for (const [category, count] of Object.entries(other)) {
    both[category] = (both[category] ?? 0) + count;
  }
  return both;
}

const union = (one: readonly string[], other: readonly string[]): readonly string[] => [
  ...new Set([...one, ...other]),
];
