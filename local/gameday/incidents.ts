import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { readFile } from 'node:fs/promises';
import { localRegion } from '../template.ts';
import type { Caller } from './api.ts';
import { peopleRead, readTrail } from './trail.ts';
import type { World } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

/** One scripted incident. */
export interface ScriptedIncident {
  readonly name: string;
  /** What must notice it: a detection, or an alarm that is one. */
  readonly detection: RegExp;
  /** Does it, and returns the people that it really affects. */
  readonly act: (world: World) => Promise<readonly string[]>;
  /** How staff search for affected people, by what they can know. */
  readonly searches: (world: World, since: Date) => Promise<readonly Json[]>;
  readonly containment: (world: World) => Promise<{
    readonly order: Json;
    /** Whether the call is denied that the containment has to stop. */
    readonly denied: () => Promise<boolean>;
  }>;
}

const thief = 'search-index';

const readPrompts = (service: Caller, email: string) =>
  service.call('POST', '/v1/records/query', {
    subject: { type: 'email', value: email },
    purpose: 'service-provision',
    limit: 1,
  });

const isRefused = ({ status }: { readonly status: number }): boolean =>
  status === 401 || status === 403;

/** A program reads records of people, more often than the assistant does. */
const stolenToken: ScriptedIncident = {
  name: 'stolen service token reads in bulk',
  detection: /BulkReads/,
  act: async (world) => {
    const stolen = await world.service(thief);
    const affected = world.people.slice(0, Math.ceil(world.people.length * 0.75));
    // The trail names the function that read, not the client of the API: this one is found as well.
    const [another = { email: '' }] = world.people.slice(-1);
    await readPrompts(await world.service('assistant'), another.email);
    const reads = Math.ceil(bulkReads / affected.length);
    for (let round = 0; round < reads; round += 1) {
      await Promise.all(affected.map(({ email }) => readPrompts(stolen, email)));
    }
    return affected.map(({ email }) => email);
  },
  searches: async ({ home }, since) => {
    const read = { by: 'record-api', table: 'Records', since };
    const ids = peopleRead(await readTrail(home.audit), read);
    return [{ by: 'subjects', subjects: ids.map((subjectId) => ({ subjectId })) }];
  },
  containment: async (world) => {
    const stolen = await world.service(thief);
    const [person = { email: '' }] = world.people;
    return {
      order: {
        action: 'revoke-client',
        scope: { issuer: world.runtime.issuer, clientId: thief },
      },
      denied: async () => isRefused(await readPrompts(stolen, person.email)),
    };
  },
};

/** A little above the threshold of the alarm in this stage. */
const bulkReads = 220;

const openedTables: ScriptedIncident = {
  name: 'administrator opens the tables',
  detection: /Stranger/,
  act: async ({ runtime, people }) => {
    const client = new DynamoDBClient({
      endpoint: runtime.operator.databaseUrl,
      region: localRegion,
      credentials: {
        accessKeyId: 'operator',
        secretAccessKey: 'operator',
        sessionToken: runtime.operator.sessionToken,
      },
    });
    try {
      const { TableNames: tables = [] } = await client.send(new ListTablesCommand({}));
      const TableName = tables.find((name) => /^Records[0-9A-F]{8}$/.test(name));
      for await (const page of paginateScan({ client }, { TableName, Limit: 100 })) void page;
    } finally {
      client.destroy();
    }
    return people.filter(({ prompts }) => prompts > 0).map(({ email }) => email);
  },
  // A scan names no row: everyone whose data the table has.
  searches: () => Promise.resolve([{ by: 'category', category: 'prompt-text' }]),
  containment: async (world) => {
    const assistant = await world.service('assistant');
    const [person = { email: '' }] = world.people;
    return {
      order: { action: 'freeze-processing', scope: { categories: ['prompt-text'] } },
      denied: async () => decision(await ask(assistant, person.email)) === 'deny',
    };
  },
};

const ask = (assistant: Caller, email: string) =>
  assistant.call('POST', '/v1/decisions', {
    subject: { type: 'email', value: email },
    purpose: 'service-provision',
    category: 'prompt-text',
  });

const decision = ({ body }: { readonly body: Json }): unknown => body['decision'];

const keyDeletion: ScriptedIncident = {
  name: 'key scheduled for deletion',
  detection: /KeyTamper/,
  act: ({ runtime, people }) => {
    const ARN = runtime.drill.keyOfPeople;
    runtime.drill.call({
      at: new Date(),
      service: 'kms',
      action: 'ScheduleKeyDeletion',
      category: 'Management',
      readOnly: false,
      resources: [{ type: 'AWS::KMS::Key', ARN }],
      parameters: { keyId: ARN, pendingWindowInDays: 7 },
    });
    return Promise.resolve(people.map(({ email }) => email));
  },
  // All data is under it: everyone with an activity or a record since the beginning.
  searches: () =>
    Promise.resolve([{ by: 'window', from: '2020-01-01T00:00:00Z', to: new Date().toISOString() }]),
  containment: async (world) => {
    const assistant = await world.service('assistant');
    const [person = { email: '' }] = world.people;
    return {
      order: { action: 'freeze-processing', scope: 'all' },
      denied: async () => decision(await ask(assistant, person.email)) === 'deny',
    };
  },
};

const leakingLog: ScriptedIncident = {
  name: 'personal data in a log',
  detection: /PersonalDataInLog/,
  act: ({ runtime, people }) => {
    const affected = people.slice(-3).map(({ email }) => email);
    for (const email of affected) {
      runtime.drill.log('record-api', JSON.stringify({ level: 'DEBUG', received: { email } }));
    }
    return Promise.resolve(affected);
  },
  searches: async ({ home }) => {
    const log = await readFile(home.functionLog, 'utf8');
    const addresses = new Set(log.match(/[\w.+-]+@[\w.-]+\.\w+/g) ?? []);
    return [
      {
        by: 'subjects',
        subjects: [...addresses].map((value) => ({ type: 'email', value })),
      },
    ];
  },
  containment: async (world) => {
    const assistant = await world.service('assistant');
    const [person = { email: '' }] = world.people;
    return {
      order: { action: 'quarantine-function', scope: { function: 'record-api' } },
      denied: async () => (await readPrompts(assistant, person.email)).status >= 400,
    };
  },
};

export const scriptedIncidents: readonly ScriptedIncident[] = [
  stolenToken,
  openedTables,
  keyDeletion,
  leakingLog,
];
