import * as z from 'zod';
import {
  categoryId,
  lineField,
  localeField,
  nameField,
  jurisdictionField,
  purposeId,
  textField,
} from '../platform/http/fields.ts';
import { supportedKinds } from '../request/model/request.ts';
import { mandate } from '../request/inputs.ts';
import { comparableAddress } from '../value/address.ts';

const address = nameField(255)
  .refine((value) => comparableAddress(value) !== undefined, 'send an e-mail address')
  .describe('An address that the person reads: a code goes there.');

export const agentField = z
  .strictObject({
    name: lineField(200),
    contact: lineField(255).describe('An e-mail address, a telephone number or a postal address.'),
    mandate,
  })
  .meta({
    id: 'AgentOfRequest',
    description: 'Somebody who asks for the person. Stored encrypted.',
  });

/** What a request is about, without an account. */
export const wished = {
  kind: z
    .enum(supportedKinds, `send one of: ${supportedKinds.join(', ')}`)
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
  jurisdiction: jurisdictionField
    .optional()
    .describe('Whose law applies, where the residence of the person is not known.'),
  reason: textField(2_000).optional().describe('For the privacy team; stored encrypted.'),
  locale: localeField.optional().describe('Language of the answer: `en`, `de-AT`.'),
  agent: agentField.optional(),
};

export const strangerRequest = z
  .strictObject({
    ...wished,
    subject: z
      .strictObject({ type: z.literal('email'), value: address })
      .describe('Of the person; also where an agent asks.'),
    concernsBreach: z
      .literal(true)
      .optional()
      .describe('You think that your data was affected by a security incident: it is looked into.'),
  })
  .meta({ id: 'RequestWithoutAccount' });

export const taken = z
  .strictObject({
    requestId: z.uuid(),
    followUpToken: z
      .string()
      .describe('For `Authorization: Custos-Follow-Up <token>`, before and after the code.'),
  })
  .meta({ id: 'RequestTaken', description: 'The same for every address.' });

export const confirmation = z
  .strictObject({
    code: z
      .string()
      .min(1)
      .max(64)
      .describe(
        'From the mail. Case, spaces and hyphens do not count; O is read as 0, I and L as 1.',
      ),
  })
  .meta({ id: 'RequestCode' });

export const confirmed = z
  .strictObject({ requestId: z.uuid() })
  .meta({ id: 'RequestConfirmed', description: 'It is opened now: follow it with the token.' });
