import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionIdentity, operatorIdentity } from '../../local/audit/identity.ts';
import { recordOf } from '../../local/audit/record.ts';
import type { AuditedCall } from '../../local/audit/record.ts';
import { awsServer } from '../operations/aws-server.ts';
import type { Replies } from '../operations/aws-server.ts';
import { bareEnvironment } from '../support/command-environment.ts';

const ada = '0f8fad5b-d9cb-469f-a165-70867728950e';
const adasIdentity = `${ada.replaceAll('-', '')}0011223344556677`;
const other = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

async function whoRead(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, ['bin/custos.mjs', 'audit', 'who-read', ...words], {
    env: bareEnvironment({
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_CONFIG_FILE: '/nowhere',
      ...environment,
    }),
  });
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.once('close', done)),
  ]);
  return { stdout, stderr, status };
}

describe('in the embedded runtime', () => {
  let home: string;
  const table = (name: string) => `Custos-local-Data-${name}0A1B2C3D`;
  const role = (name: string) =>
    functionIdentity(
      `arn:aws:iam::000000000000:role/custos/eu-central-1/local/custos-local-${name}-eu-central-1`,
      name,
      new Date(0),
    );
  const call = (time: string, action: string, on: string, parameters: object): AuditedCall => ({
    at: new Date(time),
    service: 'dynamodb',
    action,
    category: 'Data',
    readOnly: true,
    resources: [
      {
        type: 'AWS::DynamoDB::Table',
        ARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${table(on)}`,
      },
    ],
    parameters: { tableName: table(on), ...parameters },
  });

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'custos-who-read-'));
    await mkdir(join(home, 'audit'));
    const get = (time: string, id: string) =>
      call(time, 'GetItem', 'Subjects', { key: { subjectId: id } });
    const days: Readonly<Record<string, readonly string[]>> = {
      '2026-11-10': [JSON.stringify(recordOf(get('2026-11-10T08:00:00Z', ada), operatorIdentity))],
      '2026-11-20': [
        recordOf(get('2026-11-20T08:00:00Z', ada), role('decision-api')),
        recordOf(get('2026-11-20T08:00:01Z', other), role('decision-api')),
        recordOf(
          { ...get('2026-11-20T08:00:02Z', ada), errorCode: 'AccessDeniedException' },
          operatorIdentity,
        ),
        recordOf(
          call('2026-11-20T08:01:00Z', 'Query', 'Identities', {
            key: { identityId: adasIdentity },
          }),
          role('export-page'),
        ),
        recordOf(
          call('2026-11-20T08:02:00Z', 'PutItem', 'Subjects', { key: { subjectId: ada } }),
          role('subject-api'),
        ),
        recordOf(
          call('2026-11-20T08:03:00Z', 'ExecuteTransaction', 'Records', {
            statements: [`INSERT INTO "x" VALUE {'subjectId': '${ada}'}`],
          }),
          role('record-api'),
        ),
        recordOf(
          call('2026-11-20T08:04:00Z', 'ExecuteStatement', 'Records', {
            statement: ` select * FROM "x" WHERE subjectId = '${ada}'`,
          }),
          operatorIdentity,
        ),
        recordOf(call('2026-11-20T08:05:00Z', 'Scan', 'Records', {}), role('retention-count')),
        recordOf(call('2026-11-20T09:05:00Z', 'Scan', 'Records', {}), role('retention-count')),
      ].map((record) => JSON.stringify(record)),
      '2026-11-21': ['{"eventTime":"2026-11-21T0'],
    };
    for (const [day, lines] of Object.entries(days)) {
      await writeFile(join(home, 'audit', `${day}.jsonl`), `${lines.join('\n')}\n`);
    }
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const period = ['--from', '2026-11-15', '--to', '2026-11-30'];

  test('shows who read a person, and who read whole tables', async () => {
    const { stdout, status } = await whoRead(['--subject', ada, '--local', home, ...period]);

    expect(status).toBe(0);
    const [heading, , ...rows] = stdout.trim().split('\n');
    expect(heading).toBe(
      '5 reads from 2026-11-15 to 2026-11-30, simulated by the embedded runtime',
    );
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['time', 'principal', 'role', 'function', 'action', 'tables', 'calls', 'reach', 'error'],
      [
        '2026-11-20T08:00:00Z',
        'arn:aws:sts::000000000000:assumed-role/custos-local-decision-api-eu-central-1/decision-api',
        'custos-local-decision-api-eu-central-1',
        'decision-api',
        'GetItem',
        table('Subjects'),
        '1',
        'id',
      ],
      [
        '2026-11-20T08:00:02Z',
        'arn:aws:iam::000000000000:user/operator',
        'GetItem',
        table('Subjects'),
        '1',
        'id',
        'AccessDeniedException',
      ],
      [
        '2026-11-20T08:01:00Z',
        'arn:aws:sts::000000000000:assumed-role/custos-local-export-page-eu-central-1/export-page',
        'custos-local-export-page-eu-central-1',
        'export-page',
        'Query',
        table('Identities'),
        '1',
        'id',
      ],
      [
        '2026-11-20T08:04:00Z',
        'arn:aws:iam::000000000000:user/operator',
        'ExecuteStatement',
        table('Records'),
        '1',
        'id',
      ],
      [
        '2026-11-20T08:05:00Z',
        'arn:aws:sts::000000000000:assumed-role/custos-local-retention-count-eu-central-1/retention-count',
        'custos-local-retention-count-eu-central-1',
        'retention-count',
        'Scan',
        table('Records'),
        '2',
        'table',
      ],
    ]);
  });

  test('prints JSON, marked as simulated, and finds the home by CUSTOS_HOME', async () => {
    const { stdout } = await whoRead(['--subject', other, ...period, '--json'], {
      CUSTOS_HOME: home,
    });

    expect(JSON.parse(stdout)).toMatchObject({
      simulated: true,
      reads: [
        { function: 'decision-api', action: 'GetItem', reach: 'id', calls: 1 },
        { action: 'Scan', reach: 'table', calls: 2, until: '2026-11-20T09:05:00Z' },
      ],
    });
  });

  test('shows which people a principal read, and apart from them whole tables', async () => {
    const operator = 'arn:aws:iam::000000000000:user/operator';
    const { stdout, status } = await whoRead(['--principal', operator, '--local', home, ...period]);

    expect(status).toBe(0);
    // The call that was denied returned nothing.
    expect(stdout.trim().split('\n')).toEqual([
      '1 person read by key from 2026-11-15 to 2026-11-30, simulated by the embedded runtime',
      '',
      expect.stringMatching(/^subjectId +table +calls +time +until$/),
      `${ada}  ${table('Records')}  1      2026-11-20T08:04:00Z  2026-11-20T08:04:00Z`,
    ]);
  });

  test('finds the calls of a role in all its sessions, and of one session', async () => {
    const name = 'custos-local-retention-count-eu-central-1';
    for (const principal of [
      `arn:aws:iam::000000000000:role/custos/eu-central-1/local/${name}`,
      `arn:aws:sts::000000000000:assumed-role/${name}/retention-count`,
    ]) {
      const { stdout } = await whoRead(['--principal', principal, ...period, '--json'], {
        CUSTOS_HOME: home,
      });

      expect(JSON.parse(stdout)).toEqual({
        principal,
        from: '2026-11-15',
        to: '2026-11-30',
        simulated: true,
        people: [],
        wholeTables: [
          {
            action: 'Scan',
            table: table('Records'),
            calls: 2,
            time: '2026-11-20T08:05:00Z',
            until: '2026-11-20T09:05:00Z',
          },
        ],
        otherRows: [],
        searches: [],
      });
    }
  });

  test('says so where nothing of a principal is recorded', async () => {
    const principal = 'arn:aws:iam::111122223333:role/unknown';
    const { stdout, status } = await whoRead([
      '--principal',
      principal,
      '--local',
      home,
      ...period,
    ]);

    expect(status).toBe(0);
    expect(stdout).toContain('No read of this principal is recorded');
  });

  test('reads no day outside the period', async () => {
    const { stdout } = await whoRead([
      '--subject',
      ada,
      '--local',
      home,
      '--from',
      '2026-11-01',
      '--to',
      '2026-11-14',
    ]);

    expect(stdout).toContain('1 reads from');
    expect(stdout).toContain('2026-11-10T08:00:00Z');
  });
});

describe('in AWS', () => {
  const execution = 'a1b2c3d4-0000-4000-8000-000000000000';
  const columns = [
    'time',
    'principal',
    'role',
    'action',
    'tables',
    'error',
    'reach',
    'calls',
    'until',
  ];
  const row = (values: readonly string[]) => ({
    Data: values.map((VarCharValue) => ({ VarCharValue })),
  });
  const replies: Replies = {
    'athena StartQueryExecution': { body: { QueryExecutionId: execution } },
    'athena GetQueryExecution': { body: { QueryExecution: { Status: { State: 'SUCCEEDED' } } } },
    'athena GetQueryResults': {
      body: {
        ResultSet: {
          Rows: [
            row(columns),
            row([
              '2026-11-20T08:00:00Z',
              'arn:aws:sts::1:assumed-role/custos-eu-prod-record-api-eu-central-1/s',
              'custos-eu-prod-record-api-eu-central-1',
              'GetItem',
              'Custos-eu-prod-Data-Records1',
              '',
              'id',
              '1',
              '2026-11-20T08:00:00Z',
            ]),
          ],
        },
      },
    },
  };
  const words = (endpoint: string) => [
    '--stage',
    'prod',
    '--deployment',
    'eu-prod',
    '--region',
    'eu-central-1',
    '--endpoint-url',
    endpoint,
    '--from',
    '2026-11-01',
    '--to',
    '2026-11-30',
    '--json',
  ];

  test('runs the saved query, and the id is a parameter of it', async () => {
    const { endpoint, asked } = await awsServer(replies);
    const { stdout, status } = await whoRead(['--record', ada.toUpperCase(), ...words(endpoint)]);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      simulated: false,
      reads: [{ function: 'record-api', action: 'GetItem', calls: 1, error: '' }],
    });
    const started = JSON.parse(asked[0]!.body) as Readonly<Record<string, unknown>>;
    const id = `'${ada.replaceAll('-', '')}'`;
    expect(started).toMatchObject({
      QueryString: 'EXECUTE who_read',
      WorkGroup: 'custos-eu-prod-audit',
      QueryExecutionContext: { Database: 'custos_eu_prod_audit' },
      ExecutionParameters: ["'2026/11/01'", "'2026/11/30'", id, id],
    });
  });

  test('lists which people a principal read, from the keys in its calls', async () => {
    const principal = 'arn:aws:iam::111122223333:role/support';
    const table = 'Custos-eu-prod-Data-Records1';
    const calls = [
      ['GetItem', { tableName: table, key: { subjectId: ada, recordId: 'x' } }, '3'],
      ['ExportTableToPointInTime', { tableArn: `arn:aws:dynamodb:eu:1:table/${table}` }, '1'],
      ['Query', undefined, '2'],
    ] as const;
    const { endpoint, asked } = await awsServer({
      ...replies,
      'athena GetQueryResults': {
        body: {
          ResultSet: {
            Rows: [
              row(['time', 'until', 'calls', 'action', 'tables', 'parameters']),
              ...calls.map(([action, parameters, count]) =>
                row([
                  '2026-11-20T08:00:00Z',
                  '2026-11-20T09:00:00Z',
                  count,
                  action,
                  action === 'ExportTableToPointInTime' ? '' : table,
                  parameters === undefined ? '' : JSON.stringify(parameters),
                ]),
              ),
            ],
          },
        },
      },
    });
    const { stdout, status } = await whoRead(['--principal', principal, ...words(endpoint)]);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      simulated: false,
      people: [{ subjectId: ada, table, calls: 3, until: '2026-11-20T09:00:00Z' }],
      wholeTables: [
        { action: 'ExportTableToPointInTime', table, calls: 1 },
        { action: 'Query', table, calls: 2 },
      ],
      otherRows: [],
      searches: [{ by: 'subjects', subjects: [{ subjectId: ada }] }],
    });
    expect(JSON.parse(asked[0]!.body)).toMatchObject({
      QueryString: 'EXECUTE principal_read',
      ExecutionParameters: ["'2026/11/01'", "'2026/11/30'", `'${principal}'`, `'${principal}'`],
    });
  });

  test('reports why Athena ended a query', async () => {
    const failed = {
      QueryExecution: {
        Status: { State: 'FAILED', StateChangeReason: 'Insufficient permissions' },
      },
    };
    const { endpoint } = await awsServer({
      ...replies,
      'athena GetQueryExecution': { body: failed },
    });

    expect(await whoRead(['--record', ada, ...words(endpoint)])).toMatchObject({
      status: 1,
      stderr: 'error: Athena ended the query (FAILED): Insufficient permissions\n',
    });
  });

  test('says which right is missing', async () => {
    const { endpoint } = await awsServer({});

    const { status, stderr } = await whoRead(['--record', ada, ...words(endpoint)]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: AWS does not answer/);
  });
});

test.each([
  'ada@example.com',
  "arn:aws:iam::111122223333:role/x' OR '1'='1",
  'arn:aws:s3:::bucket',
])(
  'what is no ARN of a principal is rejected before any query, and not repeated: %j',
  async (text) => {
    const { endpoint, asked } = await awsServer({});
    const { status, stderr, stdout } = await whoRead([
      '--principal',
      text,
      ...['--stage', 'prod', '--region', 'eu-central-1', '--endpoint-url', endpoint],
    ]);

    expect(status).toBe(1);
    expect(stderr).toContain('give the ARN of a role or a user');
    expect(`${stderr}${stdout}`).not.toContain(text);
    expect(asked).toEqual([]);
  },
);

test.each(['ada@example.com', "x' OR '1'='1", '+49 151 23456789', ''])(
  'an identifier of a person is rejected before any query, and not repeated: %j',
  async (identifier) => {
    const { endpoint, asked } = await awsServer({});
    const { status, stderr, stdout } = await whoRead([
      '--subject',
      identifier,
      '--stage',
      'prod',
      '--region',
      'eu-central-1',
      '--endpoint-url',
      endpoint,
    ]);

    expect(status).toBe(1);
    expect(stderr).toContain('give the random id, a UUID');
    if (identifier !== '') expect(`${stderr}${stdout}`).not.toContain(identifier);
    expect(asked).toEqual([]);
  },
);

test('asks for one id, and for days', async () => {
  for (const words of [[], ['--subject', ada, '--record', other]]) {
    expect((await whoRead(words)).stderr).toBe(
      'error: give one of --subject, --record and --principal\n',
    );
  }
  for (const days of [
    ['--from', '2026-13-01'],
    ['--from', '2026-11-02', '--to', '2026-11-01'],
    ['--to', "2026/11/01'"],
  ]) {
    expect((await whoRead(['--subject', ada, ...days])).stderr).toContain('must be days');
  }
});
