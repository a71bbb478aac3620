import { readFileSync, writeSync } from 'node:fs';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import { openSubjectKeys } from '../../lambda/platform/keyring/subject-keys.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { openTestClient } from '../support/database.ts';

/*
 * A process that runs an execution and kills itself at the first moment that it is not to survive. Moments
 * are each write that was committed, and each checkpoint before and after it is written.
 */

export interface Dying {
  readonly endpoint: string;
  readonly tables: Readonly<Record<string, string>>;
  readonly keyFile: string;
  readonly policyFile: string;
  /** RFC 3339. */
  readonly now: string;
  /** Folder of objects, of work that stores some. */
  readonly objects?: string;
  readonly execution: string;
  readonly survived: readonly string[];
}

const isWrite = /^(ExecuteTransaction|BatchExecuteStatement|UpdateItem|PutItem|TransactWrite)/;

/** What this process was given, by the file that its argument names, and the services on it. */
export function openDying() {
  const given = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Dying;
  const times = new Map<string, number>();

  /** The kernel ends the process: nothing of it runs any more. */
  async function moment(name: string): Promise<void> {
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    const id = `${name} #${count}`;
    if (given.survived.includes(id)) return;
    writeSync(1, id);
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }

  const client = openTestClient(given.endpoint);
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (input) => {
        if (!isWrite.test(commandName)) return next(input);
        const text = JSON.stringify(input);
        const steps = [...text.matchAll(/"([\w-]+):SUCCEEDED"/g)].map(([, step]) => step);
        // Which step has begun, and which version a run has: neither is an effect.
        if (steps.length === 0 && text.includes('workflow-')) return next(input);
        if (steps.length > 0) await moment(`before ${steps.join(' ')}`);
        const output = await next(input);
        await moment(steps.length === 0 ? commandName : `after ${steps.join(' ')}`);
        return output;
      },
    { step: 'initialize' },
  );

  const policy = JSON.parse(readFileSync(given.policyFile, 'utf8')) as Policy;
  const database = { client, physicalName: physicalNames(given.tables) };
  const keyring = new FileKeyring(() => given.keyFile);
  const clock = () => milliseconds(Date.parse(given.now));
  const subjectKeys = openSubjectKeys({ database, keyring, clock, cacheSeconds: 1 });
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  return { given, moment, deps: { database, keyring, subjectKeys, policy, clock, log } };
}
