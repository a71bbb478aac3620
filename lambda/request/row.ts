import * as z from 'zod';
import { bytesColumn, requestIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import { effects } from '../consent/model/choice.ts';
import type { ObjectName } from '../platform/objects/objects.ts';
import { delayCodes } from '../policy/law.ts';
import { requestAssurances } from '../policy/vocabulary.ts';
import { correctionFields } from './model/correction.ts';
import { answerOutcomes } from './model/answer.ts';
import { refusalGrounds } from './model/refusals.ts';
import { unchangedReasons } from './model/unchanged.ts';
import { gates, requestStatuses, taskErrors, timelineEvents } from './model/request.ts';
import { choiceKinds, requestKinds } from './model/kinds.ts';
import { jurisdictionId } from '../policy/fields.ts';
import { channels, mandates } from './model/assurance.ts';
import { tasksColumn } from './model/task.ts';
import { erasureProgress, finality } from './erasure-progress.ts';

/** Who looks at a request next: the sweep, or the function that carries out corrections. */
export const attentions = ['sweep', 'corrections'] as const;
export type Attention = (typeof attentions)[number];

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);
const time = z.string();

export const exportFacts = z.object({
  object: z.string().transform((name) => name as ObjectName),
  sha256: z.string().optional(),
  bytes: count.optional(),
  /** Epoch seconds. */
  expiresAt: z.int().optional(),
  downloads: count,
  deletedAt: time.optional(),
});

export const requestFields = z.object({
  requestId: requestIdColumn,
  subjectId: subjectIdColumn,
  kind: z.enum(requestKinds),
  status: z.enum(requestStatuses),
  version: z.int(),
  jurisdiction: jurisdictionId,
  receivedAt: time,
  acknowledgeBy: time.optional(),
  dueAt: time,
  gatesPassed: z.array(z.enum(gates)),
  /** HMAC of the follow-up token, until the evidence of the request ends. */
  followUp: z.string().optional(),
  categories: z.array(z.string()).optional(),
  /** Earlier erasures of the caller, which withheld something. */
  erasures: z.array(requestIdColumn).optional(),
  /** In which the person wants the answer, when not as their settings say. */
  locale: z.string().optional(),
  /** The person says that it concerns a breach of their data: an incident is opened. */
  concernsBreach: z.literal(true).optional(),
  /** Whose laws apply, where it is more than `jurisdiction`. */
  jurisdictions: z.array(jurisdictionId).optional(),
  /** Alias of the sign-in that asked, where no one is registered: an erased person is not again. */
  asker: z.string().optional(),
  /** No one is registered, and no sign-in asked: the request came without an account. */
  unregistered: z.literal(true).optional(),
  /**
   * Where no one is registered: alias of the identifier that the request names, or of the sign-in. One
   * request of a kind is open under it.
   */
  lockedUnder: z.string().optional(),
  /** Confirmed with a code while it was open; it proves nothing of this one, which may be another person's. */
  askedAgain: z
    .object({ times: z.int(), assurance: z.enum(requestAssurances), at: time })
    .optional(),
  /** The address that was confirmed names no one, and never did: that is certified. */
  nothingHeld: z.literal(true).optional(),
  /** How it is known that the request is the person's. */
  assurance: z.enum(requestAssurances).optional(),
  channel: z.enum(channels).optional(),
  /** When staff had made sure who asks: under UK GDPR Art. 12A(2) time runs from then. */
  identityAt: time.optional(),
  /** An agent asks for the data subject; the name is in the ciphertext. */
  agent: z
    .object({
      mandate: z.enum(mandates),
      /** HMAC of their follow-up token. */
      followUp: z.string().optional(),
      /** The law that they named. */
      jurisdiction: jurisdictionId.optional(),
      confirmedAt: time.optional(),
      checkedAt: time.optional(),
    })
    .optional(),
  /** Why nothing changed though the request is completed. */
  unchanged: z
    .object({
      reason: z.enum(unchangedReasons),
      instead: z.array(z.enum(choiceKinds)).optional(),
      requestId: z.string().optional(),
    })
    .optional(),
  /** Those of them that are not of a place where the person lives. */
  byDefault: z.array(jurisdictionId).optional(),
  /** What a request stopped; each is an event of the person's consents. */
  choices: z
    .array(
      z.object({
        purpose: z.string(),
        state: z.enum(['refused', 'withdrawn']),
        effect: z.enum(effects),
        receiptId: z.string(),
      }),
    )
    .optional(),
  /** What a request for rectification asks for, in its order; the content is in `ciphertext`. */
  corrections: z.array(correctionFields).optional(),
  /** A law that applies restricts what is contested until it is decided. */
  contests: z.literal(true).optional(),
  restriction: z
    .object({
      purposes: z.array(z.string()).optional(),
      liftsAt: time.optional(),
      liftedAt: time.optional(),
    })
    .optional(),
  /** Reason and note, encrypted under `request-evidence`. */
  ciphertext: bytesColumn.optional(),
  contentVersion: z.int(),
  /** What the request is about, of a kind that is about one of them. */
  about: requestIdColumn.optional(),
  automatedDecisionId: z.string().optional(),
  /** Staff, each as an HMAC of who they sign in as: who entered it, who has approved it, who has decided it. */
  enteredBy: z.string().optional(),
  approvedBy: z.array(z.string()).optional(),
  decidedBy: z.array(z.string()).optional(),
  /** How the privacy team answered; the reasons are in `ciphertext`. */
  answer: z.object({ outcome: z.enum(answerOutcomes), at: time }).optional(),
  /** The last appeal about this request. */
  appeal: requestIdColumn.optional(),
  /** As what a granted appeal lets the request be carried out after all. */
  carriedOutAs: requestIdColumn.optional(),
  /** The refused request that this one carries out after all. */
  carriesOut: requestIdColumn.optional(),
  denial: z.object({ ground: z.enum(refusalGrounds) }).optional(),
  timeline: z.array(z.object({ at: time, event: z.enum(timelineEvents) })),
  /** Which attempt may work on the request; 0 before the first. */
  attempt: z.int(),
  /** The newest attempt that has shown a sign of life. */
  begun: z.int().optional(),
  /** When the attempt was allowed, and its newest sign of life. */
  progressAt: time.optional(),
  error: z.enum(taskErrors).optional(),
  counts: counts.optional(),
  export: exportFacts.optional(),
  erasure: erasureProgress.optional(),
  /** What systems of the operator and recipients have to do. */
  tasks: tasksColumn.optional(),
  /**
   * By which systems know the person, encrypted under `request-evidence`: from before an erasure forgets
   * it until every task has ended.
   */
  selector: bytesColumn.optional(),
  /** A system ended after the request was closed: an attempt issues what follows from it. */
  lateSince: time.optional(),
  certificate: z.string().optional(),
  finality: finality.optional(),
  /** The lock of the kind was taken away together with everything else of the person. */
  lockReleased: z.boolean().optional(),
  /** When its approaching date was reported, and which date that was. */
  dueSoonAt: time.optional(),
  dueSoonFor: time.optional(),
  pauses: z
    .array(z.object({ ground: z.enum(delayCodes), from: time, to: time.optional() }))
    .optional(),
  extension: z
    .object({
      ground: z.enum(delayCodes),
      /** How often it was extended. */
      times: z.int(),
      /** Civil date that the person was informed, where the law has no number. */
      until: z.string().optional(),
    })
    .optional(),
  overdueAt: time.optional(),
  attention: z.enum(attentions).optional(),
  attentionAt: time.optional(),
  /** Epoch seconds: TTL. */
  expiresAt: z.int().optional(),
});
export type RequestRow = z.output<typeof requestFields>;
