import { describe, expect, test } from 'vitest';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

describe('warnings', () => {
  test.each([
    [
      'a purpose denied somewhere',
      '      ccpa:\n        basis: opt-out\n        optOut: opt-out-sale-share\n        reference: Cal. Civ. Code 1798.120\n',
      '',
      'purposes.improvement.legalBasis',
      /denied to everybody under ccpa/,
    ],
    [
      'a purpose that no notice tells of',
      '      - safety\n      - support\n',
      '      - safety\n',
      'purposes.support',
      /No notice tells/,
    ],
    [
      'a recipient that nothing uses',
      '      - support-desk\n',
      '',
      'recipients.support-desk',
      /No purpose names it/,
    ],
    [
      'an agreement that has ended',
      'expiresOn: 2029-01-31',
      'expiresOn: 2026-11-23',
      'recipients.model-provider.agreement.expiresOn',
      /ended on 2026-11-23/,
    ],
    [
      'an agreement of tomorrow',
      'signedOn: 2026-02-01',
      'signedOn: 2026-11-25',
      'recipients.model-provider.agreement.signedOn',
      /not signed before/,
    ],
    [
      'a notice of tomorrow',
      'effectiveFrom: 2026-11-01',
      'effectiveFrom: 2026-11-25',
      'notices.assistant.effectiveFrom',
      /only applies from/,
    ],
    [
      'a kind of caller without an issuer',
      'caller: staff',
      'caller: service',
      'issuers',
      /signs in a staff/,
    ],
  ])('%s is told and does not stop a deploy', (_title, from, to, path, message) => {
    const directory = copyOfPolicy();
    edit(directory, from, to);

    expect(loadedFrom(directory).warnings).toContainEqual(
      expect.objectContaining({ path, message: expect.stringMatching(message) as string }),
    );
  });

  test('the holidays of a year that begins soon are asked for in time', () => {
    const { warnings } = loadedFrom('policy', '2027-06-01');

    expect(warnings).toEqual([
      expect.objectContaining({ message: expect.stringContaining('2028') as string }),
    ]);
  });
});
