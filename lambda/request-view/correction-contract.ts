import * as z from 'zod';
import {
  correctionDecisions,
  correctionStates,
  withheldCount,
} from '../request/model/correction.ts';
import { correctionGround } from './inputs.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();

export const correctionFields = z.strictObject({
  number: z.int().positive().describe('From 1, in the order of the request.'),
  recordId: z.uuid().optional(),
  category: z.string(),
  state: z.enum(correctionStates).meta({ id: 'CorrectionState' }),
  decision: z.enum(correctionDecisions).optional(),
  ground: correctionGround.optional(),
  decidedAt: time.optional(),
  counts: z
    .strictObject({
      changed: count,
      removed: count.describe('Records that were deleted, with what was made from a wrong record.'),
      withheld: z
        .array(withheldCount)
        .describe('Records that stay as they were, as evidence, and on which ground.'),
    })
    .optional()
    .describe('What an accepted correction has done so far.'),
});
export const correctionView = correctionFields.meta({
  id: 'Correction',
  description: 'One correction of a request for rectification: no content.',
});
