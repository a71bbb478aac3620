import { describe, expect, test } from 'vitest';
import type { PersonIdentifier } from '../../lambda/system/model/connector.ts';
import { knownThere } from '../../lambda/system/known-there.ts';

const [home, work] = ['https://login.example.com', 'https://work.example.com'];
const everyId: readonly PersonIdentifier[] = [
  { type: 'user-id', value: 'home', issuer: home },
  { type: 'user-id', value: 'work', issuer: work },
  { type: 'user-id', value: 'own' },
  { type: 'user-id', value: 'shop', issuer: 'shop' },
  { type: 'device-id', value: 'phone' },
  { type: 'device-id', value: 'till', issuer: 'shop' },
  { type: 'email', value: 'ada@example.org' },
  { type: 'phone', value: '+49301234567' },
];

const all = ['user-id', 'email', 'phone', 'device-id'] as const;
const at = (issuer: string | undefined, signIns: readonly string[], identifiers = [...all]) =>
  knownThere(
    {
      signIns,
      policy: {
        recipients: {},
        systems: {
          crm: {
            ...{ title: 'CRM', owner: 'crm@example.com', categories: ['prompt-text'] },
            ...{ timeAllowed: 'P7D', cannot: {}, issuer },
            connector: {
              ...{ kind: 'webhook', url: 'https://crm.example.com/', answer: 'at-once' },
              identifiers,
            },
          },
        },
      },
    },
    'system:crm',
    everyId,
  )?.map(({ value }) => value);

const addresses = ['ada@example.org', '+49301234567'];

describe('identifiers that name the person at a system', () => {
  test.each([
    ['ids of an issuer at which people sign in', home, ['home', ...addresses, 'phone']],
    ['ids of another one', work, ['work', ...addresses, 'phone']],
    ['ids that programs name with an issuer', 'shop', ['shop', ...addresses, 'till']],
    ['ids that programs name without an issuer', 'none', ['own', ...addresses, 'phone']],
    ['ids of an issuer of which the person has none', 'till', addresses],
  ])('that has %s', (_what, issuer, values) => {
    expect(at(issuer, [home, work])).toEqual(values);
  });

  test('that does not say whose ids it has, with one issuer: accounts there, and ids of no issuer', () => {
    expect(at(undefined, [home])).toEqual(['home', 'own', ...addresses, 'phone']);
    // No account of an issuer that the policy has no more.
    expect(at(undefined, [])).toEqual(['own', ...addresses, 'phone']);
  });

  test.each([
    ['with several issuers it is not known whose ids they are', undefined, [home, work]],
    ['people do not sign in at the issuer', 'https://old.example.com', [home]],
  ])('are none where %s', (_what, issuer, signIns) => {
    expect(at(issuer, signIns)).toBeUndefined();
    expect(at(issuer, signIns, ['email'])).toEqual(['ada@example.org']);
  });

  test('are of the types alone that it finds people by', () => {
    expect(at(undefined, [home], ['phone'])).toEqual(['+49301234567']);
  });

  test('with the embedded runtime are those of its issuer, in the place of every other', () => {
    const local = 'http://127.0.0.1:8787/issuer';
    const known = (signIns: readonly string[]) => at(work, signIns, ['user-id']);
    expect(known([local])).toEqual([]);
    expect(known(['https://127.example.com'])).toBeUndefined();
  });
});
