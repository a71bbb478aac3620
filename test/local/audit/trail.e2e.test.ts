import {
  DynamoDBClient,
  ExecuteStatementCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localPrincipalReads } from '../../../cli/audit/principal-reads.ts';
import { localReads } from '../../../cli/audit/local-reads.ts';
import { readAssembly } from '../../../local/assembly.ts';
import type { Assembly } from '../../../local/assembly.ts';
import type { AuditRecord } from '../../../local/audit/record.ts';
import { freePorts } from '../../../local/ports.ts';
import { completeRequest, answerConsent, storePrompts } from '../../../local/demo/steps.ts';
import { Caller, itemsIn } from '../../../local/gameday/api.ts';
import { until } from '../../../local/gameday/until.ts';
import { homeAt } from '../../../local/home.ts';
import { startRuntime } from '../../../local/runtime.ts';
import type { Runtime } from '../../../local/runtime.ts';
import { synthesize } from '../../../local/synthesis.ts';
import { leaksIn } from '../../support/leaks.ts';

const ada = { email: 'Planted.Ada@mail.example.org', agrees: true, prompts: ['planted-prompt'] };

let home: string;
let assembly: Assembly;
let runtime: Runtime;
let operator: DynamoDBClient;
let records: readonly AuditRecord[];
let files: readonly string[];
let opened: readonly string[];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-audit-'));
  const synthesized = await synthesize();
  assembly = await readAssembly(synthesized.directory);
  const [port = 0] = await freePorts(1);
  runtime = await startRuntime({ home, port, quiet: true });
  synthesized.release();
  const { databaseUrl, sessionToken } = runtime.operator;
  operator = new DynamoDBClient({
    endpoint: databaseUrl,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any', sessionToken },
    maxAttempts: 1,
  });
  const stage = { url: runtime.url, token: runtime.token };
  await answerConsent(stage, ada);
  await storePrompts(stage, ada);
  await completeRequest(stage, ada, 'access', () => undefined);
  await byHand();
  opened = await incidents();
  await runtime.stop();
  const audit = homeAt(home).audit;
  // One of each day: two around midnight.
  files = (await readdir(audit)).sort().map((name) => join(audit, name));
  const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  records = contents
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditRecord);
}, 120_000);
afterAll(async () => {
  operator.destroy();
  await rm(home, { recursive: true, force: true });
});

/** Calls of an operator. */
async function byHand(): Promise<void> {
  const TableName = tableCalled('Subjects');
  await operator.send(new ScanCommand({ TableName, Limit: 1 }));
  await operator.send(new ScanCommand({ TableName: tableCalled('Aliases'), Limit: 1 }));
  const Statement = `SELECT * FROM "${TableName}" WHERE subjectId = 'some-id' AND x = '${ada.email}'`;
  await operator.send(new ExecuteStatementCommand({ Statement }));
  const put = new PutItemCommand({
    TableName,
    Item: { subjectId: { S: 'some-id' }, name: { S: ada.email } },
    ConditionExpression: 'attribute_exists(subjectId)',
  });
  await expect(operator.send(put)).rejects.toThrow('conditional');
}

/** Detections that opened an incident. */
const incidents = async (): Promise<readonly string[]> => {
  const staff = new Caller(runtime.url, await runtime.token('staff', 'oncall@example.com'));
  const details = async () => {
    const items = itemsIn(await staff.ask('GET', '/v1/incidents'));
    return Promise.all(
      items.map(async ({ incidentId }) => {
        const { detected } = await staff.ask('GET', `/v1/incidents/${String(incidentId)}`);
        return (detected as { detection: string }).detection;
      }),
    );
  };
  return (await until(async () => {
    const found = await details();
    return found.includes('Stranger') ? found : undefined;
  }, 20_000))!;
};

const tableCalled = (id: string): string => {
  const tables = assembly.ofType('AWS::DynamoDB::Table').map(({ logicalId }) => logicalId);
  const name = tables.find((each) => new RegExp(`^${id}[0-9A-F]{8}$`).test(each));
  if (name === undefined) throw new Error(`${id} is not in ${tables.join(', ')}`);
  return name;
};

const of = (sessionName: string, action: string) =>
  records.filter(
    ({ userIdentity, eventName }) =>
      userIdentity.arn.endsWith(`/${sessionName}`) && eventName === action,
  );

describe('the audit file of the embedded runtime', () => {
  test('is named by the day, and only the operator can read it', async () => {
    const days = new Set(records.map(({ eventTime }) => eventTime.slice(0, 10)));

    expect(files).toEqual([...days].sort().map((day) => join(homeAt(home).audit, `${day}.jsonl`)));
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('says which function did what to which table, by its role in the template', () => {
    const [insert] = of('record-api', 'ExecuteTransaction').filter(({ resources }) =>
      resources.some(({ ARN }) => ARN.includes('-Records')),
    );

    expect(insert).toMatchObject({
      eventSource: 'dynamodb.amazonaws.com',
      eventCategory: 'Data',
      readOnly: false,
      simulated: true,
      userIdentity: {
        type: 'AssumedRole',
        sessionContext: {
          sessionIssuer: {
            arn: 'arn:aws:iam::000000000000:role/custos/eu-central-1/local/custos-local-record-api-eu-central-1',
          },
        },
      },
    });
    expect(insert?.resources.map(({ ARN }) => ARN)).toContain(
      `arn:aws:dynamodb:eu-central-1:000000000000:table/Custos-local-Data-${tableCalled('Records')}`,
    );
  });

  test('has each key that a function used, and for which random id', () => {
    const [made] = of('record-api', 'GenerateDataKey');

    expect(made).toMatchObject({
      eventSource: 'kms.amazonaws.com',
      managementEvent: true,
      requestParameters: { encryptionContext: { app: 'custos', purpose: 'subject-key' } },
    });
    expect(made?.requestParameters['encryptionContext']).toHaveProperty('kid');
    expect(of('fulfilment', 'Decrypt')).not.toEqual([]);
    expect(of('consent-api', 'Sign')).not.toEqual([]);
    expect(of('record-api', 'GenerateMac')).not.toEqual([]);
  });

  test('has what is written into the exports, and by the selectors not what is read', () => {
    const [put] = of('fulfilment', 'PutObject');

    expect(put?.resources[0]?.ARN).toMatch(
      /^arn:aws:s3:::custos-local-data-exports[^/]*\/exports\//,
    );
    expect(records.filter(({ eventName }) => /^(?:Get|Head)Object$/.test(eventName))).toEqual([]);
  });

  test('has calls of an operator as theirs, rejected ones included', () => {
    const all = records.filter(({ userIdentity }) => userIdentity.type === 'IAMUser');

    expect(all.map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual([
      ['Scan', undefined],
      ['ExecuteStatement', undefined],
      ['PutItem', 'ConditionalCheckFailedException'],
    ]);
    expect(all[0]?.userIdentity.arn).toBe('arn:aws:iam::000000000000:user/operator');
    const name = `Custos-local-Data-${tableCalled('Subjects')}`;
    expect(all[1]?.requestParameters).toEqual({
      statement: `SELECT * FROM "${name}" WHERE subjectId = 'some-id' AND x = ***(Redacted)`,
    });
    expect(all[2]?.requestParameters).toMatchObject({
      tableName: name,
      key: { subjectId: 'some-id' },
      items: ['subjectId', 'name'],
    });
  });

  test('is watched: an operator who reads tables opens an incident, functions do not', () => {
    // The statement is reported as one in PartiQL too.
    expect(opened.filter((detection) => detection !== 'PartiqlSelect')).toEqual(['Stranger']);
  });

  test('leaves out the table of aliases for every caller, and what the runtime does itself', () => {
    const names = records.flatMap(({ resources }) => resources.map(({ ARN }) => ARN));

    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((ARN) => ARN.includes('Aliases') && !ARN.includes(':kms:'))).toEqual([]);
    expect(names.filter((ARN) => ARN.includes('workflow'))).toEqual([]);
    expect(records.filter(({ eventName }) => eventName === 'GetRecords')).toEqual([]);
    expect(names.filter((ARN) => !ARN.includes('local'))).toEqual(
      names.filter((ARN) => ARN.includes(':kms:')),
    );
  });

  test('answers who read a person, by their random id, as the saved query does', async () => {
    const ids = records.flatMap(({ requestParameters }) => {
      const { key } = requestParameters as { readonly key?: { readonly subjectId?: string } };
      return key?.subjectId?.length === 36 ? [key.subjectId] : [];
    });
    const today = new Date().toISOString().slice(0, 10);
    const question = { id: ids[0] ?? '', deployment: 'local', from: '2026-01-01', to: today };
    const reads = await localReads(homeAt(home).audit, question);

    const byId = reads.filter(({ reach }) => reach === 'id');
    expect(byId.map(({ function: name }) => name)).toEqual(
      expect.arrayContaining(['record-api', 'fulfilment']),
    );
    expect(byId.every(({ action }) => /Get|Query|Execute/.test(action))).toBe(true);
    // The operator's: of one table, once.
    expect(
      reads
        .filter(({ reach, role }) => reach === 'table' && role === '')
        .map(({ principal, action, calls }) => [principal, action, calls]),
    ).toEqual([['arn:aws:iam::000000000000:user/operator', 'Scan', 1]]);
  });

  test('answers which people a principal read, as the saved query does, with a scan apart', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const reads = (principal: string) =>
      localPrincipalReads(homeAt(home).audit, {
        ...{ principal, deployment: 'local', from: '2026-01-01', to: today },
      });
    const role = 'arn:aws:iam::000000000000:role/custos/eu-central-1/local/custos-local-record-api';
    const byFunction = await reads(`${role}-eu-central-1`);
    const byOperator = await reads('arn:aws:iam::000000000000:user/operator');

    const people = new Set(byFunction.people.map(({ subjectId }) => subjectId));
    expect([...people]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const table = `Custos-local-Data-${tableCalled('Subjects')}`;
    expect(byFunction.people.map((read) => read.table)).toContain(table);
    // The statement names no random id of a person, thus it is none of one person.
    expect(byOperator).toMatchObject({
      people: [],
      wholeTables: [
        { action: 'Scan', table, calls: 1 },
        { action: 'ExecuteStatement', table, calls: 1 },
      ],
      otherRows: [],
    });
  });

  test('has nothing that names a person', () => {
    const whole = JSON.stringify(records);

    expect(leaksIn('audit', whole, [ada.email, ada.email.toLowerCase(), 'planted-prompt'])).toEqual(
      [],
    );
  });
});

test('a request that can be read in two ways does not reach the database', async () => {
  const [port = 0] = await freePorts(1);
  const again = await startRuntime({ home, port, quiet: true });
  try {
    const { databaseUrl, sessionToken } = again.operator;
    const socket = connect(Number(new URL(databaseUrl).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-amz-security-token: ${sessionToken}\r\n` +
        'content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}',
    );

    expect(await text(socket)).toBe('');
  } finally {
    await again.stop();
  }
});
