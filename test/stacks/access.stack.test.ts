import { describe, expect, test } from 'vitest';
import type { FunctionFacts, KeyringAction, Need } from '../../lambda/platform/environment.ts';
import { constructId } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { tables } from '../../lib/tables.ts';
import { actionsOn, statementsByFunction, statementsByRole } from './grants.ts';
import type { Statement } from './grants.ts';
import { every, named, synthesize } from './templates.ts';

const synthesized = synthesize('prod');
const { data, service } = synthesized;
const statements = statementsByFunction(synthesized);
const heldBy = (name: string): readonly Statement[] => statements.get(name) ?? [];

const logicalId = (type: string, name: string): string => {
  const found = every(data, type).find(([id]) => id.slice(0, -8) === name);
  if (found === undefined) throw new Error(`no ${type} is called ${name}`);
  return found[0];
};
const tableArn = (name: string): string =>
  `<${logicalId('AWS::DynamoDB::Table', constructId(name))}.Arn>`;
const keyArn = (name: string): string => `<${logicalId('AWS::KMS::Key', `Keys${name}`)}.Arn>`;
const needOf = <Kind extends Need>(facts: FunctionFacts, is: (need: Need) => need is Kind) =>
  facts.needs.filter(is);
const isTable = (need: Need): need is Extract<Need, { table: unknown }> => 'table' in need;
const isKeyring = (need: Need): need is Extract<Need, { keyring: unknown }> => 'keyring' in need;

describe('every function', () => {
  test.each(functions)('$name does to each table what its needs say, and no more', (facts) => {
    const words = {
      get: 'dynamodb:GetItem',
      query: 'dynamodb:Query',
      insert: 'dynamodb:PartiQLInsert',
      update: 'dynamodb:PartiQLUpdate',
      delete: 'dynamodb:PartiQLDelete',
      scan: 'dynamodb:Scan',
      increment: 'dynamodb:UpdateItem',
    };
    const needs = needOf(facts, isTable);

    for (const table of tables) {
      const wanted = needs
        .filter((need) => need.table.name === table.name)
        .flatMap(({ actions }) => actions);
      const held = actionsOn(heldBy(facts.name), tableArn(table.name));
      const heldOnIndexes = heldBy(facts.name)
        .filter(({ resources }) =>
          resources.some((resource) => resource.startsWith(`${tableArn(table.name)}/index/`)),
        )
        .flatMap(({ actions }) => actions);

      expect(held, table.name).toEqual(
        wanted.flatMap((action) => (action === 'query-index' ? [] : [words[action]])).sort(),
      );
      expect(heldOnIndexes, table.name).toEqual(
        wanted.includes('query-index') ? ['dynamodb:Query'] : [],
      );
    }
  });

  test.each(functions)(
    '$name uses the keys that its needs name, under their conditions',
    (facts) => {
      const words: Record<KeyringAction, [key: string, action: string]> = {
        'generate-data-key': ['SubjectKeys', 'kms:GenerateDataKey'],
        unwrap: ['SubjectKeys', 'kms:Decrypt'],
        hmac: ['Hmac', 'kms:GenerateMac'],
        'sign-receipts': ['Receipts', 'kms:Sign'],
        'sign-certificates': ['Certificates', 'kms:Sign'],
        'sign-checkpoints': ['Checkpoints', 'kms:Sign'],
        'public-key-receipts': ['Receipts', 'kms:GetPublicKey'],
        'public-key-certificates': ['Certificates', 'kms:GetPublicKey'],
        'public-key-checkpoints': ['Checkpoints', 'kms:GetPublicKey'],
      };
      const wanted = needOf(facts, isKeyring).flatMap(({ keyring }) => keyring);

      for (const key of ['SubjectKeys', 'Hmac', 'Receipts', 'Certificates', 'Checkpoints']) {
        expect(actionsOn(heldBy(facts.name), keyArn(key)), key).toEqual(
          wanted.flatMap((action) => (words[action][0] === key ? [words[action][1]] : [])).sort(),
        );
      }
      for (const { actions, resources, conditions } of heldBy(facts.name)) {
        if (resources.includes(keyArn('SubjectKeys'))) {
          expect(conditions).toEqual({
            StringEquals: {
              'kms:EncryptionContext:app': 'custos',
              'kms:EncryptionContext:purpose': 'subject-key',
            },
            'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['app', 'kid', 'purpose'] },
          });
        }
        if (actions.includes('kms:Sign')) {
          expect(conditions).toEqual({
            StringEquals: {
              'kms:SigningAlgorithm': 'ED25519_SHA_512',
              'kms:MessageType': 'RAW',
            },
          });
        }
        if (resources.includes(keyArn('AtRest'))) {
          expect(Object.values(conditions).flatMap(Object.keys)).toEqual(['kms:ViaService']);
        }
      }
    },
  );

  test.each(functions)('$name writes its own logs', (facts) => {
    const group = every(service, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => Properties)
      .find(({ Environment }) => Environment.Variables.CUSTOS_FUNCTION === facts.name);
    const logs = named(synthesized, group.LoggingConfig.LogGroup).replace('>', '.Arn>');

    expect(actionsOn(heldBy(facts.name), logs)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });
});

describe('every role', () => {
  const all = [...statementsByRole(synthesized).values()].flat();

  test('is allowed things one by one: no action has a wildcard', () => {
    expect(all.length).toBeGreaterThan(functions.length);
    expect(all.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual(
      [],
    );
    expect(new Set(all.map(({ effect }) => effect))).toEqual(new Set(['Allow']));
  });

  test('names its resources, apart from those with a reason', () => {
    const wildcards = all
      .filter(({ resources }) => resources.some((resource) => resource.includes('*')))
      .flatMap(({ actions, resources }) =>
        actions.map((action) => `${action} ${resources.join(' ').replaceAll(/[0-9A-F]{8}/g, '')}`),
      );

    expect(new Set(wildcards)).toEqual(new Set(Object.keys(reasonsForWildcards)));
  });

  test('scans nothing, unless it is the recount', () => {
    const scanning = [...statements].filter(([, held]) =>
      held.some(({ actions }) => actions.includes('dynamodb:Scan')),
    );

    expect(scanning.map(([name]) => name)).toEqual(['recount']);
  });

  test('holds no write on an append-only table but INSERT', () => {
    const writes = /^dynamodb:(Put|Update|Delete|BatchWrite|PartiQL)/;
    const appendOnly = tables.filter((facts) => facts.appendOnly);
    expect(appendOnly.length).toBeGreaterThan(3);

    for (const { name } of appendOnly) {
      const held = actionsOn(all, tableArn(name)).filter((action) => writes.test(action));
      expect(new Set(held), name).toEqual(new Set(['dynamodb:PartiQLInsert']));
    }
  });

  test('the recount reads and does nothing else: no key of subjects, no write', () => {
    const held = heldBy('recount').flatMap(({ actions }) => actions);

    expect(held.filter((action) => /^dynamodb:|^s3:/.test(action))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/PartiQL|Put|Update|Delete/)]),
    );
    expect(actionsOn(heldBy('recount'), keyArn('SubjectKeys'))).toEqual([]);
  });

  test('the authorizer reaches no table, key or bucket', () => {
    expect(
      heldBy('authorizer')
        .flatMap(({ actions }) => actions)
        .sort(),
    ).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });

  test('exactly one signs certificates, and one receipts', () => {
    const signing = (key: string) =>
      [...statements].flatMap(([name, held]) =>
        actionsOn(held, keyArn(key)).includes('kms:Sign') ? [name] : [],
      );

    expect(signing('Certificates')).toEqual(['fulfilment']);
    expect(signing('Receipts')).toEqual(['consent-api']);
  });
});

describe('roles can do their work', () => {
  test('whoever starts a workflow may call its alias, and not the function without a version', () => {
    const starters = functions.filter(({ needs }) => needs.some((need) => 'workflow' in need));
    expect(starters.length).toBeGreaterThan(0);

    for (const { name } of starters) {
      const targets = heldBy(name)
        .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
        .flatMap(({ resources }) => resources);
      expect(targets).toEqual([expect.stringMatching(/^<FulfilmentLive\w+>$/)]);
    }
  });

  test('a durable function reads and writes the checkpoints of every version of its own', () => {
    const [checkpoint] = heldBy('fulfilment').filter(({ actions }) =>
      actions.includes('lambda:CheckpointDurableExecution'),
    );

    expect(checkpoint?.actions).toEqual([
      'lambda:CheckpointDurableExecution',
      'lambda:GetDurableExecutionState',
    ]);
    expect(checkpoint?.resources).toEqual([
      expect.stringMatching(/^<FulfilmentFunction\w+\.Arn>:\*$/),
    ]);
  });

  test('a stream consumer reads its stream and writes to its queue of failures', () => {
    const held = heldBy('retention-stream');
    const [queue] = every(service, 'AWS::SQS::Queue');

    expect(actionsOn(held, `<${logicalId('AWS::DynamoDB::Table', 'Records')}.StreamArn>`)).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
    ]);
    expect(actionsOn(held, `<${queue![0]}.Arn>`)).toEqual(['sqs:SendMessage']);
    expect(
      held
        .filter(({ resources }) => resources.includes(keyArn('AtRest')))
        .flatMap(({ conditions }) => Object.values(conditions).map(Object.values))
        .flat(2)
        .map((value) => named(synthesized, value)),
    ).toEqual(expect.arrayContaining(['sqs.*.amazonaws.com']));
  });

  test('an event source mapping waits for the rights of its function', () => {
    for (const [, { DependsOn }] of every(service, 'AWS::Lambda::EventSourceMapping')) {
      expect([DependsOn].flat()).toEqual([expect.stringMatching(/Policy[0-9A-F]{8}$/)]);
    }
  });

  test('a function can be called from outside by the API and its schedule only', () => {
    const permissions = every(service, 'AWS::Lambda::Permission');

    for (const [, { Properties }] of permissions) {
      expect(Properties.Principal).toMatch(/^(apigateway|events)\.amazonaws\.com$/);
      expect(named(synthesized, Properties.SourceArn)).toMatch(/<(Api|\w+Schedule)/);
    }
  });
});

const checkpoints = 'versions are named after they exist, and an unqualified ARN never matches';
const exportNames = 'names of exports are random; everything else in the bucket stays out of reach';
const allApis = 'API Gateway refuses a role for logs that does not serve every API of the account';

const reasonsForWildcards: Readonly<Record<string, string>> = {
  'dynamodb:ListStreams *':
    'Lambda demands it of stream consumers, and IAM knows no resource for it',
  'lambda:CheckpointDurableExecution <FulfilmentFunction.Arn>:*': checkpoints,
  'lambda:GetDurableExecutionState <FulfilmentFunction.Arn>:*': checkpoints,
  'logs:CreateLogGroup *': allApis,
  'logs:CreateLogStream *': allApis,
  'logs:DescribeLogGroups *': allApis,
  'logs:DescribeLogStreams *': allApis,
  'logs:FilterLogEvents *': allApis,
  'logs:GetLogEvents *': allApis,
  'logs:PutLogEvents *': allApis,
  's3:AbortMultipartUpload <Exports.Arn>/exports/*': exportNames,
  's3:DeleteObject <Exports.Arn>/exports/*': exportNames,
  's3:DeleteObjectVersion <Exports.Arn>/exports/*': exportNames,
  's3:GetObject <Exports.Arn>/exports/*': exportNames,
  's3:PutObject <Exports.Arn>/exports/*': exportNames,
};
