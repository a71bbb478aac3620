import { describe, expect, test } from 'vitest';
import type { FunctionFacts, KeyringAction, Need } from '../../lambda/platform/environment.ts';
import { functions } from '../../lib/functions.ts';
import { tables } from '../../lib/tables.ts';
import { actionsOn, keyArn, statementsByFunction, tableArn } from './grants.ts';
import type { Statement } from './grants.ts';
import { at, everyActing, named, synthesize } from './templates.ts';

const synthesized = synthesize('prod');
const statements = statementsByFunction(synthesized);
const heldBy = (name: string): readonly Statement[] => statements.get(name) ?? [];

const needOf = <Kind extends Need>(facts: FunctionFacts, is: (need: Need) => need is Kind) =>
  facts.needs.filter(is);
const isTable = (need: Need): need is Extract<Need, { table: unknown }> => 'table' in need;
const isRecovery = (need: Need): need is Extract<Need, { recovery: unknown }> => 'recovery' in need;
/** What describes a table or a key and reads or uses nothing of it. */
const described = {
  table: [
    'dynamodb:DescribeContinuousBackups',
    'dynamodb:DescribeKinesisStreamingDestination',
    'dynamodb:DescribeTable',
    'dynamodb:ListExports',
  ],
  key: 'kms:DescribeKey',
};
const isKeyring = (need: Need): need is Extract<Need, { keyring: unknown }> => 'keyring' in need;

describe('every function', () => {
  test.each(functions)('$name may do with each table what its needs name, and no more', (facts) => {
    const words = {
      get: 'dynamodb:GetItem',
      'batch-get': 'dynamodb:BatchGetItem',
      query: 'dynamodb:Query',
      insert: 'dynamodb:PartiQLInsert',
      update: 'dynamodb:PartiQLUpdate',
      delete: 'dynamodb:PartiQLDelete',
      scan: 'dynamodb:Scan',
      describe: 'dynamodb:DescribeTable',
      increment: 'dynamodb:UpdateItem',
    };
    const needs = needOf(facts, isTable);
    const observed = needOf(facts, isRecovery).flatMap(({ recovery }) => recovery);

    for (const table of tables) {
      const wanted = needs
        .filter((need) => need.table.name === table.name)
        .flatMap(({ actions }) => actions);
      const granted = actionsOn(heldBy(facts.name), tableArn(synthesized, table.name));
      const heldOnIndexes = heldBy(facts.name)
        .filter(({ resources }) =>
          resources.some((resource) =>
            resource.startsWith(`${tableArn(synthesized, table.name)}/index/`),
          ),
        )
        .flatMap(({ actions }) => actions);

      const descriptions = observed.some(({ name }) => name === table.name) ? described.table : [];
      expect(granted, table.name).toEqual(
        [
          ...wanted.flatMap((action) => (action === 'query-index' ? [] : [words[action]])),
          ...descriptions,
        ].sort(),
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
        'hmac-alias': ['HmacAlias', 'kms:GenerateMac'],
        'hmac-idempotency': ['HmacIdempotency', 'kms:GenerateMac'],
        'hmac-follow-up': ['HmacFollowUp', 'kms:GenerateMac'],
        'sign-receipts': ['Receipts', 'kms:Sign'],
        'sign-certificates': ['Certificates', 'kms:Sign'],
        'sign-checkpoints': ['Checkpoints', 'kms:Sign'],
        'sign-webhooks': ['Webhooks', 'kms:Sign'],
        'public-key-receipts': ['Receipts', 'kms:GetPublicKey'],
        'public-key-certificates': ['Certificates', 'kms:GetPublicKey'],
        'public-key-checkpoints': ['Checkpoints', 'kms:GetPublicKey'],
        'public-key-webhooks': ['Webhooks', 'kms:GetPublicKey'],
      };
      const wanted = needOf(facts, isKeyring).flatMap(({ keyring }) => keyring);
      const describes = needOf(facts, isRecovery).map(() => described.key);

      for (const key of new Set(Object.values(words).map(([name]) => name))) {
        expect(actionsOn(heldBy(facts.name), keyArn(synthesized, key)), key).toEqual(
          [
            ...wanted.flatMap((action) => (words[action][0] === key ? [words[action][1]] : [])),
            ...(key === 'SubjectKeys' ? describes : []),
          ].sort(),
        );
      }
      for (const { actions, resources, conditions } of heldBy(facts.name)) {
        const uses = actions.some((action) => action !== described.key);
        if (uses && resources.includes(keyArn(synthesized, 'SubjectKeys'))) {
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
        if (resources.includes(keyArn(synthesized, 'AtRest'))) {
          expect(conditions).toHaveProperty(['StringEquals', 'kms:ViaService']);
        }
      }
    },
  );

  test.each(functions)('$name writes its own logs', (facts) => {
    const properties = everyActing(synthesized, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => Properties)
      .find((each) => at(each, 'Environment', 'Variables', 'CUSTOS_FUNCTION') === facts.name);
    const group = named(synthesized, at(properties, 'LoggingConfig', 'LogGroup'));
    const logs = group.replace('>', '.Arn>');

    expect(actionsOn(heldBy(facts.name), logs)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });
});
