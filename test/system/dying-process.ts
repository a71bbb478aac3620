import { S3Client } from '@aws-sdk/client-s3';
import { readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openLog } from '../../lambda/platform/log/log.ts';
import { physicalNames } from '../../lambda/platform/dynamo/database.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { openDynamoDbConnector } from '../../lambda/system/dynamodb/connector.ts';
import { S3Connector } from '../../lambda/system/s3/s3-connector.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { DirectoryMedia } from '../../local/adapters/media/directory-media.ts';
import { DirectoryObjects } from '../../local/adapters/objects/directory-objects.ts';
import { openExecutions } from '../../local/adapters/workflow/executions.ts';
import type { LocalExecutions } from '../../local/adapters/workflow/executions.ts';
import { LocalWorkflow } from '../../local/adapters/workflow/local-workflow.ts';
import { fulfilmentOn } from '../request/fulfilment-on.ts';
import { openTestClient } from '../support/database.ts';
import { callsTo, driveRequests } from './driven.ts';

/*
 * Runs executions in a process of its own, one after another, which kills itself at the first moment that
 * it is not to survive. Moments are each write that was committed, each checkpoint that is about to be
 * written, and each that was written.
 */

export interface Dying {
  readonly endpoint: string;
  readonly tables: Readonly<Record<string, string>>;
  readonly keyFile: string;
  readonly policyFile: string;
  readonly bucketEndpoint: string;
  /** Epoch milliseconds at which time began to run faster. */
  readonly began: number;
  readonly haste: number;
  readonly workflow: 'fulfilment' | 'system-run';
  /** Ends at this checkpoint; without one, once no execution is open. */
  readonly last?: string;
  readonly survived: readonly string[];
}

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

interface Observable {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (input: never) => Promise<unknown>,
        context: { readonly commandName?: string },
      ) => (input: never) => Promise<unknown>,
      options: { readonly step: 'initialize' },
    ): void;
  };
}

/** Reads of DynamoDB by PartiQL count as writes: a process dies after them as well. */
const isRead = /^(Get|List|Head|Describe|Query|Scan|ExecuteStatement)/;

function dying<Client extends Observable>(client: Client): Client {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (input) => {
        if (isRead.test(commandName)) return next(input);
        const text = JSON.stringify(input);
        const steps = [...text.matchAll(/"([\w-]+):SUCCEEDED"/g)].map(([, step]) => step);
        // Which step has begun, and which version a run has: neither is an effect.
        if (steps.length === 0 && text.includes('workflow-')) return next(input);
        if (steps.length > 0) await moment(`before ${steps.join(' ')}`);
        const output = await next(input);
        if (steps.includes(given.last)) process.exit(0);
        await moment(steps.length === 0 ? commandName : `after ${steps.join(' ')}`);
        return output;
      },
    { step: 'initialize' },
  );
  return client;
}

const clock = () => milliseconds(Date.now());
const hasty = () => milliseconds(given.began + (Date.now() - given.began) * given.haste);
const policy = JSON.parse(readFileSync(given.policyFile, 'utf8')) as Policy;
const client = dying(openTestClient(given.endpoint));
const database = { client, physicalName: physicalNames(given.tables) };
const { keyFile } = given;
const keyring = new FileKeyring(() => keyFile);
const directory = dirname(keyFile);
const executions = openExecutions(client, hasty);
const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
const deps = fulfilmentOn(database, {
  ...{ database, keyring, policy, clock, log, lastUseSeconds: 0 },
  objects: new DirectoryObjects({ directory, baseUrl: 'http://127.0.0.1:1', keyFile }, clock),
  media: new DirectoryMedia(
    { directory, bucket: 'media', formUrl: 'http://127.0.0.1:1', keyFile },
    clock,
  ),
  workflow: new LocalWorkflow(openExecutions(client, clock)),
});
const connectors = Object.fromEntries(
  Object.entries(policy.systems).map(([id, { connector }]) => {
    switch (connector.kind) {
      case 'dynamodb':
        return [id, openDynamoDbConnector(connector, { clientOf: () => client, itemsPerStep: 2 })];
      case 's3': {
        const bucket = dying(
          new S3Client({
            ...{ endpoint: given.bucketEndpoint, region: 'eu-central-1', forcePathStyle: true },
            credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
          }),
        );
        const options = { pageSize: 2 };
        return [
          id,
          new S3Connector(connector, { client: bucket, name: connector.bucket }, options),
        ];
      }
      default:
        throw new TypeError(`no store of kind ${connector.kind} here`);
    }
  }),
);
/** Those of other workflows are as if they were not there. */
const ofWorkflow: LocalExecutions = {
  ...executions,
  load: async (name) => {
    const state = await executions.load(name);
    return state?.row.workflow === given.workflow ? state : undefined;
  },
  open: async () => {
    const names = await executions.open();
    const states = await Promise.all(names.map((name) => ofWorkflow.load(name)));
    return names.filter((_, index) => states[index] !== undefined);
  },
};

let running: Promise<unknown> = Promise.resolve();
driveRequests({
  executions: ofWorkflow,
  clock: hasty,
  next: () => ({
    ...{ deps, taskDeps: deps, executions },
    calls: callsTo((target) => connectors[target.replace('system:', '')], log),
    // One page in each step.
    limits: { stepMilliseconds: 0, maximumPages: 1_000, lastCallSeconds: 1 },
  }),
  // One after another, so that moments have an order.
  around: (work) => (running = running.then(work, work)),
});
while ((await ofWorkflow.open()).length > 0) await delay(50);
process.exit(0);
