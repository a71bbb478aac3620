import * as z from 'zod';
import { localeField, nextCursorField } from '../platform/http/fields.ts';
import { shownPerson } from '../subject/person-contract.ts';
import { previewQuery } from '../request-view/inputs.ts';
import { assurance, requestFields } from '../request-view/contract.ts';
import { correctionFields } from '../request-view/correction-contract.ts';
import { concernedData, staffActs } from './acts-contract.ts';
import { finalityBarriers } from '../request/model/finality.ts';
import { contestedDecision } from '../review/contested-contract.ts';

const count = z.int().nonnegative();
const finalityBarrier = z.enum(finalityBarriers).meta({ id: 'FinalityBarrier' });
const time = z.iso.datetime();

/** One of many: the certificate and its manifest are in the answer about the one request. */
const requestSummary = requestFields
  .omit({
    ...{ certificate: true, certificateContent: true, manifest: true },
    ...{ finalCertificate: true, finalCertificateContent: true },
  })
  .extend({ certificateId: z.uuid().optional().describe('A certificate was issued.') })
  .meta({ id: 'RequestSummary' });
export type RequestSummary = z.output<typeof requestSummary>;
export const requestQueue = z
  .strictObject({ items: z.array(requestSummary), nextCursor: nextCursorField.optional() })
  .meta({ id: 'RequestQueue' });

export const mailPreview = z
  .strictObject({
    template: previewQuery.shape.template,
    locale: localeField,
    subject: z.string(),
    text: z.string().describe('As plain text.'),
  })
  .meta({ id: 'MailPreview' });

/** As `requestView`, with what only the scope `custos/requests.identity` shows. */
export const staffRequestView = requestFields
  .extend({
    subject: shownPerson.optional(),
    reason: z.string().optional().describe('What the person wrote.'),
    askedBy: z
      .strictObject({ name: z.string(), contact: z.string() })
      .optional()
      .describe('The agent that asks for the data subject.'),
    corrections: z
      .array(
        correctionFields
          .extend({
            pointer: z.string().optional(),
            old: z.unknown().optional().describe('As stored now; absent where nothing is left.'),
            tooLarge: z
              .literal(true)
              .optional()
              .describe('Something that is stored is too large to be shown here.'),
            new: z.unknown().optional().describe('Absent where the record is to be deleted.'),
            reason: z.string().optional().describe('What the person wrote about it.'),
            note: z.string().optional().describe('What staff noted when they decided.'),
            records: z
              .strictObject({
                count,
                more: z.boolean().describe('Not every record of the category was looked at.'),
                items: z.array(z.strictObject({ recordId: z.uuid(), old: z.unknown() })),
              })
              .optional()
              .describe('Of a value in a category: the records that have it, the oldest first.'),
          })
          .meta({ id: 'CorrectionOfPerson' }),
      )
      .optional(),
    askedAgain: z
      .strictObject({ times: z.int().positive(), assurance, at: time.describe('The last time.') })
      .optional()
      .describe(
        'The same was asked for and confirmed with a code while this was open: how often, and with what proof. It passes no gate of this request.',
      ),
    finality: z
      .strictObject({
        barriers: z
          .array(finalityBarrier)
          .optional()
          .describe('What can still bring a key back; absent until it is observed.'),
        since: time.optional().describe('Since when exactly these are observed.'),
        ends: z
          .array(z.strictObject({ barrier: finalityBarrier, at: time }))
          .optional()
          .describe(
            'When time ends a barrier, as far as was observed. Others end when someone ends them.',
          ),
      })
      .optional()
      .describe(
        'The erasure is certified and not final yet: the FINAL certificate follows, within an hour after the last barrier is gone.',
      ),
    acts: staffActs,
    concerns: concernedData.optional(),
    automatedDecision: contestedDecision
      .optional()
      .describe('Human review: what was decided about the person, and why.'),
  })
  .meta({
    id: 'RequestOfPerson',
    description:
      'A request; with the scope `custos/requests.identity` also who asks and what they wrote.',
  });

export type StaffRequestView = z.output<typeof staffRequestView>;
