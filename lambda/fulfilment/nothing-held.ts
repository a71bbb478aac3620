import { signJws } from '../platform/jws.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { Policy } from '../policy/schema.ts';
import { callOffTasks } from '../request/model/open-tasks.ts';
import { entriesOf, targetOf } from '../request/model/task.ts';
import type { Task, Tasks } from '../request/model/task.ts';
import { advance, current } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { certificateHead } from '../request-view/certificate-head.ts';
import type { RequestRow } from '../request/row.ts';
import { newEventId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';

const certificateType = 'nothing-held-certificate+jwt';

const confirmedAddress = 'the e-mail address that was confirmed with a code for this request';
const enteredIdentifier = 'the identifier that staff entered for this request';

/** What the look-up does not reach, in the words of the certificate itself. */
const notCovered = [
  'data that is held under another address, a telephone number or an account of the person',
  'pseudonymous counts and operational logs, which lead to no person',
] as const;

/** The names of systems; how many where they are long: what is signed is at most 2,800 bytes. */
function named(policy: Policy, ids: readonly string[]): string {
  const names = ids.map((id) => policy.systems[id]?.title ?? id).join(', ');
  return Buffer.byteLength(names) > 500 ? `${ids.length} of them` : names;
}

/** The rest of the system knows people by other identifiers. */
const isPartOf = ({ error, selectors = [] }: Task): boolean =>
  error === 'no-identifier' && selectors.length > 0;

/** What other systems of the controller were searched, and what of them was not. */
function systemsOf(policy: Policy, tasks: Tasks | undefined) {
  const entries = entriesOf(tasks);
  const those = (is: (task: Task) => boolean) =>
    entries.flatMap(([key, task]) => (is(task) ? [targetOf(key)] : []));
  const searched = those(({ state }) => state === 'done');
  const inPart = those(isPartOf);
  const without = those(({ ground }) => ground === 'no-personal-data');
  const reached = new Set([...searched, ...inPart, ...without]);
  const not = Object.keys(policy.systems).filter((id) => !reached.has(id));
  const sentences: readonly (readonly [string, readonly string[]])[] = [
    ['data in other systems of the controller, which were not searched', not],
    ['data in parts of systems that know people by other identifiers', inPart],
  ];
  return {
    ...(searched.length + inPart.length > 0 && {
      systemsSearched: named(policy, [...searched, ...inPart]),
    }),
    notCovered: sentences.flatMap(([what, ids]) =>
      ids.length === 0 ? [] : [`${what}: ${named(policy, ids)}`],
    ),
  };
}

const isEmpty = (counts: Task['found'] = {}): boolean =>
  Object.values(counts).every((count) => count === 0);

/**
 * Every system that could be searched has answered, and none has found anything. What staff ended was not
 * searched by a call, and they may have found something.
 */
const isNothingFound = (tasks: Tasks | undefined): boolean =>
  entriesOf(tasks).every(([, { state, error, by, found, done, foundAgain }]) => {
    const isOver = state === 'done' || state === 'not-applicable' || state === 'cannot';
    const isUnknown = state === 'waiting-for-staff' && error === 'no-identifier';
    const isClean = isEmpty(found) && isEmpty(done) && isEmpty(foundAgain);
    return (isOver || isUnknown) && by === undefined && isClean;
  });

/** That nothing was held when the request was opened. It names no one. */
const certifyNothingHeld = (
  keyring: Keyring,
  policy: Policy,
  { requestId, kind, channel, receivedAt, timeline, tasks }: RequestRow,
  issuedAt: EpochMilliseconds,
): Promise<string> => {
  const systems = systemsOf(policy, tasks);
  return signJws(keyring, 'certificates', certificateType, {
    ...certificateHead(requestId, { certificateId: newEventId(), issuedAt, policy }),
    kind,
    status: 'NOTHING-HELD',
    // The first entry is when it was received, the second when it was opened.
    lookedUpAt: timeline[1]?.at ?? receivedAt,
    lookedUp: channel === 'public' ? confirmedAddress : enteredIdentifier,
    ...systems,
    notCovered: [...notCovered, ...systems.notCovered],
  });
};

/**
 * Certifies that nothing is held, and closes the request. Repeat it freely: a request that is closed
 * keeps its certificate. Where a system has found something, or has not answered, the request goes on as
 * that of everybody.
 */
export async function answerNothingHeld(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<{ readonly isAnswered: boolean }> {
  const { keyring, policy, clock } = deps;
  const row = await current(deps, run);
  const certificate = isNothingFound(row.tasks)
    ? await certifyNothingHeld(keyring, policy, row, clock())
    : undefined;
  const { unchanged } = await advance(deps, run, ({ tasks }) => {
    // Staff may have sent one again meanwhile.
    if (certificate === undefined || !isNothingFound(tasks)) {
      return { set: { nothingHeld: undefined } };
    }
    return {
      to: 'completed',
      events: ['certificate-issued'],
      set: {
        ...{ certificate, unchanged: { reason: 'nothing-held' } },
        // Of no one there is an export, and staff have nothing to search by.
        ...(tasks && { tasks: { ...callOffTasks(tasks, clock()) }, selector: undefined }),
        export: undefined,
      },
    };
  });
  return { isAnswered: unchanged !== undefined };
}
