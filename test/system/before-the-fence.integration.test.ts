import { afterEach, beforeEach, expect, test } from 'vitest';
import { countInput, recountPerson } from '../../lambda/erasure/count.ts';
import { fencePerson, planErasure } from '../../lambda/erasure/erasure.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { openSystems, startSystems } from '../../lambda/system/fan-out.ts';
import { changeTask } from '../../lambda/system/tasks.ts';
import { WorkflowUnavailableError } from '../../lambda/platform/workflow/errors.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { keep, newPerson, submit } from '../request/request-fixture.ts';
import { openRunning } from './running.ts';
import type { Running } from './running.ts';

const unavailable = () => Promise.reject(new WorkflowUnavailableError('down'));

let running: Running;
beforeEach(async () => {
  running = await openRunning();
});
afterEach(() => running.stop());

/** As far as the step that opens the tasks; then the process dies. */
async function planned() {
  const { fixture } = running;
  const person = await newPerson(fixture);
  await keep(fixture, person, [{}]);
  const { body } = await submit(fixture, person.caller, { kind: 'erasure' });
  const { requestId } = body.request as { requestId: RequestId };
  const run = { requestId, attempt: 1 };
  await begin(fixture, run);
  const { subjectId } = (await fixture.requests.get(requestId))!;
  await planErasure(fixture, run, await recountPerson(fixture, countInput.parse({ subjectId })));
  await openSystems(fixture, run);
  return { requestId, run, person };
}
test('the sweep starts no erasure at a system before it is irreversible', async () => {
  const { fixture } = running;
  const { requestId, run } = await planned();
  const before = (await fixture.started()).length;

  fixture.pass(5 * 60);
  await fixture.sweep();
  await startSystems(fixture, run);

  const row = (await fixture.requests.get(requestId))!;
  expect(Object.values(row.tasks ?? {}).map(({ state }) => state)).toEqual(['due', 'due']);
  expect(row.selector).toBeDefined();
  expect((await fixture.started()).length).toBe(before);
});

test('a hold that is placed after the tasks were opened is known before anything can start them', async () => {
  const { fixture } = running;
  const { requestId, run, person } = await planned();
  const hold = { matter: 'Roe v. Wonder', categories: ['prompt-text'] };
  await openHolds(fixture).place(person.subjectId, hold);
  const before = (await fixture.started()).length;

  // The process dies right behind the fence.
  await fencePerson(fixture, run);
  fixture.pass(5 * 60);
  await fixture.sweep();

  expect((await fixture.started()).length).toBe(before);
  const task = { requestId, target: 'system:crm', attempt: 1 } as const;
  expect(await changeTask(fixture, task, (open) => open)).toEqual({ kind: 'superseded' });

  await startSystems(fixture, run);
  const { tasks } = (await fixture.requests.get(requestId))!;
  expect(tasks).toMatchObject({
    'system:crm': { onHold: ['prompt-text'] },
    'system:memory': { onHold: ['prompt-text'] },
  });
  expect((await fixture.started()).length).toBe(before + 2);
});

test('a start that was lost behind the check is made up for by the sweep', async () => {
  const { fixture } = running;
  const { requestId, run } = await planned();
  await fencePerson(fixture, run);
  const lost = { ...fixture, workflow: { start: unavailable } };
  await startSystems(lost, run);
  const before = (await fixture.started()).length;

  fixture.pass(5 * 60);
  await fixture.sweep();

  expect((await fixture.started()).length).toBe(before + 2);
  expect((await fixture.requests.get(requestId))?.erasure?.systemsFrom).toEqual(expect.any(String));
});

test('an erasure that is called off keeps no task open and nothing that names the person', async () => {
  const { fixture } = running;
  const { requestId, person } = await planned();

  const { status } = await fixture.send({
    ...{ method: 'DELETE', path: `/v1/me/requests/${requestId}` },
    caller: person.caller,
  });

  expect(status).toBe(200);
  const row = (await fixture.requests.get(requestId))!;
  expect(row.status).toBe('cancelled');
  expect(row.selector).toBeUndefined();
  expect(Object.values(row.tasks ?? {})).toMatchObject([
    { state: 'not-applicable', ground: 'called-off' },
    { state: 'not-applicable', ground: 'called-off' },
  ]);
});
