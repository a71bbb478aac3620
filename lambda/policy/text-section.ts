import * as z from 'zod';
import { textTypes } from '../value/text-types.ts';
import { text } from './fields.ts';

const type = z.enum(textTypes).describe('What it is: email, phone, username ...');

/** Of an operator, beside the rules of the program. */
export const texts = z.strictObject({
  patterns: z
    .array(
      z.strictObject({
        type,
        pattern: text.describe(
          'In the syntax of RE2, which takes no longer for a hostile text: CUST-[0-9]{8}.',
        ),
      }),
    )
    .max(100)
    .default([])
    .describe('Forms of your own, such as numbers of customers.'),
  deny: z
    .array(z.strictObject({ type, text: text.describe('A word or several: Example Ltd.') }))
    .max(10_000)
    .default([])
    .describe('Words that are always found, in any case.'),
  allow: z
    .array(text)
    .max(10_000)
    .default([])
    .describe('Words that are never found, such as the name of your product.'),
});
