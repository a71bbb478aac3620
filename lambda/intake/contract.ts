import * as z from 'zod';
import { nameField } from '../platform/http/fields.ts';
import { remedies } from '../platform/http/formats.ts';
import { wished } from '../opening/wished.ts';
import { comparableAddress } from '../value/address.ts';

const address = nameField(255)
  .refine((value) => comparableAddress(value) !== undefined, remedies.email)
  .describe('An address that the person reads: a code goes there.');

export const strangerRequest = z
  .strictObject({
    ...wished,
    subject: z
      .strictObject({ type: z.literal('email'), value: address })
      .describe('Of the person; also where an agent asks.'),
    about: z
      .uuid()
      .optional()
      .describe('Complaint: the request of yours that it is about. Another one does not count.'),
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
