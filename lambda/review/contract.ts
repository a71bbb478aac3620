import * as z from 'zod';
import {
  identifierField,
  lineField,
  modelField,
  nameField,
  textField,
  timeField,
} from '../platform/http/fields.ts';
import { maximumFactors, maximumLine, maximumLogic } from './model/decision.ts';

const outcome = z
  .strictObject({
    value: lineField(maximumLine).describe('What was decided, as a person can read it: `refused`.'),
    favourable: z.boolean().optional().describe('Whether it is what the person wanted.'),
    score: z.number().optional().describe('The figure behind it, where there is one.'),
  })
  .meta({ id: 'DecisionOutcome' });

const explained = {
  system: nameField(200).describe('The system that decided.'),
  outcome,
  mainFactors: z
    .array(lineField(maximumLine))
    .min(1)
    .max(maximumFactors)
    .describe('What weighed most, in plain words, the most important first: GDPR Art. 15(1)(h).'),
  logic: textField(maximumLogic)
    .optional()
    .describe('How the system comes to an outcome; the policy explains its purposes.'),
  model: modelField
    .optional()
    .describe(
      'The model that took part, as `name/version`: rejected unless the register has it as approved or deployed.',
    ),
};

export const newDecision = z
  .strictObject({
    subject: identifierField,
    ...explained,
    at: timeField.describe('When it was decided.'),
  })
  .meta({
    id: 'NewAutomatedDecision',
    description: 'What a system decided about a person without a human, stored encrypted.',
  });

const automatedDecisionId = z.uuid().describe('What a request of the kind `human-review` names.');
const reviewableUntil = z.iso
  .datetime()
  .optional()
  .describe(
    'Until then a human can review it; then it is deleted. Absent while its end is suspended.',
  );

export const acceptedDecision = z.strictObject({ automatedDecisionId, reviewableUntil });

/** A decision as its person and a reviewer see it. */
export const shownDecision = z.strictObject({
  automatedDecisionId,
  ...explained,
  at: z.iso.datetime(),
  reviewableUntil,
});
