import { edit } from '../edited-policy.ts';
import type { Mistake } from './mistake.ts';

/** Switzerland comes under its own law, with everything said that has to be, except what is named. */
const switzerland = (
  said: { review?: string; targets?: string } = {},
): Pick<Mistake, 'from' | 'to' | 'prepare'> => ({
  from: '    US-CA: ccpa\n',
  to: '    CH: ch-fadp\n    US-CA: ccpa\n',
  prepare: (directory) => {
    const {
      review = '    ch-fadp:\n      acceptUnverified:\n        reason: A draft.\n',
      targets = '  targets:\n    ch-fadp:\n      none: P30D\n',
    } = said;
    const remedies = '    ch-fadp:\n      authority: The FDPIC.\n      court: The courts.\n';
    edit(directory, '  remedies:\n', `  remedies:\n${remedies}`);
    edit(directory, '  reviews:\n', `  reviews:\n${review}`);
    edit(directory, '  targets: {}\n', targets);
  },
});

export const jurisdictionsMistakes: readonly Mistake[] = [
  {
    title: 'people refused without being told where to complain (GDPR Art. 12(4))',
    from: '    US-CA: ccpa\n',
    to: '    CH: ch-fadp\n    US-CA: ccpa\n',
    line: '  remedies:',
    path: 'jurisdictions.remedies',
    message: /where people can complain under ch-fadp/,
    remedy: /Add ch-fadp/,
  },
  {
    title: 'drafts of a law in use that nobody answers for',
    from: '      acceptUnverified:\n        reason: Used as a draft until dpo@example.com has read human review, GDPR Art. 22(3).\n',
    to: '      {}\n',
    line: '      {}',
    path: 'jurisdictions.reviews.gdpr',
    message: /drafts that nobody read in the source: right human-review\.$/,
    remedy: /acceptUnverified/,
  },
  {
    title: 'drafts of rights and grounds of refusal',
    from: '    ccpa:\n      acceptUnverified:\n        reason: >-\n          Used as a draft until dpo@example.com has read human review, complaints and two grounds of\n          refusal.\n',
    to: '    ccpa: {} # nothing said\n',
    line: '# nothing said',
    path: 'jurisdictions.reviews.ccpa',
    message:
      /right human-review, complaint; ground of refusal manifestly-excessive, legal-obligation\.$/,
    remedy: /ccpa: \{acceptUnverified/,
  },
  {
    title: 'drafts of clocks, in a law that no review stands for',
    ...switzerland({ review: '' }),
    line: '  reviews:',
    path: 'jurisdictions.reviews.ch-fadp',
    message: /right rectification, erasure, complaint; clock none\.$/,
    remedy: /ch-fadp: \{acceptUnverified/,
  },
  {
    title: 'a law without a last day, and none of the operator’s own',
    ...switzerland({ targets: '  targets: {} # none\n' }),
    line: 'targets: {} # none',
    path: 'jurisdictions.targets.ch-fadp.none',
    message: /no last day for rectification, erasure, objection, .*no fixed period/,
    remedy: /\{ch-fadp: \{none: P30D\}\}/,
  },
  {
    title: 'a target for a clock that has a day of its own',
    ...switzerland({ targets: '  targets:\n    ch-fadp:\n      none: P30D\n      std: P20D\n' }),
    line: 'std: P20D',
    path: 'jurisdictions.targets.ch-fadp.std',
    message: /`std` is no clock of ch-fadp that leaves the last day to you/,
    remedy: /`none`/,
  },
  {
    title: 'a target of a law that applies to nobody',
    from: '  targets: {}\n',
    to: '  targets:\n    br-lgpd: # nobody\n      other: P30D\n',
    line: 'br-lgpd: # nobody',
    path: 'jurisdictions.targets.br-lgpd',
    message: /Nobody comes under br-lgpd/,
    remedy: /Remove them/,
  },
  {
    title: 'a target that is no period of days, weeks or months',
    from: '  targets: {}\n',
    to: '  targets: {gdpr: {std: P1Y}} # here\n',
    line: '# here',
    path: 'jurisdictions.targets.gdpr.std',
    message: /days, weeks or months, such as P30D/,
    remedy: /jurisdictions\.yaml/,
  },
  {
    title: 'a target longer than any law gives',
    from: '  targets: {}\n',
    to: '  targets: {gdpr: {std: P93D}} # here\n',
    line: '# here',
    path: 'jurisdictions.targets.gdpr.std',
    message: /at most three months/,
    remedy: /jurisdictions\.yaml/,
  },
  {
    title: 'a review by nobody',
    from: '      # reviewedOn: 2026-11-01',
    to: '      reviewedOn: 2026-11-01',
    line: '      reviewedOn:',
    path: 'jurisdictions.reviews.gdpr.reviewedOn',
    message: /`reviewedBy` is missing/,
    remedy: /Add `reviewedBy`/,
  },
  {
    title: 'a review of no day',
    from: '      # reviewedBy: ',
    to: '      reviewedBy: ',
    line: '      reviewedBy:',
    path: 'jurisdictions.reviews.gdpr.reviewedBy',
    message: /`reviewedOn` is missing/,
    remedy: /or remove `reviewedBy`/,
  },
];
