import { describe, expect, test } from 'vitest';
import { LocalWorkflow } from '../../../local/adapters/workflow/local-workflow.ts';
import { callOf } from '../../faults/proxy.ts';
import { driven, exited } from './driven.ts';

const input = { requestId: 'r-1', attempt: 1 };
const whole = ['first r-1', 'unsteady 1', 'unsteady 2', 'counter', 'last 42'];
const branches = ['left', 'right'];

const inOrder = (effects: string[]) => effects.filter((line) => !branches.includes(line));

describe.concurrent('a durable execution on the embedded database', () => {
  test('runs steps, retries, waits, a chained function and branches once each', async ({
    onTestFinished,
  }) => {
    const { executions, startDriver, endOf, effects } = await driven(onTestFinished);
    await executions.start('fulfilment', 'whole', input);
    startDriver();

    expect(await endOf('whole')).toBe('succeeded');
    expect(inOrder(await effects())).toEqual(whole);
    expect((await effects()).filter((line) => branches.includes(line)).sort()).toEqual(branches);
  });

  test('starts once for the same name', async ({ onTestFinished }) => {
    const { executions, startDriver, endOf, effects } = await driven(onTestFinished);
    const workflow = new LocalWorkflow(executions);

    const outcomes = await Promise.all([
      workflow.start('fulfilment', 'twice', input),
      workflow.start('fulfilment', 'twice', input),
    ]);

    expect(outcomes.sort()).toEqual(['already-started', 'started']);
    startDriver();
    expect(await endOf('twice')).toBe('succeeded');
    expect(inOrder(await effects())).toEqual(whole);
  });

  test.for([
    'first:SUCCEEDED',
    'unsteady:PENDING',
    'pause:SUCCEEDED',
    'count:STARTED',
    'last:SUCCEEDED',
  ])(
    'killed once %s is committed, repeats nothing that was done',
    async (checkpoint, { onTestFinished }) => {
      const { executions, proxy, startDriver, endOf, effects } = await driven(onTestFinished);
      await executions.start('fulfilment', 'killed', input);
      const doomed = startDriver();
      const run = () => {
        doomed.kill('SIGKILL');
        return 'drop' as const;
      };
      proxy.inject(
        callOf('ExecuteTransaction', checkpoint),
        { kind: 'hook', when: 'after', run },
        1,
      );
      await exited(doomed);
      startDriver();

      expect(await endOf('killed')).toBe('succeeded');
      expect(inOrder(await effects())).toEqual(whole);
    },
  );

  test('killed before a step is committed, repeats that step only', async ({ onTestFinished }) => {
    const { executions, proxy, startDriver, endOf, effects } = await driven(onTestFinished);
    await executions.start('fulfilment', 'killed', input);
    const doomed = startDriver();
    proxy.onRequest(callOf('ExecuteTransaction', 'last:SUCCEEDED'), () => {
      doomed.kill('SIGKILL');
      return 'drop';
    });
    await exited(doomed);
    startDriver();

    expect(await endOf('killed')).toBe('succeeded');
    expect(inOrder(await effects())).toEqual([...whole, 'last 42']);
  });

  test('with two drivers at once, rejects the older run', async ({ onTestFinished }) => {
    const { executions, startDriver, endOf } = await driven(onTestFinished);
    await executions.start('fulfilment', 'contested', input);
    const { row } = (await executions.load('contested'))!;
    const next = await executions.append('contested', row.version, []);

    await expect(executions.append('contested', row.version, [])).rejects.toThrow(
      'another run wrote the newer checkpoint',
    );
    expect(next).toBe(row.version + 1);
    startDriver();
    expect(await endOf('contested')).toBe('succeeded');
  });

  test('is delayed and not ended by a database that throttles for a while', async ({
    onTestFinished,
  }) => {
    const { executions, proxy, startDriver, endOf } = await driven(onTestFinished);
    await executions.start('fulfilment', 'throttled', input);
    proxy.inject(callOf('ExecuteTransaction'), { kind: 'throttle' }, 6);
    startDriver();

    expect(await endOf('throttled')).toBe('succeeded');
  });
});
