import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isClosed } from '../../lambda/request/model/request.ts';
import { isRestrictionLock } from '../../lambda/request/model/restriction.ts';
import { waitingFor } from '../../lambda/request/model/waiting.ts';
import { sweepCorrections } from '../../lambda/rectification/sweep.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { openReviewFixture } from '../review/review-fixture.ts';
import type { ReviewFixture } from '../review/review-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { runs } from '../support/runs.ts';
import { anyStory } from './interleavings/events.ts';
import { checkRules } from './interleavings/rules.ts';
import { finish, member, openWorld, play, seenOf } from './interleavings/world.ts';
import type { World } from './interleavings/world.ts';
import { staff } from './request-fixture.ts';

let fixture: ReviewFixture;
beforeAll(async () => {
  const { requests } = examplePolicy;
  fixture = await openReviewFixture({
    ...examplePolicy,
    requests: {
      ...requests,
      access: { ...requests.access, approvals: 2 },
      portability: { ...requests.portability, approvals: 1 },
      erasure: { ...requests.erasure, approvals: 2 },
      complaint: { ...requests.complaint, approvals: 2 },
      rectification: { ...requests.rectification, approvals: 1 },
      appeal: { ...requests.appeal, approvals: 1 },
    },
  });
  fixture.setClock('2026-03-02T09:00:00Z');
});
afterAll(() => fixture.stop());

/** Those that were asked for, and those that a granted appeal has made. */
async function rowsOf(world: World): Promise<RequestRow[]> {
  for (const { subjectId } of world.people) {
    for await (const { requestId } of fixture.requests.everyOf(subjectId)) {
      if (!world.ids.includes(requestId)) world.ids.push(requestId);
    }
  }
  const rows = await Promise.all(world.ids.map((id) => fixture.requests.get(id)));
  return rows.filter((row) => row !== undefined);
}

/** A team in which there is always a member who has not decided what an appeal is about. */
const team = ['uma', 'vic', 'wim', 'xia', 'yan', 'zoe'];

/** The first member who may. */
async function byAny(act: (who: string) => Promise<CallResult>): Promise<void> {
  for (const who of team) if ((await act(who)).status === 200) return;
}

/** What a team does that works through its queue. */
async function workThrough(world: World, row: RequestRow): Promise<void> {
  const { requestId, corrections = [] } = row;
  const seen = seenOf(world, requestId);
  const post = (path: string, who: string, body?: object) =>
    staff(fixture, 'POST', `/${requestId}${path}`, { body, caller: member(who) });
  switch (waitingFor(row)) {
    case 'identity':
      await post('/mandate', 'zoe', { mandate: 'signed' });
      await post('/identity', 'zoe', { assurance: 'document-checked-by-staff' });
      Object.assign(seen, { identified: true, mandated: true });
      return;
    case 'approval':
      for (const who of team) {
        const { status } = await post('/approve', who);
        if (status === 200) seen.approvedBy.push(who);
      }
      return;
    case 'corrections':
      for (const [index, { decision }] of corrections.entries()) {
        if (decision !== undefined) continue;
        const refusal = { decision: 'refuse', ground: 'found-accurate' };
        await byAny((who) => post(`/corrections/${index + 1}`, who, refusal));
      }
      return;
    case 'answer': {
      const answer = { outcome: 'upheld', reasons: 'We have looked into it.' };
      await byAny((who) => post('/answer', who, answer));
      return;
    }
    case 'retry':
      await post('/retry', 'zoe');
      return;
    case undefined:
      if (row.kind === 'rectification') {
        fixture.pass(120);
        await sweepCorrections(fixture, fixture.requests, milliseconds(fixture.clock() + 60_000));
      } else {
        await finish(world, requestId);
      }
  }
}

test('no interleaving of events passes a gate, loses a request, turns a clock back or lets one person decide twice', async () => {
  const reached = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(anyStory, async (story) => {
      const world = await openWorld(fixture);
      let former = new Map<string, RequestRow>();
      const check = async () => {
        const rows = await rowsOf(world);
        checkRules(world, rows, former);
        former = new Map(rows.map((row) => [row.requestId, row]));
        return rows;
      };
      for (const moment of story) {
        await Promise.all(moment.map((event) => play(world, event)));
        await check();
      }
      for (let round = 0; round < 12; round += 1) {
        for (const row of await check()) {
          if (!isClosed(row.status)) await workThrough(world, row);
        }
      }
      for (const { kind, status } of await check()) {
        expect(isClosed(status), `${kind} is ${status} for ever`).toBe(true);
        reached.set(`${kind} ${status}`, (reached.get(`${kind} ${status}`) ?? 0) + 1);
      }
      for (const { subjectId } of world.people) {
        const locks = await fixture.requests.locks(subjectId);
        expect(locks.filter(({ kind }) => !isRestrictionLock(kind))).toEqual([]);
      }
    }),
    { numRuns: runs(12), plugins: [fc.interruptAfterTimeLimit(60_000 * runs(1))] },
  );
  // The stories have been somewhere: of each kind something was carried out or answered.
  for (const kind of ['access', 'erasure', 'rectification', 'complaint', 'human-review']) {
    expect(
      [...reached.keys()].filter((key) => key.startsWith(`${kind} `)),
      kind,
    ).not.toEqual([]);
  }
}, 580_000);
