import { afterAll, beforeAll, expect, test } from 'vitest';
import { examplePolicy } from '../support/example-policy.ts';
import { follow, newPerson, openRequestFixture, staff, submit } from './request-fixture.ts';
import type { RequestFixture } from './request-fixture.ts';

const { requests } = examplePolicy;

let fixture: RequestFixture;
beforeAll(async () => {
  const access = { ...requests.access, approvals: 1 as const };
  fixture = await openRequestFixture({ ...examplePolicy, requests: { ...requests, access } });
});
afterAll(() => fixture.stop());

test('no event and no end of a pause is before what it follows, though the clock of a function is behind', async () => {
  fixture.setClock('2026-11-24T12:00:00Z');
  const person = await newPerson(fixture, 'GB');
  const { request, followUpToken } = (await submit(fixture, person.caller, { kind: 'access' }))
    .body;
  const paused = { body: { ground: 'clarification-needed' } };
  expect((await staff(fixture, 'POST', `/${request.requestId}/pause`, paused)).status).toBe(200);

  for (const [time, path] of [
    ['2026-11-24T11:59:58Z', 'resume'],
    ['2026-11-24T11:59:57Z', 'approve'],
  ]) {
    fixture.setClock(time);
    expect((await staff(fixture, 'POST', `/${request.requestId}/${path}`)).status).toBe(200);
  }

  const { timeline, clock, dueAt } = (await follow(fixture, followUpToken)).body;
  const times = timeline.map(({ at }: { at: string }) => at);
  expect(times).toEqual(times.toSorted());
  expect(clock.pauses[0].to >= clock.pauses[0].from).toBe(true);
  expect(dueAt >= request.dueAt).toBe(true);
});
