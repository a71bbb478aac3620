import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { examine } from '../../cli/doctor/check.ts';
import { checks } from '../../cli/doctor/checks.ts';
import type { Outcome } from '../../cli/doctor/outcome.ts';
import { stages } from '../../lib/stages.ts';
import type { StageName } from '../../lib/stages.ts';
import { awsServer } from './aws-server.ts';
import type { Replies, Reply } from './aws-server.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const at = (milliseconds: number) => new Date(milliseconds).toUTCString();

const identity = (arn: string, date = at(now)): Reply => ({
  headers: { date },
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AROA:me</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});
const role = 'arn:aws:sts::111122223333:assumed-role/Deployer/me';

const durablePath =
  'lambda GET /2025-12-01/functions/custos-doctor-asks-for-no-function/durable-executions';
const keySpecs = (...names: string[]): Reply => ({
  error: 'ValidationException',
  message: `1 validation error detected: Value 'CUSTOS_DOCTOR_ASKS_WHICH' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [${names.join(', ')}]`,
});
const concurrency = (limit: number, free: number): Reply => ({
  body: { AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: free } },
});

interface StackFacts {
  readonly name: string;
  readonly status?: string;
  readonly protected?: boolean;
  readonly drift?: string;
}
const stacks = (...facts: readonly StackFacts[]): Reply => ({
  body: `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${facts
    .map(
      (stack) =>
        `<member><StackName>${stack.name}</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>${stack.status ?? 'UPDATE_COMPLETE'}</StackStatus><EnableTerminationProtection>${stack.protected ?? true}</EnableTerminationProtection><DriftInformation><StackDriftStatus>${stack.drift ?? 'IN_SYNC'}</StackDriftStatus><LastCheckTimestamp>2026-11-23T00:00:00Z</LastCheckTimestamp></DriftInformation></member>`,
    )
    .join('')}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
});

/** Every quota of every service that is asked for: more than anybody needs. */
const quotas = (value: number): Reply => ({
  body: {
    Quotas: [
      'Throttle rate',
      'Throttle burst rate',
      'Maximum integration timeout in milliseconds',
      'Cryptographic operations (symmetric) request rate',
      'Cryptographic operations (ECC) request rate',
      'Maximum number of tables',
      'Elastic network interfaces per VPC',
    ].map((QuotaName) => ({ QuotaName, Value: value })),
  },
});

/** An account in which nothing is wrong. */
const sound: Replies = {
  'sts GetCallerIdentity': identity(role),
  [durablePath]: { error: 'ResourceNotFoundException', status: 404 },
  'kms CreateKey': keySpecs('RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_EDWARDS25519'),
  'lambda GET /2016-08-19/account-settings': concurrency(1_000, 1_000),
  'servicequotas ListServiceQuotas': quotas(100_000),
  'apigateway GET /account': { body: {} },
  'ses GET /v2/email/account': { body: { SendingEnabled: true, ProductionAccessEnabled: true } },
  'ses POST /v2/email/list-identities': {
    body: {
      EmailIdentities: [
        { IdentityName: 'example.com', SendingEnabled: true, VerificationStatus: 'SUCCESS' },
      ],
    },
  },
  'ssm GetParameter': { body: { Parameter: { Value: '28' } } },
  'cloudformation DescribeStacks': stacks(
    { name: 'CDKToolkit' },
    { name: 'Custos-prod-Data' },
    { name: 'Custos-prod-Service' },
    { name: 'Custos-dev-Data', status: 'CREATE_FAILED' },
  ),
};

async function examined(changes: Replies = {}, stage: StageName = 'prod') {
  const { endpoint, asked } = await awsServer({ ...sound, ...changes });
  const findings = await examine(checks, contextAt(endpoint, stage));
  return { findings, asked };
}

const contextAt = (endpoint: string, stage: StageName) => ({
  region: 'eu-central-1',
  stage: stages[stage],
  qualifier: 'hnb659fds',
  client: {
    region: 'eu-central-1',
    endpoint,
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  },
  now: () => now,
});

const of = (findings: readonly { check: string; outcome: Outcome }[], check: string) =>
  findings.filter((finding) => finding.check === check).map(({ outcome }) => outcome);

describe('custos doctor', () => {
  test('finds nothing in an account in which nothing is wrong', async () => {
    const { findings, asked } = await examined();

    expect(findings.filter(({ outcome }) => outcome.kind !== 'ok')).toEqual([]);
    expect(new Set(findings.map(({ check }) => check)).size).toBe(checks.length);
    expect(asked.length).toBeGreaterThan(checks.length);
  });

  test('asks only; the one key that it asks for is of a kind that nobody makes', async () => {
    const { asked } = await examined();

    const writing = asked.filter(
      ({ operation }) => !/ (Get|List|Describe|GET |POST .*\/list-)/.test(operation),
    );
    expect(writing.map(({ operation }) => operation)).toEqual(['kms CreateKey']);
    expect(JSON.parse(writing[0]!.body)).toMatchObject({ KeySpec: 'CUSTOS_DOCTOR_ASKS_WHICH' });
  });

  test.each<[check: string, kind: Outcome['kind'], words: RegExp, changes: Replies]>([
    [
      'credentials',
      'failed',
      /not valid \(ExpiredToken\)/,
      { 'sts GetCallerIdentity': { error: 'ExpiredToken', status: 403 } },
    ],
    [
      'credentials',
      'attention',
      /root user of account 111122223333/,
      { 'sts GetCallerIdentity': identity('arn:aws:iam::111122223333:root') },
    ],
    [
      'clock',
      'failed',
      /600 s ahead of AWS/,
      { 'sts GetCallerIdentity': identity(role, at(now - 600_000)) },
    ],
    [
      'clock',
      'attention',
      /120 s behind AWS/,
      { 'sts GetCallerIdentity': identity(role, at(now + 120_000)) },
    ],
    [
      'durable functions',
      'failed',
      /knows no operation/,
      {
        [durablePath]: {
          error: 'ForbiddenException',
          message: 'Unable to determine service/operation name to be authorized',
          status: 403,
        },
      },
    ],
    [
      'Ed25519 keys',
      'failed',
      /makes no Ed25519 keys/,
      { 'kms CreateKey': keySpecs('RSA_2048', 'ECC_NIST_P256') },
    ],
    [
      'Ed25519 keys',
      'unknown',
      /kinds that do not exist/,
      { 'kms CreateKey': { body: { KeyMetadata: { KeyId: 'made-after-all' } } } },
    ],
    [
      'Ed25519 keys',
      'unknown',
      /not known/,
      { 'kms CreateKey': { error: 'ValidationException', message: 'no' } },
    ],
    [
      'concurrency',
      'attention',
      /10 of 10 .* need about 100/,
      { 'lambda GET /2016-08-19/account-settings': concurrency(10, 10) },
    ],
    [
      'quotas',
      'failed',
      /Maximum number of tables: 5, but stage prod needs/,
      { 'servicequotas ListServiceQuotas': quotas(5) },
    ],
    [
      'quotas',
      'unknown',
      /names no "Throttle rate" of apigateway/,
      { 'servicequotas ListServiceQuotas': { body: { Quotas: [] } } },
    ],
    [
      'API Gateway account',
      'ok',
      /logs with arn:aws:iam::111122223333:role\/old/,
      {
        'apigateway GET /account': {
          body: { cloudwatchRoleArn: 'arn:aws:iam::111122223333:role/old' },
        },
      },
    ],
    [
      'mail',
      'failed',
      /sends no mail/,
      { 'ses GET /v2/email/account': { body: { SendingEnabled: false } } },
    ],
    [
      'mail',
      'attention',
      /sandbox/,
      {
        'ses GET /v2/email/account': {
          body: { SendingEnabled: true, ProductionAccessEnabled: false },
        },
      },
    ],
    [
      'mail',
      'attention',
      /no verified sender/,
      {
        'ses POST /v2/email/list-identities': {
          body: {
            EmailIdentities: [
              { IdentityName: 'x', SendingEnabled: true, VerificationStatus: 'PENDING' },
            ],
          },
        },
      },
    ],
    [
      'bootstrap',
      'failed',
      /not bootstrapped/,
      { 'ssm GetParameter': { error: 'ParameterNotFound' } },
    ],
    [
      'bootstrap',
      'failed',
      /version 5, 6 is needed/,
      { 'ssm GetParameter': { body: { Parameter: { Value: '5' } } } },
    ],
    [
      'bootstrap',
      'attention',
      /can be deleted/,
      { 'cloudformation DescribeStacks': stacks({ name: 'CDKToolkit', protected: false }) },
    ],
    [
      'bootstrap',
      'attention',
      /no stack CDKToolkit/,
      {
        'cloudformation DescribeStacks': {
          error: 'ValidationError',
          message: 'Stack with id CDKToolkit does not exist',
        },
      },
    ],
    [
      'stacks',
      'ok',
      /prod is not deployed yet/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-dev-Data' }) },
    ],
    [
      'stacks',
      'failed',
      /Custos-prod-Data is UPDATE_ROLLBACK_FAILED/,
      {
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          status: 'UPDATE_ROLLBACK_FAILED',
        }),
      },
    ],
    [
      'stacks',
      'attention',
      /went back to the version before/,
      {
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          status: 'UPDATE_ROLLBACK_COMPLETE',
        }),
      },
    ],
    [
      'stacks',
      'attention',
      /UPDATE_IN_PROGRESS/,
      {
        'cloudformation DescribeStacks': stacks({
          name: 'Custos-prod-Data',
          status: 'UPDATE_IN_PROGRESS',
        }),
      },
    ],
    [
      'stacks',
      'failed',
      /can be deleted, though stage prod says otherwise/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data', protected: false }) },
    ],
    [
      'stacks',
      'failed',
      /was changed by hand/,
      { 'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data', drift: 'DRIFTED' }) },
    ],
    [
      'stacks',
      'attention',
      /Nobody has looked/,
      {
        'cloudformation DescribeStacks': stacks({ name: 'Custos-prod-Data', drift: 'NOT_CHECKED' }),
      },
    ],
  ])('%s: %s, %s', async (check, kind, words, changes) => {
    const { findings } = await examined(changes);

    const found = of(findings, check).filter((outcome) => words.test(outcome.what));
    expect(found.map((outcome) => outcome.kind)).toEqual([kind]);
    if (kind !== 'ok') expect(found[0]).toHaveProperty('remedy');
  });

  test('says which IAM action is missing for each question that it may not ask', async () => {
    const { endpoint } = await awsServer({});

    const findings = await examine(checks, contextAt(endpoint, 'prod'));

    for (const { name, actions } of checks) {
      const outcomes = of(findings, name);
      expect([name, ...outcomes]).toEqual([
        name,
        ...outcomes.map(() => expect.objectContaining({ kind: 'unknown' })),
      ]);
      for (const action of actions) expect(JSON.stringify(outcomes)).toContain(`Allow ${action} `);
    }
  });

  test('does not break off when AWS cannot be reached', async () => {
    const broken = Object.fromEntries(
      Object.keys(sound).map((name) => [name, 'disconnect' as const]),
    );
    const { findings } = await examined(broken);

    expect(findings.length).toBeGreaterThanOrEqual(checks.length);
    for (const { outcome } of findings) {
      expect(outcome).toMatchObject({
        kind: 'unknown',
        what: expect.stringMatching(/cannot be reached/),
      });
    }
  });

  test('stops at credentials that are not valid', async () => {
    const { findings, asked } = await examined({
      'sts GetCallerIdentity': { error: 'InvalidClientTokenId', status: 403 },
    });

    expect(findings).toMatchObject([{ check: 'credentials', outcome: { kind: 'failed' } }]);
    expect(asked.map(({ operation }) => operation)).toEqual(['sts GetCallerIdentity']);
  });

  test('asks no more of a stage for development than it declares', async () => {
    const { findings } = await examined(
      {
        'cloudformation DescribeStacks': stacks(
          { name: 'CDKToolkit' },
          { name: 'Custos-dev-Data', protected: false },
        ),
      },
      'dev',
    );

    expect(of(findings, 'stacks').map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('the command', () => {
  const doctor = async (replies: Replies, ...words: string[]) => {
    const { endpoint } = await awsServer(replies);
    const child = spawn(
      process.execPath,
      [
        'bin/custos.mjs',
        'doctor',
        '--endpoint-url',
        endpoint,
        '--region',
        'eu-central-1',
        ...words,
      ],
      {
        env: { ...process.env, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const status = await new Promise((done) => child.once('close', done));
    return { status, stdout };
  };

  test('fails when something has failed, and prints every finding as JSON', async () => {
    const { status, stdout } = await doctor(
      { ...sound, 'ssm GetParameter': { error: 'ParameterNotFound' } },
      '--json',
    );

    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toContainEqual({
      check: 'bootstrap',
      outcome: {
        kind: 'failed',
        what: 'eu-central-1 is not bootstrapped for the CDK (/cdk-bootstrap/hnb659fds/version does not exist).',
        remedy: 'Run npx cdk bootstrap aws://ACCOUNT/eu-central-1 --termination-protection.',
      },
    });
  });
});
