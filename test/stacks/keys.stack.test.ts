import { describe, expect, test } from 'vitest';
import { functions } from '../../lib/functions.ts';
import { functionRole } from './grants.ts';
import { at, every, named, synthesizeData } from './templates.ts';
import type { Resource } from './templates.ts';

interface KeyStatement {
  Sid: string;
  Effect: string;
  Principal: unknown;
  Action: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

const statementsOf = ({ Properties }: Resource): KeyStatement[] =>
  (Properties as { KeyPolicy: { Statement: KeyStatement[] } }).KeyPolicy.Statement;

describe.each([synthesizeData('dev'), synthesizeData('prod')])('keys, $stage', (synthesized) => {
  const { data, stage } = synthesized;

  test('every key has a waiting period of 30 days, for administrators too', () => {
    for (const [, resource] of every(data, 'AWS::KMS::Key')) {
      expect(at(resource, 'Properties', 'PendingWindowInDays')).toBe(30);
      expect(statementsOf(resource)).toContainEqual(
        expect.objectContaining({
          Sid: 'NoHastyDeletion',
          Effect: 'Deny',
          Action: 'kms:ScheduleKeyDeletion',
        }),
      );
    }
  });

  test('every symmetric key rotates within a year', () => {
    const symmetric = every(data, 'AWS::KMS::Key').filter(
      ([, { Properties }]) => at(Properties, 'KeySpec') === undefined,
    );

    expect(symmetric).toHaveLength(3);
    for (const [, { Properties }] of symmetric) {
      expect(Properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 365 });
    }
  });

  test('four Ed25519 keys sign and one key for each use makes HMACs', () => {
    const specs = every(data, 'AWS::KMS::Key').flatMap(([, { Properties }]) =>
      at(Properties, 'KeySpec') === undefined
        ? []
        : [`${String(at(Properties, 'KeySpec'))} ${String(at(Properties, 'KeyUsage'))}`],
    );

    expect(specs.sort()).toEqual([
      'ECC_NIST_EDWARDS25519 SIGN_VERIFY',
      'ECC_NIST_EDWARDS25519 SIGN_VERIFY',
      'ECC_NIST_EDWARDS25519 SIGN_VERIFY',
      'ECC_NIST_EDWARDS25519 SIGN_VERIFY',
      'HMAC_256 GENERATE_VERIFY_MAC',
      'HMAC_256 GENERATE_VERIFY_MAC',
      'HMAC_256 GENERATE_VERIFY_MAC',
    ]);
  });

  test.each([
    ['KeysSubjectKeys', { 'kms:Decrypt': 'unwrap', 'kms:GenerateDataKey': 'generate-data-key' }],
    ['KeysHmacAlias', { 'kms:GenerateMac': 'hmac-alias' }],
    ['KeysHmacIdempotency', { 'kms:GenerateMac': 'hmac-idempotency' }],
    ['KeysHmacFollowUp', { 'kms:GenerateMac': 'hmac-follow-up' }],
    ['KeysReceipts', { 'kms:Sign': 'sign-receipts' }],
    ['KeysCertificates', { 'kms:Sign': 'sign-certificates' }],
    ['KeysCheckpoints', { 'kms:Sign': 'sign-checkpoints' }],
    ['KeysWebhooks', { 'kms:Sign': 'sign-webhooks' }],
  ] as const)('%s is used by functions that need it only, whatever IAM says', (name, uses) => {
    const [key] = every(data, 'AWS::KMS::Key').filter(([id]) => id.slice(0, -8) === name);
    const [administration, ...use] = statementsOf(key![1]).filter(
      ({ Effect }) => Effect === 'Allow',
    );
    const wanted = Object.entries(uses).flatMap(([action, need]) => {
      const holders = functions.filter(({ needs }) =>
        needs.some((each) => 'keyring' in each && each.keyring.includes(need)),
      );
      return holders.length === 0 ? [] : [{ action, holders: holders.map((each) => each.name) }];
    });

    expect(administration?.Sid).toBe('AdministerWithoutUse');
    expect(administration?.Action).toEqual(
      expect.not.arrayContaining([...Object.keys(uses), 'kms:*', 'kms:Encrypt', 'kms:CreateGrant']),
    );
    expect(use.map(({ Action }) => Action)).toEqual(wanted.map(({ action }) => action));
    for (const [index, { Condition }] of use.entries()) {
      const roles = [Condition?.['ArnLike']?.['aws:PrincipalArn']].flat();
      expect(roles.map((role) => named(synthesized, role))).toEqual(
        wanted[index]?.holders.sort().map((holder) => functionRole(stage, holder)),
      );
    }
  });

  test('Lambda encrypts checkpoints, CloudWatch logs and alarms: dead letters of rules: of this account only', () => {
    const services = every(data, 'AWS::KMS::Key')
      .flatMap(([, resource]) => statementsOf(resource))
      .filter(({ Principal }) => at(Principal, 'Service') !== undefined);

    expect(services.map(({ Sid }) => Sid)).toEqual([
      'CheckpointsOfThisAccount',
      'LogGroupsOfThisAccount',
      'AlarmsOfThisAccount',
      'DeadLettersOfRules',
    ]);
    for (const { Condition } of services) {
      expect(JSON.stringify(Condition)).toContain('AWS::AccountId');
    }
  });
});
