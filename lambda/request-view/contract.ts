import * as z from 'zod';
import {
  advisoryField,
  appliedAsField,
  jurisdictionField,
  localeField,
  nextCursorField,
} from '../platform/http/fields.ts';
import { effects } from '../consent/model/choice.ts';
import { certificateFields } from './certificate-fields.ts';
import { correctionView } from './correction-contract.ts';
import { delayGround, kind, mandate, status } from './inputs.ts';
import { mailView } from '../mail/contract.ts';
import { withheldItem } from '../request/model/exemption.ts';
import { requestAssurances } from '../policy/vocabulary.ts';
import { givenAnswer, remediesFields } from './answer-contract.ts';
import { channels } from '../request/model/assurance.ts';
import { systemTaskErrors } from '../request/model/task.ts';
import { noticeView, systemStatuses, systemTaskFields } from './task-contract.ts';
import { taskErrors, timelineEvents } from '../request/model/request.ts';
import { unchangedReasons } from '../request/model/unchanged.ts';
import { waitings } from '../request/model/waiting.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();
export const assurance = z.enum(requestAssurances).meta({ id: 'RequestAssurance' });
export const requestFields = z.strictObject({
  requestId: z.uuid(),
  kind,
  status,
  receivedAt: time,
  acknowledgeBy: time.optional(),
  dueAt: time,
  jurisdiction: jurisdictionField,
  jurisdictions: z
    .array(jurisdictionField)
    .optional()
    .describe('Where more than one law applies: of each right the more protective answer counts.'),
  advisory: advisoryField,
  appliedAs: appliedAsField,
  locale: localeField.optional(),
  assurance: assurance.optional().describe('How it is known that the request is the person’s.'),
  needs: z
    .strictObject({
      assurance: assurance.describe('What the kind needs, or more.'),
      why: z.string().describe('For the person to read, with what they can do.'),
    })
    .optional()
    .describe('What is missing to go on, at `identity-required`.'),
  waitingFor: z
    .enum(waitings)
    .meta({ id: 'RequestWaiting' })
    .optional()
    .describe('What the privacy team has to do next; absent while it is carried out.'),
  channel: z.enum(channels).optional().describe('How the request came in.'),
  agent: z
    .strictObject({
      mandate,
      confirmed: z.boolean().describe('The person has confirmed it with the code sent to them.'),
      checked: z.boolean().describe('The privacy team has checked the mandate.'),
    })
    .optional()
    .describe('An agent asks for the data subject.'),
  clock: z.strictObject({
    state: z.enum(['running', 'paused', 'stopped']),
    pauses: z.array(z.strictObject({ from: time, to: time.optional(), ground: delayGround })),
    extension: z
      .strictObject({
        ground: delayGround,
        times: z.int().positive().describe('How often it was extended.'),
        until: z.iso.date().optional().describe('The day that was announced to the person.'),
      })
      .optional(),
  }),
  tasks: z.array(
    z.strictObject({
      system: z
        .string()
        .describe('`custos`, and then every system of the policy that the request goes to.'),
      status: z.enum(['waiting', 'running', 'completed', 'failed', 'cancelled', ...systemStatuses]),
      counts: z
        .record(z.string(), count)
        .optional()
        .describe('Rows per category: exported, erased or changed.'),
      withheld: z.array(withheldItem).optional(),
      error: z.enum([...taskErrors, ...systemTaskErrors]).optional(),
      ...systemTaskFields,
    }),
  ),
  notices: z
    .array(noticeView)
    .optional()
    .describe('Recipients that received the data and are informed (GDPR Art. 19).'),
  approvals: z
    .strictObject({ needed: z.int().min(0).max(2), given: z.int().min(0).max(2) })
    .optional()
    .describe('Of different members of staff, where the policy asks for any.'),
  about: z.uuid().optional().describe('The request that an appeal or a complaint is about.'),
  appeal: z.uuid().optional().describe('The last appeal about this request.'),
  carriedOutAs: z
    .uuid()
    .optional()
    .describe('An appeal succeeded: the request as which what was refused is carried out.'),
  carriesOut: z.uuid().optional().describe('The refused request that this one carries out.'),
  automatedDecisionId: z.uuid().optional().describe('The decision that is contested.'),
  choices: z
    .array(
      z.strictObject({
        purpose: z.string(),
        state: z.enum(['refused', 'withdrawn']),
        effect: z.enum(effects).meta({ id: 'ConsentEffect' }),
        receiptId: z.uuid().describe('Of the receipt among those of your consents.'),
      }),
    )
    .optional()
    .describe('What a request stopped that is a choice about purposes.'),
  unchanged: z
    .strictObject({
      reason: z.enum(unchangedReasons).meta({ id: 'UnchangedReason' }),
      explanation: z.string().describe('The reason in a sentence for the person.'),
      instead: z.array(kind).optional().describe('Kinds of request that would stop something.'),
      requestId: z.uuid().optional().describe('The request that restricts the same.'),
    })
    .optional()
    .describe('Why nothing has changed although the request is completed.'),
  corrections: z
    .array(correctionView)
    .optional()
    .describe('What a request for rectification asks for, each decided by itself.'),
  restriction: z
    .strictObject({
      categories: z
        .array(z.string())
        .optional()
        .describe('Rectification: data whose accuracy is contested, not used until it is decided.'),
      purposes: z.array(z.string()).optional().describe('Every purpose when absent.'),
      inForce: z.boolean(),
      liftsAt: time.optional().describe('Announced: ask again before that, to continue it.'),
      liftedAt: time.optional(),
    })
    .optional(),
  refusal: z.strictObject({ reasons: z.array(z.string()), ...remediesFields }).optional(),
  mails: z
    .array(mailView)
    .optional()
    .describe('What was written to the person about it, where one request is read.'),
  answer: givenAnswer,
  ...certificateFields,
  export: z
    .strictObject({ sha256: z.string(), bytes: count, expiresAt: time, downloads: count })
    .optional()
    .describe('A finished export, and until when it can be downloaded.'),
  timeline: z.array(
    z.strictObject({ at: time, event: z.enum(timelineEvents).meta({ id: 'TimelineEvent' }) }),
  ),
});
/** A data-subject request, as the person, a follow-up token and staff see it. */
export const requestView = requestFields.meta({
  id: 'Request',
  description: 'A data-subject request: no text, no identifier.',
});
export type RequestView = z.output<typeof requestView>;

export const submitted = z
  .strictObject({
    request: requestView,
    followUpToken: z
      .string()
      .describe('For `Authorization: Custos-Follow-Up <token>`; works without an account.'),
  })
  .meta({ id: 'SubmittedRequest' });
export const requestList = z
  .strictObject({ items: z.array(requestView), nextCursor: nextCursorField.optional() })
  .meta({ id: 'RequestList' });
export const downloadLink = z
  .strictObject({
    url: z.url(),
    sha256: z.string().describe('Of the file, in hex.'),
    expiresAt: time.describe('Of the link.'),
  })
  .meta({ id: 'DownloadLink' });
