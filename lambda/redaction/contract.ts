import * as z from 'zod';
import { identifierField, lineField, localeField, purposeId } from '../platform/http/fields.ts';
import { textTypes } from '../value/text-types.ts';
import { redactionModes } from './model/redact.ts';

/** Bytes of a body: a conversation of the longest context that models commonly have. */
export const maximumTextBytes = 1024 * 1024;
export const maximumMessages = 500;

// Any character may be in a text that people write; JSON has no lone surrogates here.
const anyText = z.string().max(maximumTextBytes);
const message = z
  .strictObject({
    role: lineField(64).describe('As the model has it; comes back as it is.'),
    content: anyText,
  })
  .meta({ id: 'TextMessage' });

/** One of the two. */
export const texts = {
  text: anyText.optional().describe('One text.'),
  messages: z
    .array(message)
    .min(1)
    .max(maximumMessages)
    .optional()
    .describe('A conversation; instead of `text`.'),
};
export const oneOfTexts = ({ text, messages }: { text?: unknown; messages?: unknown }): boolean =>
  (text === undefined) !== (messages === undefined);
export const oneOfTextsMessage = 'send either text or messages';

export const typesField = z
  .array(z.enum(textTypes))
  .min(1)
  .max(textTypes.length)
  .optional()
  .describe('What to look for; everything when absent.');

export const localeOfText = localeField
  .optional()
  .describe(
    'The language of the text: helps with numbers and dates that countries write differently.',
  );

export const finding = z
  .strictObject({
    type: z.enum(textTypes),
    start: z.int().describe('First UTF-16 code unit in the text as it was sent.'),
    end: z.int().describe('After the last code unit.'),
    score: z.number().min(0).max(1).describe('How sure it is: 1 where a checksum confirms it.'),
    message: z.int().optional().describe('Which of the messages it is in, from 0.'),
  })
  .meta({ id: 'TextFinding' });

export const detectBody = z.strictObject({
  text: anyText,
  types: typesField,
  locale: localeOfText,
});

export const redactBody = z
  .strictObject({
    ...texts,
    subject: identifierField
      .optional()
      .describe(
        'Whose text it is. Needed to pseudonymise: the values are kept under a key of theirs.',
      ),
    mode: z
      .enum(redactionModes)
      .describe(
        '`mask` writes asterisks, `label` the type, `pseudonymise` a pseudonym that `POST /v1/text/restore` turns back, `remove` nothing.',
      ),
    types: typesField,
    locale: localeOfText,
  })
  .refine(oneOfTexts, { path: ['text'], error: oneOfTextsMessage })
  .refine(({ mode, subject }) => mode !== 'pseudonymise' || subject !== undefined, {
    path: ['subject'],
    error: 'send whose text it is: pseudonyms are those of one person',
  });

export const restoreBody = z
  .strictObject({
    ...texts,
    subject: identifierField,
    purpose: purposeId.describe('What the text is restored for; it has to be permitted.'),
  })
  .refine(oneOfTexts, { path: ['text'], error: oneOfTextsMessage });

export const answeredTexts = {
  text: z.string().optional(),
  messages: z.array(z.strictObject({ role: z.string(), content: z.string() })).optional(),
};
