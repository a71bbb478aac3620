import { describe, expect, test } from 'vitest';
import { dataFinder } from '../../../local/detection/data-identifiers.ts';
import { TemplateError } from '../../../local/template.ts';

const policyOf = (...names: readonly string[]) => ({
  Statement: [
    {
      DataIdentifier: names.map((name) =>
        name === 'Token' ? name : `arn:aws:dataprotection::aws:data-identifier/${name}`,
      ),
    },
  ],
  Configuration: { CustomDataIdentifier: [{ Name: 'Token', Regex: 'eyJ[a-z]+' }] },
});
const all = dataFinder(
  policyOf(
    'EmailAddress',
    'IpAddress',
    'CreditCardNumber',
    'AwsSecretKey',
    'OpenSshPrivateKey',
    'PkcsPrivateKey',
    'Token',
  ),
);

describe('protected data in a line', () => {
  test.each([
    'to ada@example.org, now',
    '{"who":"Ada.Lovelace+x@mail.example.co.uk"}',
    'from 203.0.113.9',
    'from 203.0.113.9:443.',
    'from 2001:db8::1',
    'card 4111 1111 1111 1111',
    'card 378282246310005.',
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    'bearer eyJabc',
  ])('is found: %s', (line) => {
    expect(all(line)).toBe(true);
  });

  test.each([
    '{"time":"2026-11-28T23:59:59.123Z","code":"FAILED","count":1764374399000}',
    '{"requestId":"af662ca0-130f-4741-86ac-20d6612dd367","version":"1.2.3"}',
    'card 4111 1111 1111 1112',
    'at handler (file:///index.mjs:10:20)',
    'commitment jw7Tkwo2CGzfJ4-sDi0XNi361m0_V2S9CURk7K0Ly_U',
    '12:34:56',
    'version 999.1.2.3',
  ])('is not found: %s', (line) => {
    expect(all(line)).toBe(false);
  });

  test('of another kind than the policy names is no finding', () => {
    expect(dataFinder(policyOf('EmailAddress'))('from 203.0.113.9')).toBe(false);
  });

  test('of a kind that the runtime does not know ends its start', () => {
    expect(() => dataFinder(policyOf('DriversLicense-US'))).toThrow(TemplateError);
  });
});
