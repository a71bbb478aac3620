import * as z from 'zod';
import { policyId, lineField, localeField, textField } from '../platform/http/fields.ts';
import { extent, mandate } from '../request-view/inputs.ts';
import { kindsWithoutAccount } from '../request/model/kinds.ts';

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
  ...extent,
  jurisdiction: policyId
    .optional()
    .describe('Whose law applies, where the residence of the data subject is not known.'),
  reason: textField(2_000).optional().describe('For the privacy team; stored encrypted.'),
  locale: localeField.optional().describe('Language of the answer: `en`, `de-AT`.'),
  agent: agentField.optional(),
};
