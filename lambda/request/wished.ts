import * as z from 'zod';
import {
  categoryId,
  jurisdictionAsked,
  lineField,
  localeField,
  purposeId,
  textField,
} from '../platform/http/fields.ts';
import { mandate } from './inputs.ts';
import { kindsWithoutAccount } from './model/request.ts';

const agentField = z
  .strictObject({
    name: lineField(200),
    contact: lineField(255).describe('An e-mail address, a telephone number or a postal address.'),
    mandate,
  })
  .meta({
    id: 'AgentOfRequest',
    description: 'A person or a company that asks for the data subject. Stored encrypted.',
  });

/** What a request is about, without an account. */
export const wished = {
  kind: z
    .enum(kindsWithoutAccount, `send one of: ${kindsWithoutAccount.join(', ')}`)
    .describe('What is asked for.'),
  categories: z
    .array(categoryId)
    .min(1)
    .max(64)
    .optional()
    .describe('Access and portability: the categories to export; all when absent.'),
  purposes: z
    .array(purposeId)
    .min(1)
    .max(64)
    .optional()
    .describe('What to restrict, withdraw or object to; everything it can be about when absent.'),
  jurisdiction: jurisdictionAsked
    .optional()
    .describe('Whose law applies, where the residence of the data subject is not known.'),
  reason: textField(2_000).optional().describe('For the privacy team; stored encrypted.'),
  locale: localeField.optional().describe('Language of the answer: `en`, `de-AT`.'),
  agent: agentField.optional(),
};
