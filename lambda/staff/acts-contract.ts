import * as z from 'zod';
import { advisoryField, jurisdictionField } from '../platform/http/fields.ts';
import { withholdingGrounds } from '../policy/vocabulary.ts';
import { answerOutcome } from '../request-view/answer-contract.ts';
import { correctionGround, delayGround, refusalGround } from '../request-view/inputs.ts';
import { approvalObstacles } from '../request/model/approval-obstacles.ts';

const obstacle = z
  .enum(approvalObstacles)
  .meta({ id: 'ApprovalObstacle' })
  .optional()
  .describe('Why this member of staff may not: another one has to.');

const law = z
  .array(
    z.strictObject({
      jurisdiction: jurisdictionField,
      advisory: advisoryField,
      reference: z.string(),
    }),
  )
  .describe('Where the laws that apply say so.');

/** What the caller can do with a request as it is. What is absent would be answered with a problem. */
export const staffActs = z
  .strictObject({
    approve: z.strictObject({ obstacle }).optional(),
    deny: z
      .strictObject({
        obstacle,
        grounds: z.array(z.strictObject({ ground: refusalGround, law })).min(1),
      })
      .optional(),
    extend: z
      .strictObject({
        grounds: z.array(delayGround),
        law,
        asksForDay: z.boolean().describe('The law has no number: `until` says by which day.'),
      })
      .optional(),
    pause: z.strictObject({ grounds: z.array(delayGround).min(1), law }).optional(),
    answer: z.strictObject({ obstacle, outcomes: z.array(answerOutcome) }).optional(),
    correct: z
      .strictObject({
        obstacle,
        grounds: z
          .array(correctionGround)
          .describe('For a refusal, beside one on which the record itself is exempt.'),
      })
      .optional(),
    others: z
      .array(z.enum(['identify', 'check-mandate', 'resume', 'retry', 'lift', 'keep']))
      .describe('Acts that need no ground.'),
  })
  .meta({
    id: 'StaffActs',
    description: 'What you can do about a request now, and on which grounds of the law.',
  });

export const concernedData = z
  .array(
    z.strictObject({
      category: z.string(),
      count: z.int().nonnegative().describe('Records that are stored now.'),
      exempt: z
        .array(z.strictObject({ ground: z.enum(withholdingGrounds), reference: z.string() }))
        .optional()
        .describe('Erasure: grounds on which records of the category, or some of them, stay.'),
    }),
  )
  .describe('What the request is about, by category, before it is carried out.');
