import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../lambda/value/time.ts';
import { openExecutions } from '../../../local/adapters/workflow/executions.ts';
import type { LocalExecutions } from '../../../local/adapters/workflow/executions.ts';
import {
  workflowCheckpoints,
  workflowExecutions,
} from '../../../local/adapters/workflow/tables.ts';
import { startDynoxide } from '../../../local/database.ts';
import { createTables, fromFacts } from '../../../local/tables.ts';
import { startFaultProxy } from '../../faults/proxy.ts';
import type { FaultProxy } from '../../faults/proxy.ts';

export interface Driven {
  readonly executions: LocalExecutions;
  /** Between the driver and its database. */
  readonly proxy: FaultProxy;
  /** A driver in a process of its own. */
  readonly startDriver: () => ChildProcess;
  /** The status in which the execution ended; `open` if it did not. */
  readonly endOf: (executionName: string) => Promise<string>;
  /** The effects of the steps, in order. */
  readonly effects: () => Promise<string[]>;
}

/**
 * A new database for one test, which drivers reach through a fault proxy.
 *
 * @param onTestFinished of the test's context: the global one does not distinguish concurrent tests
 */
export async function driven(
  onTestFinished: (clean: () => Promise<void>) => void,
): Promise<Driven> {
  const server = await startDynoxide();
  const proxy = await startFaultProxy(server.endpoint);
  const client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await createTables(
    client,
    [workflowExecutions, workflowCheckpoints].map((facts) => fromFacts(facts)),
  );
  const executions = openExecutions(client, systemClock);
  const folder = await mkdtemp(join(tmpdir(), 'custos-workflow-'));
  const effectsFile = join(folder, 'effects');
  const drivers: ChildProcess[] = [];
  onTestFinished(async () => {
    for (const child of drivers) child.kill('SIGKILL');
    client.destroy();
    await proxy.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    executions,
    proxy,
    startDriver: () => {
      const script = resolve(import.meta.dirname, 'driver-process.ts');
      const child = spawn(process.execPath, [script, effectsFile], {
        stdio: 'ignore',
        env: {
          ...process.env,
          AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
          AWS_REGION: 'eu-central-1',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
        },
      });
      drivers.push(child);
      return child;
    },
    endOf: async (executionName) => {
      for (let waited = 0; waited < 40_000; waited += 100) {
        const status = (await executions.load(executionName))?.row.status;
        if (status !== undefined && status !== 'open') return status;
        await delay(100);
      }
      return 'open';
    },
    effects: async () => (await readFile(effectsFile, 'utf8')).trim().split('\n'),
  };
}

export async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
