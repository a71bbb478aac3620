import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { variablesOf } from '../../lambda/platform/environment.ts';
import { compilePolicy } from '../../lambda/policy/bundled.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { SystemSettings } from '../../lambda/policy/system-section.ts';
import { policyVersion } from '../../lambda/policy/version.ts';
import type { Reply } from '../../lambda/system/model/protocol.ts';
import { compile } from '../../lib/bundles/compile.ts';
import { systemFunctionsOf } from '../../lib/system-functions.ts';
import { startDynoxide } from '../../local/database.ts';
import type { Dynoxide } from '../../local/database.ts';
import { runFunctions } from '../../local/function-pool.ts';
import type { Functions } from '../../local/function-pool.ts';
import type { LocalFunction } from '../../local/functions.ts';
import { InnerSecrets } from '../../local/inner-port.ts';
import { invokeServer } from '../../local/invoke-server.ts';
import { close, listen } from '../../local/ports.ts';
import { openTestClient } from '../support/database.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { leaksIn } from '../support/leaks.ts';
import { callOf, newPerson } from './connector-fixture.ts';
import { arnOf, createTable, putItems } from './dynamodb/tables.ts';

const common: Omit<SystemSettings, 'title' | 'connector'> = {
  ...{ owner: 'team@example.com', categories: ['prompt-text'], timeAllowed: 'P7D', cannot: {} },
};
const systems: Policy['systems'] = {
  memory: {
    ...{ ...common, title: 'Memory' },
    connector: {
      kind: 'dynamodb',
      tables: [
        {
          ...{ table: arnOf('Memory'), category: 'prompt-text' },
          key: { identifier: 'user-id', attribute: 'userId' },
        },
      ],
    },
  },
  survey: {
    ...{ ...common, title: 'Survey' },
    connector: {
      ...{ kind: 'lambda', identifiers: ['user-id'] },
      function: 'arn:aws:lambda:eu-central-1:111122223333:function:privacy-connector:live',
    },
  },
};

const secrets = new InnerSecrets();
let folder: string;
let database: Dynoxide;
let server: Server;
let functions: Functions;
const logs: Promise<string>[] = [];

/** The functions that the policy asks for, as they are bundled for AWS, each with its own environment. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-systems-'));
  database = await startDynoxide();
  server = invokeServer(() => functions, secrets);
  const port = await listen(server, 0);
  const { version: _, ...document } = { ...examplePolicy, systems, recipients: {} };
  const policy = { ...document, version: policyVersion(document) };
  const facts = systemFunctionsOf(policy);
  const { modules } = compile(facts, 'aws');
  const connectors = facts.map(async ({ name, entry, needs }): Promise<LocalFunction> => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'policy.json'), compilePolicy(policy));
    for (const [file, content] of modules.get(entry) ?? []) {
      await writeFile(join(folder, name, file), content);
    }
    const [key] = needs.flatMap((need) => ('system' in need ? [need.system.key] : []));
    return localFunction(name, join(folder, name, 'index.mjs'), {
      ...{ CUSTOS_STAGE: 'dev', CUSTOS_FUNCTION: name, CUSTOS_SYSTEM: key ?? '' },
      AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}`,
      AWS_SESSION_TOKEN: secrets.of({ kind: 'function', name }),
    });
  });
  const operators = join(folder, 'operators.mjs');
  await writeFile(
    operators,
    "export const handler = async () => ({ counts: { 'prompt-text': 2 }, rows: 1 });\n",
  );
  functions = runFunctions(
    [...(await Promise.all(connectors)), localFunction('privacy-connector', operators, {})],
    {
      compileCache: join(folder, 'cache'),
      log: (output) => {
        logs.push(text(output));
      },
    },
  );
});
afterAll(async () => {
  await functions.stop();
  await close(server, 0);
  await database.stop();
  await rm(folder, { recursive: true });
});

const localFunction = (
  name: string,
  module: string,
  environment: Record<string, string>,
): LocalFunction => ({
  ...{ name, module, exported: 'handler', timeoutSeconds: 20, memoryMegabytes: 256 },
  environment: {
    ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...environment,
  },
  deployed: { arn: '', roleArn: '', variables: {} },
});

async function invoke(name: string, event: object): Promise<Reply> {
  const invocation = await functions.invoke(name, JSON.stringify(event));
  if (invocation.kind === 'failed') throw new Error(JSON.stringify(invocation.error));
  return JSON.parse(invocation.payload) as Reply;
}

const person = newPerson();
const call = callOf({ categories: ['prompt-text'] }, person);

test('the function of a table reads its settings from the policy, and says what is missing', async () => {
  expect(await invoke('system-memory', { action: 'probe' })).toMatchObject({ kind: 'not-ready' });
  const client = openTestClient(database.endpoint);
  await createTable(client, {
    TableName: 'Memory',
    AttributeDefinitions: [{ AttributeName: 'userId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
  });
  await putItems(client, 'Memory', [{ userId: { S: person['user-id'] } }]);
  client.destroy();

  expect(await invoke('system-memory', { action: 'probe' })).toEqual({ kind: 'ready' });
  expect(await invoke('system-memory', { action: 'erase', ...call })).toEqual({
    ...{ kind: 'page', counts: { 'prompt-text': 1 } },
  });
});

test('the function of a function calls it by its alias', async () => {
  expect(await invoke('system-survey', { action: 'find', ...call })).toEqual({
    ...{ kind: 'page', counts: { 'prompt-text': 2 }, selectors: ['user-id'] },
  });
});

test('an event that is none is a fault, and nothing of it is logged', async () => {
  const event = { action: 'erase', person };

  expect(await invoke('system-memory', event)).toEqual({ kind: 'failed', error: 'internal' });
  await functions.stop();
  const written = (await Promise.all(logs)).join('\n');
  expect(written).toContain('CONNECTOR_EVENT_UNREADABLE');
  expect(leaksIn('log', written, Object.values(person))).toEqual([]);
});

test('every variable that the facts name is one that the handler finds', () => {
  const facts: readonly FunctionFacts[] = systemFunctionsOf({ systems, recipients: {} });

  expect(facts.map((one) => [one.name, variablesOf(one)])).toEqual([
    ['system-memory', ['CUSTOS_FUNCTION', 'CUSTOS_STAGE', 'CUSTOS_SYSTEM']],
    ['system-survey', ['CUSTOS_FUNCTION', 'CUSTOS_STAGE', 'CUSTOS_SYSTEM']],
  ]);
});
