import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const appeals = readFileSync('policy/policy.yaml', 'utf8').match(
  /^( +)appeal: >-\n(?:\1 {2}.*\n)+/gm,
);
const [appealOfGdpr = ''] = appeals ?? [];
const appealInGerman = appeals?.find((text) => text.includes('obwohl')) ?? '';

describe('warnings', () => {
  test.each<[string, string, string, string, RegExp, string?]>([
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
      /No notice informs/,
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
      'an agreement that ends in 60 days',
      'expiresOn: 2029-01-31',
      'expiresOn: 2027-01-23',
      'recipients.model-provider.agreement.expiresOn',
      /ends on 2027-01-23, in 60 days/,
    ],
    [
      'an agreement on its last day',
      'expiresOn: 2029-01-31',
      'expiresOn: 2026-11-24',
      'recipients.model-provider.agreement.expiresOn',
      /ends on 2026-11-24, today/,
    ],
    [
      'an assessment of a transfer that has lapsed (CJEU C-311/18)',
      'validUntil: 2029-01-31',
      'validUntil: 2026-11-23',
      'recipients.model-provider.transferAssessment.validUntil',
      /assessment of the transfer ended on 2026-11-23: disclosures are rejected/,
    ],
    [
      'a certificate that ends soon',
      '        expiresOn: 2029-01-31',
      '        expiresOn: 2026-12-01',
      'recipients.model-provider.certificates[0].expiresOn',
      /certificate `ISO\/IEC 27001:2022` ends on 2026-12-01, in 7 days/,
    ],
    [
      'clauses without an assessment of the law there (CJEU C-311/18)',
      '    transferAssessment:\n      doneOn: 2026-02-01\n      validUntil: 2029-01-31\n',
      '',
      'recipients.model-provider.transferMechanism',
      /No assessment/,
    ],
    [
      'a purpose that an agreement does not cover',
      '      signedOn: 2026-02-01\n',
      '      signedOn: 2026-02-01\n      purposes: [inference]\n',
      'recipients.model-provider.agreement.purposes',
      /does not cover `service-provision`/,
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
      'a review of a law that is out of date',
      '      # reviewedBy: name of the counsel or office\n      # reviewedOn: 2026-11-01\n',
      '      reviewedBy: Counsel\n      reviewedOn: 2025-11-23\n',
      'jurisdictions.reviews.gdpr.reviewedOn',
      /of 2025-11-23, older than P1Y/,
    ],
    [
      'a review of tomorrow',
      '      # reviewedBy: name of the counsel or office\n      # reviewedOn: 2026-11-01\n',
      '      reviewedBy: Counsel\n      reviewedOn: 2026-11-25\n',
      'jurisdictions.reviews.gdpr.reviewedOn',
      /dated 2026-11-25, which is still to come/,
    ],
    [
      'a review of a law that applies to nobody',
      '  reviews:\n',
      '  reviews:\n    br-lgpd: {reviewedBy: Counsel, reviewedOn: 2026-11-01}\n',
      'jurisdictions.reviews.br-lgpd',
      /No person comes under br-lgpd/,
    ],
    [
      'a law whose people are not informed of the appeal that is taken',
      appealOfGdpr,
      '',
      'jurisdictions.remedies.gdpr',
      /refused under gdpr are not informed/,
    ],
    [
      'a translation that leaves the appeal out',
      appealInGerman,
      '',
      'translations.de.remedies.gdpr',
      /refused under gdpr are not informed/,
    ],
    [
      'a basis under a law that applies to nobody',
      '      ccpa:\n        basis: notice\n',
      '      br-lgpd:\n        basis: contract\n      ccpa:\n        basis: notice\n',
      'purposes.service-provision.legalBasis.br-lgpd',
      /this basis permits nothing/,
    ],
    [
      'a law that does not say what it asks of people',
      'default: {model: notice, ref: "Civ. Code 1798.100", verified: false}',
      'default: {model: unspecified, ref: "Civ. Code 1798.100", verified: false}',
      'jurisdictions',
      /does not say what ccpa asks of people/,
      'jurisdictions.yaml',
    ],
    [
      'a notice without a summary in one of its languages (GDPR Art. 12(1))',
      '      de: >-\n        Dürfen wir mit Ihren Gesprächen den Assistenten prüfen und trainieren? Sie entscheiden. Er\n        arbeitet so oder so gleich, und Sie können Ihre Meinung jederzeit ändern.\n',
      '',
      'notices.improvement.locales[1]',
      /no summary in `de`/,
    ],
    [
      'a kind of caller without an issuer',
      '    caller: staff\n    # How they signed in (RFC 8176): with more than one factor.\n    amr: [mfa]\n',
      '    caller: service\n',
      'issuers',
      /signs in a staff/,
    ],
  ])('%s is told and does not stop a deploy', (_title, from, to, path, message, file) => {
    const directory = copyOfPolicy();
    edit(directory, from, to, file);

    expect(loadedFrom(directory).warnings).toContainEqual(
      expect.objectContaining({ path, message: expect.stringMatching(message) as string }),
    );
  });

  test('nothing is said of what ends in 61 days', () => {
    const directory = copyOfPolicy();
    edit(directory, 'expiresOn: 2029-01-31', 'expiresOn: 2027-01-24');

    expect(loadedFrom(directory).warnings.map(({ path }) => path)).not.toContain(
      'recipients.model-provider.agreement.expiresOn',
    );
  });

  test('the holidays of a year that begins soon are asked for in time', () => {
    const { warnings } = loadedFrom('policy', '2027-06-01');

    expect(warnings.filter(({ message }) => message.includes('holiday'))).toEqual([
      expect.objectContaining({ message: expect.stringContaining('2028') as string }),
    ]);
  });

  test.each([
    ['the three states that have the duty', '', /of US-CO, US-CT, US-TX /],
    ['not one that is named', '    US-CO: ccpa\n', /of US-CT, US-TX /],
    ['none where the whole country is named', '    US: ccpa\n', undefined],
  ])('opt-out signals: %s', (_title, residence, expected) => {
    const directory = copyOfPolicy();
    edit(directory, '  residences:\n', `  residences:\n${residence}`);

    const reported = loadedFrom(directory)
      .warnings.map(({ message }) => message)
      .filter((message) => message.includes('opt-out signals'));

    expect(reported).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)]);
  });
});
