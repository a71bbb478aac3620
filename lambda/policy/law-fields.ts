import * as z from 'zod';
import { text } from './fields.ts';
import { withholdingGrounds } from './vocabulary.ts';

export const ground = z
  .enum(withholdingGrounds)
  .describe('Why the data may be kept although the person asked for erasure: GDPR Art. 17(3).');
export const reference = text.describe(
  'The article or contract that says so, as a person can look it up.',
);

export const remedy = z
  .strictObject({
    authority: text.describe('Where a person can complain: the supervisory authority.'),
    court: text.describe('Which court a person can go to.'),
    appeal: text
      .optional()
      .describe(
        'How a person can appeal to us. Appeals are taken under every law, whether it provides for one or not.',
      ),
  })
  .describe('Name the authority, the court, and the appeal to you.');
