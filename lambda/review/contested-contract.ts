import * as z from 'zod';
import { shownDecision } from './contract.ts';
import { answerOutcomes } from '../request/model/answer.ts';
import { status } from '../request-view/inputs.ts';

const review = z
  .strictObject({
    requestId: z.uuid().describe('The request that contests the decision.'),
    status,
    outcome: z.enum(answerOutcomes).optional().describe('What a human came to.'),
    reasons: z.string().optional().describe('Why, in their words.'),
    answeredAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'DecisionReview', description: 'The last review of a decision by a human.' });

export const ownDecision = shownDecision
  .extend({ review: review.optional() })
  .meta({ id: 'AutomatedDecision', description: 'A decision about the caller, and why.' });

/** What a reviewer sees of the decision that is contested. */
export const contestedDecision = z
  .discriminatedUnion('state', [
    shownDecision.extend({ state: z.literal('reviewable') }),
    z.strictObject({
      state: z
        .literal('ended')
        .describe('Its period is over and it is deleted: no one can review it any more.'),
    }),
  ])
  .meta({ id: 'ContestedDecision' });
export type ContestedDecision = z.output<typeof contestedDecision>;
