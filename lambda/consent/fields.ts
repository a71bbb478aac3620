import * as z from 'zod';
import { lineField, localeField, nameField } from '../platform/http/fields.ts';
import { choices, givers, mandates } from './model/choice.ts';

/** Fields that several routes of this module share. */
export const noticeField = z
  .strictObject({ id: lineField(64), version: lineField(64) })
  .meta({ id: 'NoticeReference', description: 'The version of the notice that was shown.' });
export const choiceWord = z.enum(choices).meta({ id: 'ConsentChoice' });
export const giverField = z.enum(givers).meta({
  id: 'ConsentGiver',
  description: 'Who spoke: the person, who holds parental responsibility, or an agent.',
});

/** Named for a consent that an agent gives; stored encrypted with its evidence. */
export const agentField = z
  .strictObject({
    name: lineField(200),
    contact: nameField(255).describe('Where the agent is reached.'),
    mandate: z
      .enum(mandates)
      .describe('What the agent showed. A consent needs `signed` or `power-of-attorney`.'),
  })
  .meta({ id: 'Agent', description: 'Who speaks for a person, and on what.' });

/** Only a consent has to say what was shown and how; refusing and withdrawing never has to. */
export const choiceFields = {
  state: choiceWord,
  notice: noticeField.optional().describe('Required for `given`.'),
  locale: localeField.optional(),
  method: lineField(64)
    .optional()
    .describe(
      'How the person said it, in a value of the client. Required for `given`. Explicit consent needs `signature`, `written-statement`, `express-form`, `two-step-confirmation` or `spoken-statement`; `despite-signal` says that the person was informed of a conflicting signal.',
    ),
};
