import { describe, expect, test } from 'vitest';
import { EnvironmentError, variablesOf } from '../../lambda/platform/environment.ts';
import type { FunctionFacts, Need } from '../../lambda/platform/environment.ts';
import { idempotency } from '../../lambda/platform/http/table.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { NeedNotDeclaredError, openPlatform } from '../../lambda/platform/platform.ts';
import type { Platform } from '../../lambda/platform/platform.ts';
import { milliseconds } from '../../lambda/value/time.ts';

const factsWith = (...needs: readonly Need[]): FunctionFacts => ({
  name: 'thing-api',
  area: 'machinery',
  entry: 'lambda/thing/handler.ts',
  purpose: 'Things.',
  worstCase: 'nothing about people',
  trigger: { kind: 'invoked' },
  needs,
  timeoutSeconds: 10,
  memoryMegabytes: 256,
});

const values: Readonly<Record<string, string>> = {
  CUSTOS_STAGE: 'test',
  CUSTOS_FUNCTION: 'thing-api',
  CUSTOS_KEYRING_DATA: 'arn:aws:kms:eu-central-1:111122223333:key/data',
  CUSTOS_KEYRING_HMAC_ALIAS: 'arn:aws:kms:eu-central-1:111122223333:key/alias',
  CUSTOS_KEY_CACHE_SECONDS: '1',
  CUSTOS_LAST_USE_SECONDS: '12',
  CUSTOS_OBJECTS_AT: 'a-bucket',
  CUSTOS_MEDIA_AT: 'another-bucket',
  CUSTOS_WORKFLOW_FULFILMENT: 'arn:aws:lambda:eu-central-1:111122223333:function:f:live',
  CUSTOS_TABLE_IDEMPOTENCY: 'physical-idempotency',
  CUSTOS_TABLE_SUBJECT_KEYS: 'physical-subject-keys',
};
const open = (...needs: readonly Need[]): Platform => openPlatform(factsWith(...needs), values);

describe('a platform', () => {
  const parts = [
    'database',
    'keyring',
    'subjectKeys',
    'objects',
    'media',
    'mail',
    'workflow',
  ] as const;

  test.each(parts)('rejects %s for a function that does not declare it', (part) => {
    expect(() => open()[part]).toThrow(NeedNotDeclaredError);
  });

  test('opens what is declared, once', () => {
    const platform = open(
      { table: idempotency, actions: ['get'] },
      { table: subjectKeys, actions: ['get'] },
      { keyring: ['hmac-alias', 'unwrap'] },
    );

    expect(platform.database.physicalName(idempotency)).toBe('physical-idempotency');
    expect(platform.database).toBe(platform.database);
    expect(platform.keyring).toBe(platform.keyring);
    expect(platform.subjectKeys).toBe(platform.subjectKeys);
  });

  test('has no subject keys without their table, nor without the keyring', () => {
    const tableOnly = open({ table: subjectKeys, actions: ['get'] });
    const keyringOnly = open({ keyring: ['unwrap'] });

    expect(() => tableOnly.subjectKeys).toThrow(NeedNotDeclaredError);
    expect(() => keyringOnly.subjectKeys).toThrow(NeedNotDeclaredError);
  });

  test('opens nothing before its first use', () => {
    expect(() =>
      open({ objects: ['put'] }, { media: ['keep'] }, { workflow: 'fulfilment' }),
    ).not.toThrow();
  });

  test('accepts existing services, but only declared ones', () => {
    const clock = () => milliseconds(7);
    const { database } = open({ table: idempotency, actions: ['get'] });

    const platform = openPlatform(factsWith(), values, { clock, database });

    expect(platform.clock()).toBe(7);
    expect(() => platform.database).toThrow(NeedNotDeclaredError);
  });

  test('does not open when a variable of its needs is missing, and names it', () => {
    const facts = factsWith({ table: idempotency, actions: ['get'] }, { keyring: ['hmac-alias'] });
    for (const name of variablesOf(facts)) {
      const rest = { ...values, [name]: undefined };

      expect(() => openPlatform(facts, rest)).toThrow(EnvironmentError);
      expect(() => openPlatform(facts, rest)).toThrow(name);
    }
  });
});
