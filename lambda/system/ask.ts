import * as z from 'zod';
import { isRestrictionLock } from '../request/model/restriction.ts';
import { concernedBy } from '../request/model/open-tasks.ts';
import type { Task } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { openText } from '../request/text.ts';
import type { ConnectorCall, Page } from './model/connector.ts';
import type { SystemError } from './model/faults.ts';
import type { ConnectorEvent, Failed } from './model/protocol.ts';
import { answerToken } from './answer-token.ts';
import { total } from './asking.ts';
import type { Asking, Place, RunDependencies } from './asking.ts';
import { areAbout, categoriesFor } from './categories.ts';
import { correctionsFor } from './corrections.ts';
import { knownThere } from './known-there.ts';
import { selectorsOf } from './reach.ts';
import { openFor } from './sealed.ts';
import { identifiersFor } from './selector.ts';
import type { TaskRun } from './tasks.ts';

export interface Asked {
  readonly run: TaskRun;
  readonly row: RequestRow;
  readonly task: Task;
}

/** What a page of any action can have. */
export type PageReply = Page<{
  readonly selectors?: readonly string[];
  readonly items?: readonly { readonly category: string }[];
}>;

interface At {
  readonly place: Place;
  readonly step: string;
  readonly until: number;
}

/**
 * One call for one page, or the answer to it that came by a call of the system.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function ask(
  deps: RunDependencies,
  asked: Asked,
  asking: Asking,
  at: At,
): Promise<PageReply | Failed> {
  const { run, row, task } = asked;
  const call = await callOf(deps, asked, at.step, at.until);
  if (isFailed(call)) return call;
  const answer = task.answers?.[at.step];
  if (answer?.counts !== undefined) {
    const { counts, selectors = selectorsOf(deps.policy, run.target, call.identifiers) } = answer;
    return { kind: 'page', counts, selectors };
  }
  const categories = await narrowed(deps, row, asking, call.categories);
  if (categories.length === 0 && call.categories.length > 0) return { kind: 'page', counts: {} };
  const cursor = await cursorOf(deps, asked, asking, at.place);
  const common = {
    ...{ ...call, categories, path: asking.path ?? ('first' as const) },
    ...(cursor !== undefined && { cursor }),
  };
  const reply = await send(deps, asked, common, asking);
  const isInvalid = leadsToItself(asking, cursor, reply) || !isAnswerTo(common, reply);
  return isInvalid ? failed('invalid-answer') : reply;
}

/** What other restrictions of the person restrict at this moment is not released, or restricted again. */
async function narrowed(
  { requests, policy }: RunDependencies,
  { subjectId }: RequestRow,
  { only }: Asking,
  categories: string[],
): Promise<string[]> {
  if (only === undefined) return categories;
  const locks = (await requests.locks(subjectId)).filter(({ kind }) => isRestrictionLock(kind));
  const isRestricted = concernedBy(policy, locks);
  return categories.filter((id) => isRestricted(id) === (only === 'restricted'));
}

async function cursorOf(
  { subjectKeys }: RunDependencies,
  { run, row }: Asked,
  asking: Asking,
  { cursor }: Place,
): Promise<string | undefined> {
  if (cursor === undefined) return undefined;
  const use = cursorUse(run, asking);
  return openFor(subjectKeys, row, use, Buffer.from(cursor, 'base64'), z.string());
}

export const cursorUse = ({ target }: TaskRun, { label }: Asking) => `cursor ${target} ${label}`;

/** A category that was not asked for would be counted, exported and certified as one that was. */
const isAnswerTo = (
  { categories, identifiers }: Pick<ConnectorCall, 'categories' | 'identifiers'>,
  reply: PageReply | Failed,
): boolean =>
  reply.kind !== 'page' ||
  (areAbout(reply.counts, categories) &&
    (reply.items ?? []).every(({ category }) => categories.includes(category)) &&
    (reply.selectors ?? []).every((type) => identifiers.some((each) => each.type === type)));

/** Whether a page leads to itself: calls would go on without an end. */
const leadsToItself = ({ action }: Asking, cursor: string | undefined, reply: PageReply | Failed) =>
  reply.kind === 'page' &&
  reply.cursor !== undefined &&
  reply.cursor === cursor &&
  // What changes data may go on from the same place while there is some left.
  (action === 'find' || action === 'export' || total(reply.counts) === 0);

async function send(
  deps: RunDependencies,
  { run, row, task }: Asked,
  common: Omit<Extract<ConnectorEvent, { action: 'find' }>, 'action'>,
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

const failed = (error: SystemError): Failed => ({ kind: 'failed', error });
export const isFailed = (call: object): call is Failed => 'kind' in call;
