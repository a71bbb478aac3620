import * as z from 'zod';
import { localeField, textField } from '../platform/http/fields.ts';
import { submitted } from '../request-view/contract.ts';
import { exampleAppealed, exampleToken } from '../request-view/examples.ts';

export const appealing = z
  .strictObject({
    reason: textField(2_000).describe('Why you disagree; stored encrypted.'),
    locale: localeField
      .optional()
      .describe('Language of the answer: `en`, `de-AT`. That of the request when absent.'),
  })
  .meta({ id: 'Appeal' });
export const exampleAppeal = { reason: 'This was my first request in two years.' };

export const appealed = {
  description: 'Received; keep the token, it works without an account',
  body: submitted,
  example: { request: exampleAppealed, followUpToken: exampleToken },
} as const;
