import * as z from 'zod';
import { approximateDays } from '../value/duration.ts';
import { date, duration, period, text } from './fields.ts';
import { requestAssurances } from './vocabulary.ts';
import { ground, reference } from './law-fields.ts';

const recentAuthentication = duration.describe(
  'How long ago the person may have signed in: PT15M.',
);
const gate = {
  assurance: z
    .enum(requestAssurances)
    .default('email-verified')
    .describe('How sure it has to be that the request is the person’s: email-verified.'),
  approvals: z
    .int()
    .min(0)
    .max(2)
    .describe('How many members of staff approve before the request is carried out: 0, 1 or 2.'),
};

const exportGate = z.strictObject({
  recentAuthentication,
  ...gate,
  // The bucket of exports removes everything after eight days, whatever the policy says.
  exportRetention: period
    .refine((value) => approximateDays(value) <= 7, { error: 'must be at most seven days' })
    .describe('How long a finished export can be downloaded: P7D.'),
});
const answeredGate = z.strictObject({
  recentAuthentication: recentAuthentication
    .optional()
    .describe('How long ago the person may have signed in: PT15M. Any time when absent.'),
  assurance: gate.assurance,
  approvals: gate.approvals.default(0),
  target: period
    .default('P30D')
    .describe('By when it is answered where no law that applies has a clock for it: P30D.'),
});
export const requests = z.strictObject({
  access: exportGate,
  portability: exportGate.prefault({
    recentAuthentication: 'PT15M',
    approvals: 0,
    exportRetention: 'P7D',
  }),
  erasure: z.strictObject({
    recentAuthentication,
    ...gate,
    peoplePerHour: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(50)
      .describe(
        'How many people can be erased in one hour. One more pauses all erasures until staff resume them: 50.',
      ),
  }),
  rectification: answeredGate.prefault({}),
  'human-review': answeredGate.prefault({}),
  // A person who complains or appeals is heard: what they get is an answer, not data.
  complaint: answeredGate.prefault({ assurance: 'none' }),
  appeal: answeredGate.prefault({ assurance: 'none' }),
});

/** Servers and their logs never see what follows `#` (RFC 9110 section 7.1). */
const inFragment =
  /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)[:/])[^\s#{}]+#[^\s{}]*\{token\}[^\s{}]*$/;
export const mail = z.strictObject({
  followUpUrl: z
    .string()
    .max(1_000)
    .refine((value) => inFragment.test(value) && URL.canParse(value.replace('{token}', 'token')), {
      error: 'must be an https address with {token} after #, where no server sees it',
    })
    .optional()
    .describe(
      'Page of yours where people follow a request and can enter the code from a mail, with {token} after the #: https://privacy.example.com/follow-up#{token}. The privacy centre of the deployment where it has a name of its own, when absent; without either a mail says the token.',
    ),
});

export const staff = z.strictObject({
  recentAuthentication: duration
    .default('PT1H')
    .describe('How long ago staff may have signed in to do what affects a person: PT1H.'),
  secondApprover: z
    .strictObject({
      consentImport: z
        .boolean()
        .default(false)
        .describe(
          'Whether an imported consent counts only once another member of staff imports it, too.',
        ),
    })
    .prefault({})
    .describe('What two members of staff have to do before it counts.'),
});

export const review = z.strictObject({
  reviewedBy: text
    .optional()
    .describe('Who has checked the facts of this law for you: a name or an office.'),
  reviewedOn: date.optional().describe('When; the law is advisory until then: 2026-11-24.'),
  acceptUnverified: z
    .strictObject({
      reason: text.describe('Why facts that were not checked in the source may be used.'),
    })
    .optional()
    .describe('Lets facts be used that jurisdictions.yaml marks `verified: false`.'),
});

const evidenceOf = z.strictObject({ retention: period, ground, reference });
export const evidence = z.strictObject({
  consent: evidenceOf.describe('Proof of who consented to what: GDPR Art. 7(1).'),
  request: evidenceOf.describe('Proof of requests and answers: 11 CCR 7101 asks for 24 months.'),
});
