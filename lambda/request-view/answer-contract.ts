import * as z from 'zod';
import { advisoryField, jurisdictionField } from '../platform/http/fields.ts';
import { answerOutcomes } from '../request/model/answer.ts';

const remedies = { authority: z.string(), court: z.string(), appeal: z.string().optional() };
export const remediesFields = {
  remedies: z.strictObject(remedies),
  otherRemedies: z
    .array(
      z.strictObject({ jurisdiction: jurisdictionField, advisory: advisoryField, ...remedies }),
    )
    .optional()
    .describe('Under the other laws that apply.'),
};
export const answerOutcome = z.enum(answerOutcomes).meta({
  id: 'AnswerOutcome',
  description:
    'Of a human review: the decision is `upheld`, `changed` or `withdrawn`, or could not be reviewed (`rejected`). Of a complaint or an appeal: it succeeds (`upheld`), succeeds in part (`changed`), what it is about no longer counts (`withdrawn`), or it fails (`rejected`).',
});

export const givenAnswer = z
  .strictObject({
    outcome: answerOutcome,
    at: z.iso.datetime(),
    explanation: z.string().describe('The outcome in a sentence for the person.'),
    reasons: z
      .string()
      .optional()
      .describe(
        'In the words of the privacy team: for the person, and with `custos/requests.identity`.',
      ),
    further: z.string().optional().describe('What else the person can do, in their words.'),
    ...remediesFields,
  })
  .optional()
  .describe('How the privacy team answered a human review, a complaint or an appeal.');
