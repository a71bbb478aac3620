import { describe, expect, test } from 'vitest';
import { madeBefore } from '../../lib/compliance/waiting.ts';
import { constructId } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { tables } from '../../lib/tables.ts';
import {
  actionsOn,
  dataId,
  keyArn,
  statementsByFunction,
  statementsByRole,
  tableArn,
} from './grants.ts';
import type { Statement } from './grants.ts';
import { actingStacks, at, every, everyActing, named, synthesize } from './templates.ts';

const synthesized = synthesize('prod');
const { service } = synthesized;
const statements = statementsByFunction(synthesized);
const heldBy = (name: string): readonly Statement[] => statements.get(name) ?? [];

describe('every role', () => {
  const all = [...statementsByRole(synthesized).values()].flat();

  test('has no action with a wildcard', () => {
    expect(all.length).toBeGreaterThan(functions.length);
    expect(all.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual(
      [],
    );
  });

  test('is denied nothing: grants say what it can do; the quarantine leaves out some roles', () => {
    const denied = [...statements].flatMap(([name, granted]) =>
      granted
        .filter(({ effect }) => effect === 'Deny')
        .flatMap(({ actions }) => actions.map((action) => `${name} ${action}`)),
    );

    expect(denied).toEqual(['quarantine iam:AttachRolePolicy', 'quarantine iam:DetachRolePolicy']);
  });

  test('names its resources, apart from those with a reason', () => {
    const wildcards = all
      .filter(({ resources }) => resources.some((resource) => resource.includes('*')))
      .flatMap(({ actions, resources }) =>
        actions.map((action) => `${action} ${resources.join(' ').replaceAll(/[0-9A-F]{8}/g, '')}`),
      );

    expect(new Set(wildcards)).toEqual(new Set(Object.keys(reasonsForWildcards)));
  });

  test('scans nothing, unless it recounts, searches, sweeps all people or what waits, or counts once a day', () => {
    const scanning = [...statements].filter(([, granted]) =>
      granted.some(({ actions }) => actions.includes('dynamodb:Scan')),
    );

    expect(scanning.map(([name]) => name).sort()).toEqual([
      'affected-people',
      'finality-sweep',
      'recount',
      'retention-count',
      'retention-sweep',
      'training-set-build',
      'training-sweep',
      'verification-pass',
      'verification-scan',
      'verification-sweep',
    ]);
  });

  test('has no write on an append-only table except INSERT', () => {
    const writes = /^dynamodb:(Put|Update|Delete|BatchWrite|PartiQL)/;
    const appendOnly = tables.filter((facts) => facts.appendOnly);
    expect(appendOnly.length).toBeGreaterThan(3);

    for (const { name } of appendOnly) {
      const granted = actionsOn(all, tableArn(synthesized, name)).filter((action) =>
        writes.test(action),
      );
      expect(new Set(granted), name).toEqual(new Set(['dynamodb:PartiQLInsert']));
    }
  });

  test('the recount reads and does nothing else: no key of subjects, no write', () => {
    const granted = heldBy('recount').flatMap(({ actions }) => actions);

    expect(granted.filter((action) => /^dynamodb:|^s3:/.test(action))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/PartiQL|Put|Update|Delete/)]),
    );
    expect(actionsOn(heldBy('recount'), keyArn(synthesized, 'SubjectKeys'))).toEqual([]);
  });

  test('the authorizer reads rows of what is contained, and reaches nothing else', () => {
    expect(
      heldBy('authorizer')
        .flatMap(({ actions }) => actions)
        .sort(),
    ).toEqual([
      'dynamodb:GetItem',
      'kms:Decrypt',
      'kms:DescribeKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
    const controls = tableArn(synthesized, 'containment-controls');
    expect(actionsOn(heldBy('authorizer'), controls)).toEqual(['dynamodb:GetItem']);
  });

  test('is the only one that signs receipts, or one of two that sign certificates', () => {
    const signing = (key: string) =>
      [...statements].flatMap(([name, granted]) =>
        actionsOn(granted, keyArn(synthesized, key)).includes('kms:Sign') ? [name] : [],
      );

    expect(signing('Certificates')).toEqual(['fulfilment', 'finality-sweep']);
    expect(signing('Receipts')).toEqual(['consent-api']);
  });
});

describe('roles have the permissions of their functions', () => {
  test('a function that starts a workflow may call its alias, and not the function without a version', () => {
    const starters = functions.filter(({ needs }) => needs.some((need) => 'workflow' in need));
    expect(starters.length).toBeGreaterThan(0);

    for (const { name, needs } of starters) {
      const workflows = needs.flatMap((need) => ('workflow' in need ? [need.workflow] : []));
      const called = needs.flatMap((need) => ('invoke' in need ? [need.invoke] : []));
      const targets = heldBy(name)
        .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
        .flatMap(({ resources }) => resources)
        .filter(
          (target) => !called.some((one) => target.startsWith(`<${constructId(one)}Function`)),
        );
      // The policy has them in another order.
      expect(targets.toSorted()).toEqual(
        workflows
          .toSorted()
          .map((workflow) =>
            expect.stringMatching(new RegExp(`^<${constructId(workflow)}Live\\w+>$`)),
          ),
      );
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
    expect(servicesUsingTheKeyFor(heldBy('fulfilment'))).toContain(
      'lambda.<AWS::Region>.amazonaws.com',
    );
  });

  const consumers = functions.flatMap(({ name, trigger }) =>
    trigger.kind === 'stream' ? [{ name, sources: trigger.sources }] : [],
  );
  test.each(consumers)(
    '$name reads the streams of its facts and writes to its dead-letter queue',
    ({ name, sources }) => {
      const granted = heldBy(name);
      const queues = every(service, 'AWS::SQS::Queue').filter(([id]) =>
        // The CDK omits a word that repeats the end of the one before it.
        ['', 'Stream'].some((word) => id.startsWith(`${constructId(name)}${word}Failures`)),
      );

      for (const { table } of sources) {
        const stream = dataId(synthesized, 'AWS::DynamoDB::Table', constructId(table.name));
        expect(actionsOn(granted, `<${stream}.StreamArn>`)).toEqual([
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
        ]);
      }
      expect(queues).toHaveLength(1);
      expect(actionsOn(granted, `<${queues[0]![0]}.Arn>`)).toEqual(['sqs:SendMessage']);
      expect(servicesUsingTheKeyFor(granted)).toContain('sqs.<AWS::Region>.amazonaws.com');
    },
  );

  test('only the publisher puts events on the bus of Custos', () => {
    const [bus] = every(service, 'AWS::Events::EventBus');
    const publishers = functions.filter(({ needs }) => needs.some((need) => 'events' in need));
    expect(publishers.length).toBeGreaterThan(0);

    for (const { name, needs } of functions) {
      const publishes = needs.some((need) => 'events' in need);
      expect(heldBy(name).filter(({ actions }) => actions.includes('events:PutEvents'))).toEqual(
        publishes
          ? [expect.objectContaining({ resources: [`<${bus![0]}.Arn>`], effect: 'Allow' })]
          : [],
      );
    }
  });

  test('an event source mapping depends on the permissions of its function', () => {
    for (const [id, { Properties }] of every(service, 'AWS::Lambda::EventSourceMapping')) {
      const consumer = (at(Properties, 'FunctionName', 'Ref') as string).split('Function')[0]!;
      const before = [...madeBefore(service, id)].map((each) => each.slice(0, -8));

      expect(before).toContain(`${consumer}Policy`);
    }
  });

  test('no resource depends on itself', () => {
    for (const template of actingStacks.map((name) => synthesized[name])) {
      for (const id of Object.keys(template.Resources)) {
        expect(madeBefore(template, id).has(id), id).toBe(false);
      }
    }
  });

  test('only the API, its schedules and rules of Custos can call a function from outside', () => {
    const permissions = everyActing(synthesized, 'AWS::Lambda::Permission');

    for (const [, { Properties }] of permissions) {
      expect(at(Properties, 'Principal')).toMatch(/^(apigateway|events)\.amazonaws\.com$/);
      expect(named(synthesized, at(Properties, 'SourceArn'))).toMatch(
        /<(Api|Every\d+Minutes|MediaIntakeUploads(Stored|Scanned))|:rule\/Custos-prod-(Media|Learning|Service)-\*$/,
      );
    }
  });
});

/** Services that use the key at rest on behalf of the principals with the statements. */
const servicesUsingTheKeyFor = (granted: readonly Statement[]): string[] =>
  granted
    .filter(({ resources }) => resources.includes(keyArn(synthesized, 'AtRest')))
    .map(({ conditions }) => named(synthesized, at(conditions, 'StringEquals', 'kms:ViaService')));

const checkpoints = 'versions are named after they exist, and an unqualified ARN never matches';
const exportNames = 'names of exports are random; everything else in the bucket stays out of reach';
const fileNames =
  'names of files are random; a need is on uploads or on files of records, never on both';
const allApis = 'API Gateway refuses a role for logs that does not serve every API of the account';

const unlistable = 'IAM knows no resource for lists of what can be restored';
const reasonsForWildcards: Readonly<Record<string, string>> = {
  'dynamodb:ListStreams *':
    'Lambda demands it of stream consumers, and IAM knows no resource for it',
  'dynamodb:ListBackups *': unlistable,
  'backup:ListRecoveryPointsByResource *': unlistable,
  'dynamodb:DescribeExport <Aliases.Arn>/export/* <SubjectKeys.Arn>/export/* <Subjects.Arn>/export/*':
    'Exports of a table are named when they are made',
  ...Object.fromEntries(
    functions
      .filter(({ trigger }) => trigger.kind === 'durable')
      .flatMap(({ name }) =>
        ['CheckpointDurableExecution', 'GetDurableExecutionState'].map((action) => [
          `lambda:${action} <${constructId(name)}Function.Arn>:*`,
          checkpoints,
        ]),
      ),
  ),
  ...Object.fromEntries(
    ['AttachRolePolicy', 'DetachRolePolicy'].map((action) => [
      `iam:${action} arn:<AWS::Partition>:iam::<AWS::AccountId>:role/custos/<AWS::Region>/prod/*`,
      'One policy only, on the functions of the deployment, and not on those that undo it',
    ]),
  ),
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
  ...Object.fromEntries(
    ['AbortMultipartUpload', 'DeleteObject', 'DeleteObjectVersion', 'GetObject', 'PutObject'].map(
      (verb) => [`s3:${verb} <Exports.Arn>/training/*`, 'A training set has a random name'],
    ),
  ),
  ...Object.fromEntries(
    ['AbortMultipartUpload', 'DeleteObject', 'DeleteObjectVersion', 'GetObject', 'PutObject'].map(
      (verb) => [
        `s3:${verb} <Exports.Arn>/exports/* <Exports.Arn>/training/*`,
        'An erasure rewrites the files of training sets; an export has a random name as well',
      ],
    ),
  ),
  ...Object.fromEntries(
    ['AbortMultipartUpload', 'DeleteObject', 'DeleteObjectVersion', 'GetObject', 'PutObject'].map(
      (verb) => [`s3:${verb} <Media.Arn>/media/*`, fileNames],
    ),
  ),
  ...Object.fromEntries(
    ['DeleteObject', 'DeleteObjectVersion', 'GetObject', 'GetObjectTagging', 'PutObject'].map(
      (verb) => [`s3:${verb} <Media.Arn>/uploads/*`, fileNames],
    ),
  ),
};
