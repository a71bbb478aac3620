import { expect } from 'vitest';
import { isEnough } from '../../../lambda/request/model/assurance.ts';
import { isClosed, requestStatuses, transitions } from '../../../lambda/request/model/request.ts';
import { isGated } from '../../../lambda/request/model/kinds.ts';
import type { RequestStatus } from '../../../lambda/request/model/request.ts';
import { waitingFor } from '../../../lambda/request/model/waiting.ts';
import type { RequestRow } from '../../../lambda/request/row.ts';
import { seenOf } from './world.ts';
import type { World } from './world.ts';

/** What has to hold of every request after every event, by what the calls were answered. */
export function checkRules(
  world: World,
  rows: readonly RequestRow[],
  former: ReadonlyMap<string, RequestRow>,
): void {
  const byId = new Map(rows.map((row) => [row.requestId, row]));
  for (const row of rows) {
    const { requestId, kind, status } = row;
    const about = `${kind} ${requestId} ${status} ${JSON.stringify(row.timeline)}`;
    noClockBackwards(row, former.get(requestId), about);
    onlyAsTheTableSays(row, about);
    noGateIsPassedBy(world, row, byId, about);
    noOneCountsTwice(world, row, about);
    appealsAreDecidedByOthers(world, row, about);
    somethingEndsIt(row, about);
  }
  onlyOneIsOpen(rows);
}

function noClockBackwards(row: RequestRow, before: RequestRow | undefined, about: string): void {
  const times = row.timeline.map(({ at }) => at);
  expect(times, about).toEqual(times.toSorted());
  if (before === undefined) return;
  expect(row.timeline.slice(0, before.timeline.length), about).toEqual(before.timeline);
  expect(row.version, about).toBeGreaterThanOrEqual(before.version);
  expect(row.receivedAt, about).toBe(before.receivedAt);
  expect([row.kind, row.subjectId], about).toEqual([before.kind, before.subjectId]);
  expect(Date.parse(row.dueAt), about).toBeGreaterThanOrEqual(Date.parse(before.dueAt));
  expect(row.gatesPassed, about).toEqual(expect.arrayContaining([...before.gatesPassed]));
}

const isStatus = (event: string): event is RequestStatus =>
  requestStatuses.some((status) => status === event);

function onlyAsTheTableSays({ kind, timeline, status }: RequestRow, about: string): void {
  const path = timeline.map(({ event }) => event).filter(isStatus);
  expect(path[0], about).toBe('received');
  expect(path.at(-1), about).toBe(status);
  for (const [index, to] of path.slice(1).entries()) {
    const possible: readonly string[] = transitions[path[index] ?? 'received'];
    // What executes at once passes no gate.
    if (isGated(kind)) expect(possible, about).toContain(to);
  }
}

function noGateIsPassedBy(
  world: World,
  row: RequestRow,
  rows: ReadonlyMap<string, RequestRow>,
  about: string,
): void {
  const { kind, timeline, carriesOut } = row;
  const hasBegun = timeline.some(({ event }) => event === 'in-progress' || event === 'completed');
  if (!isGated(kind) || !hasBegun) return;
  const { approvals, assurance } = world.fixture.policy.requests[kind];
  const seen = seenOf(world, row.requestId);
  expect(new Set(seen.approvedBy).size, about).toBeGreaterThanOrEqual(approvals);
  // What was known of who asks stays known where a granted appeal has it carried out after all.
  const known = [seen];
  for (let id = carriesOut; id !== undefined; id = rows.get(id)?.carriesOut) {
    known.push(seenOf(world, id));
  }
  expect(assurance === 'none' || known.some(({ identified }) => identified), about).toBe(true);
  expect(
    known.some(({ mandated }) => mandated),
    about,
  ).toBe(true);
  // 11 CCR 7063(a): what an agent only declares is for the person to confirm.
  if (row.agent?.confirmedAt === undefined) {
    expect(row.agent?.mandate, about).not.toBe('self-declared');
  }
  expect(isEnough(row.assurance ?? 'none', assurance), about).toBe(true);
}

function noOneCountsTwice(world: World, row: RequestRow, about: string): void {
  const { approvedBy, enteredBy } = seenOf(world, row.requestId);
  expect(approvedBy, about).toHaveLength(new Set(approvedBy).size);
  expect(row.approvedBy ?? [], about).toHaveLength(approvedBy.length);
  if (enteredBy !== undefined) expect(approvedBy, about).not.toContain(enteredBy);
}

function appealsAreDecidedByOthers(world: World, row: RequestRow, about: string): void {
  if (row.kind !== 'appeal' || row.about === undefined || row.status === 'cancelled') return;
  const appeal = seenOf(world, row.requestId);
  const first = seenOf(world, row.about);
  // Before it or after it: a request that is late is open while an appeal about it is decided.
  for (const who of appeal.decidedBy) expect(first.decidedBy, about).not.toContain(who);
}

/** Staff have something to do, or the sweep looks at it again. */
function somethingEndsIt(row: RequestRow, about: string): void {
  if (isClosed(row.status)) return;
  const isSeen = row.attention !== undefined || waitingFor(row) !== undefined;
  expect(isSeen, `nothing would end ${about}`).toBe(true);
}

function onlyOneIsOpen(rows: readonly RequestRow[]): void {
  const open = rows
    .filter(({ status }) => !isClosed(status))
    .map(({ subjectId, kind, about }) => `${subjectId} ${kind} ${kind === 'appeal' ? about : ''}`);
  expect(open).toHaveLength(new Set(open).size);
}
