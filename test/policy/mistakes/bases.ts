import { edit } from '../edited-policy.ts';
import type { Mistake } from './mistake.ts';

const improvement = '      gdpr:\n        basis: consent\n        reference: GDPR Art. 6(1)(a)\n';
const later = (lines: string): string =>
  `      gdpr:\n        basis: legitimate-interests\n${lines}`;
const until = (day: string) =>
  later(`        effectiveFrom: ${day} # day\n        previous:\n          basis: consent\n`);

export const basesMistakes: readonly Mistake[] = [
  {
    title: 'a later basis that does not say what held before',
    from: improvement,
    to: later('        effectiveFrom: 2026-12-01 # day\n'),
    line: '# day',
    path: 'purposes.improvement.legalBasis.gdpr.effectiveFrom',
    message: /Nothing says on which basis data collected before this day rests/,
    remedy: /Add `previous`/,
  },
  {
    title: 'an earlier basis that does not say until when it held',
    from: improvement,
    to: later('        previous: # earlier\n          basis: consent\n'),
    line: 'previous: # earlier',
    path: 'purposes.improvement.legalBasis.gdpr.previous',
    message: /until when the previous basis held/,
    remedy: /Add `effectiveFrom`/,
  },
  {
    title: 'an earlier basis that is the present one',
    from: improvement,
    to: later(
      '        effectiveFrom: 2026-12-01\n        previous: # same\n          basis: legitimate-interests\n',
    ),
    line: 'previous: # same',
    path: 'purposes.improvement.legalBasis.gdpr.previous',
    message: /The previous basis is the present one/,
    remedy: /write what held before/,
  },
  {
    title: 'an earlier basis that is none under the law',
    from: improvement,
    to: later(
      '        effectiveFrom: 2026-12-01\n        previous:\n          basis: notice # earlier\n',
    ),
    line: 'basis: notice # earlier',
    path: 'purposes.improvement.legalBasis.gdpr.previous.basis',
    message: /`notice` is not a basis under gdpr/,
    remedy: /consent, contract/,
  },
  {
    title: 'a later basis that begins before people are told of it (GDPR Art. 13)',
    from: improvement,
    to: until('2026-10-31'),
    line: '# day',
    path: 'purposes.improvement.legalBasis.gdpr.effectiveFrom',
    message: /People are informed of it from 2026-11-01/,
    remedy: /day of the notice or later/,
  },
  {
    title: 'a later basis of which no notice tells',
    from: improvement,
    to: until('2026-12-01'),
    line: '# day',
    path: 'purposes.improvement.legalBasis.gdpr.effectiveFrom',
    message: /No notice covers the purpose/,
    remedy: /day of the notice/,
    prepare: (directory) => {
      edit(directory, '      - inference\n      - improvement\n', '      - inference\n');
      edit(directory, '    purposes:\n      - improvement\n', '    purposes:\n');
    },
  },
  {
    title: 'a ground of the GDPR under a law that has none (FADP Art. 30, 31)',
    from: '      ch-fadp:\n        basis: notice\n',
    to: '      ch-fadp:\n        basis: legitimate-interests # here\n',
    line: '# here',
    path: 'purposes.aggregates.legalBasis.ch-fadp.basis',
    message: /`legitimate-interests` is not a basis under ch-fadp/,
    remedy: /notice, opt-out, consent, contract, legal-obligation/,
  },
  {
    title: 'an opt-out of what no opt-out stops',
    from: '        basis: opt-out\n        optOut: opt-out-sale-share\n',
    to: '        basis: notice\n        optOut: opt-out-sale-share # here\n',
    line: '# here',
    path: 'purposes.improvement.legalBasis.ccpa.optOut',
    message: /The basis is `notice`, which no opt-out stops/,
    remedy: /basis: opt-out/,
  },
  {
    title: 'an opt-out that the law does not give',
    from: '        optOut: opt-out-automated-decision\n',
    to: '        optOut: limit-sensitive # here\n',
    line: '# here',
    path: 'purposes.profiling.legalBasis.us-va-vcdpa.optOut',
    message: /us-va-vcdpa gives no right `limit-sensitive`/,
    remedy: /Name an opt-out that the law gives/,
    prepare: (directory) => {
      edit(
        directory,
        '        optOut: limit-sensitive # here',
        '        optOut: opt-out-automated-decision',
      );
      edit(
        directory,
        '        reference: 11 CCR 7221\n',
        '        reference: 11 CCR 7221\n      us-va-vcdpa:\n        basis: opt-out\n        optOut: limit-sensitive # here\n',
      );
      edit(directory, '    US-CA: ccpa\n', '    US-CA: ccpa\n    US-VA: us-va-vcdpa\n');
    },
  },
  {
    title: 'contract where the law asks for consent (PIPEDA s. 6.1)',
    from: '      ccpa:\n        basis: notice\n        reference: Cal. Civ. Code 1798.100\n',
    to: '      ca-pipeda:\n        basis: contract # here\n',
    line: '# here',
    path: 'purposes.service-provision.legalBasis.ca-pipeda.basis',
    message: /`contract` is not a basis under ca-pipeda/,
    remedy: /Use one of consent, legal-obligation/,
    prepare: (directory) => edit(directory, '    US-CA: ccpa\n', '    CA: ca-pipeda\n'),
  },
  {
    title: 'notice where the law asks for a ground (LGPD art. 7)',
    from: '      ccpa:\n        basis: notice\n        reference: Cal. Civ. Code 1798.100\n',
    to: '      br-lgpd:\n        basis: notice # here\n',
    line: '# here',
    path: 'purposes.service-provision.legalBasis.br-lgpd.basis',
    message: /`notice` is not a basis under br-lgpd/,
    remedy: /legitimate-interests/,
    prepare: (directory) => edit(directory, '    US-CA: ccpa\n', '    BR: br-lgpd\n'),
  },
  {
    title: 'special data on notice where the law asks for consent (Va. Code 59.1-578)',
    from: '      ccpa:\n        basis: notice\n        reference: Cal. Civ. Code 1798.100, 1798.140(e)(2)\n',
    to: '      us-va-vcdpa:\n        basis: notice # here\n',
    line: '# here',
    path: 'purposes.safety.legalBasis.us-va-vcdpa.basis',
    message: /`safety-score` is a special category: us-va-vcdpa asks for consent \(59\.1-578/,
    remedy: /basis: consent/,
    prepare: (directory) => {
      edit(directory, '    US-CA: ccpa\n', '    US-VA: us-va-vcdpa\n');
      edit(
        directory,
        'description: Scores that our systems give to a conversation when they look for abuse.\n    sensitivity: ordinary',
        'description: Scores.\n    sensitivity: special',
      );
    },
  },
  {
    title: 'a condition of Art. 9 under a law that knows none',
    from: '        optOut: opt-out-automated-decision\n',
    to: '        condition: legal-claims # here\n',
    line: '# here',
    path: 'purposes.profiling.legalBasis.ccpa.condition',
    message: /mean nothing under ccpa/,
    remedy: /Remove `condition`/,
  },
  {
    title: 'a special category on a basis alone (UK GDPR Art. 9)',
    from: '      uk-gdpr:\n        basis: legal-obligation\n',
    to: '      uk-gdpr: # special\n        basis: legal-obligation\n',
    line: '# special',
    path: 'purposes.safety.legalBasis.uk-gdpr',
    message: /`safety-score` is a special category/,
    remedy: /condition/,
    prepare: (directory) => {
      edit(
        directory,
        'description: Scores that our systems give to a conversation when they look for abuse.\n    sensitivity: ordinary',
        'description: Scores.\n    sensitivity: special',
      );
    },
  },
  {
    title: 'withholding on a ground that is not the basis under UK law (UK GDPR Art. 17(3)(b))',
    from: '      uk-gdpr:\n        basis: legal-obligation\n',
    to: '      uk-gdpr:\n        basis: legitimate-interests\n',
    line: 'ground: legal-obligation',
    path: 'purposes.safety.withhold.ground',
    message: /does not fit the basis `legitimate-interests`/,
    remedy: /`legal-obligation`/,
  },
  {
    title: 'data that nobody else may get, given to a controller',
    from: '    role: processor\n    country: DE',
    to: '    role: controller\n    country: DE',
    line: '- cloud-hosting # here',
    path: 'purposes.profiling.recipients[0]',
    message: /`cloud-hosting` is a controller, but the purpose obliges to `do-not-disclose`/,
    remedy: /Remove the recipient/,
    prepare: (directory) =>
      edit(
        directory,
        '      - cloud-hosting\n    obligations:\n      - do-not-disclose\n',
        '      - cloud-hosting # here\n    obligations:\n      - do-not-disclose\n',
      ),
  },
  {
    title: 'an obligation listed twice',
    from: '      - redact\n',
    to: '      - redact\n      - redact # again\n',
    line: '# again',
    path: 'purposes.training.obligations[1]',
    message: /twice/,
    remedy: /Remove one/,
  },
  {
    title: 'an obligation that nobody knows',
    from: '      - redact\n',
    to: '      - redakt\n',
    line: '- redakt',
    path: 'purposes.training.obligations[0]',
    message: /not known/,
    remedy: /redact, shorten/,
  },
  {
    title: 'a summary in a language without a text',
    from: '    summary:\n      en: >-\n        We use',
    to: '    summary:\n      fr: Bref. # here\n      en: >-\n        We use',
    line: 'fr: Bref.',
    path: 'notices.assistant.summary.fr',
    message: /no text in `fr`/,
    remedy: /Add `fr` to the locales/,
  },
];
