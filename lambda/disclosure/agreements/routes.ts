import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { policyVersionField } from '../../platform/http/fields.ts';
import type { AgreementFacts } from '../model/agreement-list.ts';
import { termStates } from '../model/agreement-list.ts';

const date = z.iso.date();
const term = {
  state: z
    .enum(termStates)
    .meta({ id: 'TermState' })
    .describe('`ending`: its last day is at most 60 days away.'),
  daysLeft: z
    .int()
    .optional()
    .describe('To the last day, which counts; below zero when it is over.'),
};

const agreement = z
  .strictObject({
    recipient: z.string(),
    name: z.string(),
    role: z.string(),
    country: z.string().describe('Country of processing, ISO 3166-1.'),
    ...term,
    signedOn: date,
    expiresOn: date.optional().describe('Its last day. Absent: it has none.'),
    purposes: z.array(z.string()).describe('Purposes that it covers.'),
    categories: z.array(z.string()).describe('Data categories that it covers.'),
    subProcessors: z
      .array(z.strictObject({ name: z.string(), country: z.string(), does: z.string() }))
      .describe('Processors that it lets the recipient engage: GDPR Art. 28(2).'),
    transfer: z.strictObject({
      mechanism: z.string().describe('Safeguard of the transfer: GDPR Art. 45 to 47.'),
      assessment: z
        .strictObject({ ...term, doneOn: date, validUntil: date })
        .optional()
        .describe('Of the law of the country (CJEU C-311/18).'),
    }),
    certificates: z.array(z.strictObject({ name: z.string(), expiresOn: date, ...term })),
  })
  .meta({ id: 'Agreement' });

const example = {
  recipient: 'model-provider',
  name: 'Example Models Inc.',
  role: 'processor',
  country: 'US',
  ...{ state: 'ending', daysLeft: 37, signedOn: '2026-02-01', expiresOn: '2026-12-31' },
  purposes: ['service-provision'],
  categories: ['prompt-text', 'output-text'],
  subProcessors: [{ name: 'Example Compute LLC', country: 'US', does: 'Runs the computers.' }],
  transfer: {
    mechanism: 'standard-contractual-clauses',
    assessment: {
      ...{ state: 'current', daysLeft: 402, doneOn: '2026-02-01', validUntil: '2027-12-31' },
    },
  },
  certificates: [
    { name: 'ISO/IEC 27001:2022', expiresOn: '2026-11-20', state: 'expired', daysLeft: -4 },
  ],
} as const satisfies AgreementFacts;

export const agreementColumns = [
  ...['recipient', 'name', 'role', 'country', 'state', 'signedOn', 'expiresOn', 'daysLeft'],
  ...['purposes', 'categories', 'subProcessors', 'transferMechanism'],
  ...['assessmentState', 'assessmentDoneOn', 'assessmentValidUntil', 'certificates'],
] as const;
const exampleCsv = [
  agreementColumns.join(','),
  'model-provider,Example Models Inc.,processor,US,ending,2026-02-01,2026-12-31,37,service-provision,prompt-text; output-text,Example Compute LLC (US),standard-contractual-clauses,current,2026-02-01,2027-12-31,ISO/IEC 27001:2022 (2026-11-20)',
  '',
].join('\r\n');

export const agreementRoutes = defineRoutes({
  listAgreements: {
    method: 'GET',
    path: '/v1/governance/agreements',
    access: { kind: 'token', caller: 'staff', scope: 'custos/governance' },
    summary: 'The agreement with each recipient: what it covers, its transfer, and when it ends',
    personal: false,
    responses: {
      200: {
        description: 'Every recipient of the policy, on the day of the call; as CSV one line each',
        body: z
          .strictObject({
            day: date.describe('In the time zone of the controller.'),
            policyVersion: policyVersionField,
            items: z.array(agreement),
          })
          .meta({ id: 'Agreements' }),
        example: {
          day: '2026-11-24',
          policyVersion: `sha256:${'0'.repeat(64)}`,
          items: [example],
        },
        others: { 'text/csv': { columns: agreementColumns, example: exampleCsv } },
      },
    },
  },
});
