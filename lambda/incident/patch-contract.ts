import * as z from 'zod';
import { lineField, textField, timeField } from '../platform/http/fields.ts';
import { breachDuty, incidentFields, incidentState, noPerson } from './contract.ts';
import { riskAnswers } from './model/assessment.ts';
import { phases } from './model/incident.ts';
import { risks } from './model/risk.ts';

const reasons = textField(4_000).describe(`Why. ${noPerson}`);
const law = lineField(64).describe('A law that the policy uses: an id of jurisdictions.yaml.');
const onDuty = { jurisdiction: law, duty: breachDuty };

const newAssessment = z
  .strictObject({
    answers: riskAnswers.describe('The factors of EDPB Guidelines 9/2022, section IV.B.'),
    risk: z.enum(risks).describe('What you decide; the answers give a proposal.'),
    reasons,
  })
  .meta({ id: 'NewRiskAssessment' });

const newDecision = z
  .strictObject({
    ...onDuty,
    outcome: z.enum(['notify', 'do-not-notify']),
    ground: z
      .string()
      .max(64)
      .optional()
      .describe('Why not: a code of `exceptions` of the law, or `not-a-breach`.'),
    reasons,
    publicCommunication: textField(4_000)
      .optional()
      .describe('How the public is informed instead: GDPR Art. 34(3)(c).'),
  })
  .meta({ id: 'NewBreachDecision' });

const newInformed = z
  .strictObject({
    ...onDuty,
    phase: z.enum(phases).optional().describe('The phase of the incident when absent.'),
    at: timeField.describe('When the information was given.'),
    reference: lineField(200)
      .optional()
      .describe(`What the authority calls it, such as a file number. ${noPerson}`),
  })
  .meta({ id: 'NewBreachInformation' });

const { occurredFrom, occurredTo, ...others } = incidentFields;

/** Null removes a fact; an absent field stays. */
export const incidentPatch = z
  .strictObject({
    ...others,
    occurredFrom: occurredFrom.nullable(),
    occurredTo: occurredTo.nullable(),
    determinedAt: timeField
      .nullable()
      .describe('When it was established that the breach occurred, where a law counts from there.'),
    jurisdictions: z
      .array(law)
      .max(64)
      .describe('Laws that apply besides those of affected people and of your establishment.'),
    effects: textField(4_000).nullable().describe(`What the breach has led to. ${noPerson}`),
    measures: z
      .array(
        z.strictObject({
          text: textField(1_000).describe(noPerson),
          status: z.enum(['planned', 'taken']),
        }),
      )
      .max(64)
      .describe('Measures taken or proposed; replaces the list.'),
    state: incidentState.describe(
      '`closed` needs every clock met, or decided against, and containments undone or in `stayInForce`.',
    ),
    stayInForce: z
      .array(z.uuid())
      .max(64)
      .describe(
        'With `closed`: ids of containments that stay in force, such as that of a client which is revoked for good. They can be undone later.',
      ),
    phase: z.enum(phases),
    assessment: newAssessment,
    decisions: z.array(newDecision).min(1).max(25).describe('Each replaces that on the same duty.'),
    informed: z.array(newInformed).min(1).max(25).describe('Added to what was given before.'),
    delays: z
      .array(z.strictObject({ ...onDuty, reasons }))
      .min(1)
      .max(25)
      .describe('Why information is late: GDPR Art. 33(1).'),
    note: textField(4_000).describe(`For the timeline alone. ${noPerson}`),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'name at least one field')
  .meta({ id: 'IncidentChange' });
