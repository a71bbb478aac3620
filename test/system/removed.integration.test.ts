import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RequestId } from '../../lambda/value/ids.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import { newPerson, submit } from '../request/request-fixture.ts';
import { openRunning, policyWithSystems, statesOf } from './running.ts';
import type { Running } from './running.ts';

/* A deployment takes a system out of the policy while a task of it is open. */

const policy = { ...policyWithSystems, systems: { ...policyWithSystems.systems } };
let running: Running;
let stop: () => Promise<void>;
beforeEach(async () => {
  Object.assign(policy.systems, policyWithSystems.systems);
  running = await openRunning(policy);
});
afterEach(async () => {
  await stop();
  await running.stop();
});

test.each(['erasure', 'access'] as const)(
  'the task waits for staff, and the system is called no more: %s',
  async (kind) => {
    const crm = running.stores['crm']!;
    const person = await newPerson(running.fixture);
    crm.before = () => {
      delete policy.systems['crm'];
      // The call that finds out has taken no effect.
      if (crm.calls.length === 1) crm.fault = 'unreachable';
    };
    const { body } = await submit(running.fixture, person.caller, { kind });
    const { requestId } = body.request as { requestId: RequestId };
    stop = running.drive();

    const waiting = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff',
    );

    expect(statesOf(waiting)['system:crm']).toBe('waiting-for-staff (misconfigured)');
    expect(crm.calls).toHaveLength(1);
    await running.act(requestId, 'system:crm', 'retry');
    await running.until(
      requestId,
      ({ tasks }) =>
        tasks?.['system:crm']?.state === 'waiting-for-staff' && tasks['system:crm'].attempt === 2,
    );
    expect(crm.calls).toHaveLength(1);

    const evidence = 'The system was shut down and its disks were destroyed, ticket 4711.';
    expect((await running.act(requestId, 'system:crm', 'mark-done', { evidence })).status).toBe(
      200,
    );
    const row = await running.until(requestId, ({ status }) => isClosed(status));
    expect(row.status).toBe('completed');
  },
);
