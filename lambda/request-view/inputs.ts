import * as z from 'zod';
import {
  categoryId,
  contentField,
  cursorQuery,
  lineField,
  localeField,
  showField,
  purposeId,
  textField,
  timeField,
} from '../platform/http/fields.ts';
import { dropsInvalidFields } from '../platform/http/lenient.ts';
import { delayCodes } from '../policy/law.ts';
import { withholdingGrounds } from '../policy/vocabulary.ts';
import { exemptQuery } from '../record/exempt-contract.ts';
import { maximumCorrections } from '../request/model/correction.ts';
import { correctionGrounds } from '../request/model/correction-grounds.ts';
import { mandates, shownMandates } from '../request/model/assurance.ts';
import { answerOutcomes } from '../request/model/answer.ts';
import type { MailTemplate } from '../policy/mail-texts.ts';
import { refusalGrounds } from '../request/model/refusals.ts';
import { waitings } from '../request/model/waiting.ts';
import { requestStatuses } from '../request/model/request.ts';
import { isDirect, requestKinds } from '../request/model/kinds.ts';

/** What callers send; `contract.ts` is what they are answered. */

const offered = `send one of: ${requestKinds.join(', ')}`;
const wrongKind = ({ input }: z.core.$ZodRawIssue) => (input === undefined ? undefined : offered);

export const kind = z.enum(requestKinds, { error: wrongKind }).meta({
  id: 'RequestKind',
  description: 'Every kind of data-subject request.',
});
export const status = z.enum(requestStatuses).meta({ id: 'RequestStatus' });
export const refusalGround = z.enum(refusalGrounds).meta({
  id: 'RefusalGround',
  description: 'Why a request may be refused; the law that applies gives some of them.',
});

export const correctionGround = z.enum(correctionGrounds).meta({
  id: 'CorrectionGround',
  description:
    'Why a correction is refused: `found-accurate`, a ground of the law, or that the data is exempt from changes.',
});

export const delayGround = z.enum(delayCodes).meta({
  id: 'DelayGround',
  description: 'Why an answer takes longer, or time does not count, by the law that applies.',
});

const correctionReason = textField(2_000).optional().describe('Why it is wrong.');
export const corrections = z
  .array(
    z.union([
      z.strictObject({
        recordId: z.uuid(),
        content: contentField
          .optional()
          .describe('What the record should say. Absent: it is wrong and is to be deleted.'),
        reason: correctionReason,
      }),
      z.strictObject({
        category: categoryId,
        pointer: lineField(500).describe('RFC 6901, into the content: `/address/city`.'),
        value: contentField.describe('In every record of the category that has a value there.'),
        reason: correctionReason,
      }),
    ]),
  )
  .min(1)
  .max(maximumCorrections)
  .describe('Rectification: what is to be corrected, numbered from 1 in this order.');

/** What of the data or of its uses a request is about. */
export const extent = {
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
};

const submitted = z
  .strictObject({
    kind,
    ...extent,
    corrections: corrections.optional(),
    automatedDecisionId: z.uuid().optional().describe('Human review: the decision you contest.'),
    about: z
      .uuid()
      .optional()
      .describe('Appeal, complaint: the request of yours that it is about.'),
    reason: textField(2_000).optional().describe('For the privacy team; stored encrypted.'),
    concernsBreach: z
      .literal(true)
      .optional()
      .describe('You think that your data was affected by a security incident: it is looked into.'),
    locale: localeField
      .optional()
      .describe('Language of the answer: `en`, `de-AT`. That of your settings when absent.'),
  })
  .meta({ id: 'Submission' });

/** A refusal is a request as well: what it is about has to be valid, and nothing else. */
export const submission = dropsInvalidFields(
  submitted,
  ['kind', 'purposes', 'categories', 'corrections'],
  ({ kind: said }) => isDirect(said),
);

export const denial = z
  .strictObject({
    ground: refusalGround,
    note: textField(2_000)
      .optional()
      .describe('Stored encrypted. The person finds it in a copy of their data (CJEU C-434/16).'),
  })
  .meta({ id: 'Denial' });

/** How an agent shows that they may ask for the person. */
export const mandate = z.enum(mandates).meta({ id: 'Mandate' });

export const identification = z
  .strictObject({
    assurance: z
      .literal('document-checked-by-staff')
      .describe(
        'You have looked at a document, or have made sure in a way that is as good, that the person asks.',
      ),
    note: textField(2_000)
      .optional()
      .describe(
        'How you made sure, stored encrypted. No copy of a document, and nothing that is read from it: no number, no date of birth.',
      ),
  })
  .meta({ id: 'Identification' });

export const mandateCheck = z
  .strictObject({
    mandate: z
      .enum(shownMandates)
      .meta({ id: 'ShownMandate' })
      .optional()
      .describe(
        'What you were shown. Needed where the request says `self-declared`; what it says when absent.',
      ),
    note: textField(2_000)
      .optional()
      .describe('What you were shown, stored encrypted. No copy of a document.'),
  })
  .meta({ id: 'MandateCheck' });

export const pausing = z.strictObject({ ground: delayGround }).meta({ id: 'RequestPause' });
export const extending = z
  .strictObject({
    ground: delayGround,
    until: z.iso
      .date()
      .optional()
      .describe(
        'Where the law names no number: the day by which the person is informed that they get it.',
      ),
  })
  .meta({ id: 'RequestExtension' });

export const withheldQuery = exemptQuery
  .extend({
    ground: z.enum(withholdingGrounds).describe('For which it is read.'),
  })
  .meta({ id: 'WithheldQuery' });

export const requestPath = z.strictObject({
  requestId: z.string().max(64).describe('Of a request.'),
});

export const readQuery = z.strictObject({ show: showField });

/** Mails that follow from what staff decide. */
const previewedMails = [
  'need-more',
  'resumed',
  'extension',
  'outcome',
  'download-ready',
  'refusal',
  'answer',
  'restriction-lifting',
  'restriction-continues',
] as const satisfies readonly MailTemplate[];

export const previewQuery = z.strictObject({
  template: z.enum(previewedMails).meta({ id: 'PreviewedMail' }).describe('Which mail.'),
  ground: z
    .enum([...new Set([...refusalGrounds, ...delayCodes])])
    .optional()
    .describe('Of a refusal, an extension or a pause that you consider.'),
  until: z.iso.date().optional().describe('Of an extension whose length the law does not say.'),
  outcome: z.enum(answerOutcomes).optional().describe('Of an answer that you consider.'),
});

export const queueQuery = cursorQuery.extend({
  status: status.optional().describe('Requests of this status only.'),
  kind: kind.optional().describe('Requests of this kind only. A page may have fewer than `limit`.'),
  waitingFor: z
    .enum(waitings)
    .optional()
    .describe('Requests that wait for this, from you. A page may have fewer than `limit`.'),
  dueFrom: timeField
    .optional()
    .describe('Requests that are due at this time or later: all that were received since are.'),
  dueBefore: timeField.optional().describe('Requests that are due before this time.'),
});
