import * as z from 'zod';
import {
  categoryId,
  cursorQuery,
  purposeId,
  textField,
  timeField,
} from '../platform/http/fields.ts';
import { jurisdictionIds } from '../policy/fields.ts';
import { refusalGrounds, requestKinds, requestStatuses, timelineEvents } from './request.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();

export const withheldItem = z.strictObject({
  /** A category of the policy, `consent-evidence` or `request-evidence`. */
  category: z.string(),
  count,
  ground: z.string(),
  reference: z.string(),
  until: time.optional(),
});
export type WithheldItem = z.output<typeof withheldItem>;

export const taskErrors = ['attempt-failed', 'recount-not-believed', 'rows-left-over'] as const;
export type TaskError = (typeof taskErrors)[number];

/** A data-subject request, as the person, a follow-up token and staff see it. */
export const requestView = z.strictObject({
  requestId: z.uuid(),
  kind: z.enum(requestKinds),
  status: z.enum(requestStatuses),
  receivedAt: time,
  acknowledgeBy: time.optional(),
  dueAt: time,
  jurisdiction: z.enum(jurisdictionIds),
  clock: z.strictObject({
    state: z.enum(['running', 'paused', 'stopped']),
    pauses: z.array(z.strictObject({ from: time, to: time.optional(), ground: z.string() })),
  }),
  tasks: z.array(
    z.strictObject({
      system: z.literal('custos'),
      status: z.enum(['waiting', 'running', 'completed', 'failed', 'cancelled']),
      /** Rows per category: exported, or erased. */
      counts: z.record(z.string(), count).optional(),
      withheld: z.array(withheldItem).optional(),
      error: z.enum(taskErrors).optional(),
    }),
  ),
  refusal: z
    .strictObject({
      reasons: z.array(z.string()),
      remedies: z.strictObject({
        authority: z.string(),
        court: z.string(),
        appeal: z.string().optional(),
      }),
    })
    .optional(),
  /** Compact JWS, `typ: erasure-certificate+jwt`. */
  certificate: z.string().optional(),
  /** What the certificate names by `manifestSha256`: SHA-256 over the RFC 8785 form. */
  manifest: z.record(z.string(), z.unknown()).optional(),
  /** A finished export: where it stands and until when it can be downloaded. */
  export: z
    .strictObject({ sha256: z.string(), bytes: count, expiresAt: time, downloads: count })
    .optional(),
  timeline: z.array(z.strictObject({ at: time, event: z.enum(timelineEvents) })),
});
export type RequestView = z.output<typeof requestView>;

export const submission = z.strictObject({
  kind: z.enum(requestKinds),
  /** Access only: the categories to export; all when absent. */
  categories: z.array(categoryId).min(1).max(64).optional(),
  purposes: z.array(purposeId).min(1).max(64).optional(),
  corrections: z.record(z.string().max(64), z.unknown()).optional(),
  /** For the privacy team; stored sealed. */
  reason: textField(2_000).optional(),
});

export const denial = z.strictObject({
  ground: z.enum(refusalGrounds),
  note: textField(2_000).optional(),
});

export const requestPath = z.strictObject({ requestId: z.string().max(64) });

export const queueQuery = cursorQuery.extend({
  status: z.enum(requestStatuses).optional(),
  /** Exclusive. */
  dueBefore: timeField.optional(),
});

export const submitted = z.strictObject({ request: requestView, followUpToken: z.string() });
export const requestList = z.strictObject({
  items: z.array(requestView),
  nextCursor: z.string().optional(),
});
export const downloadLink = z.strictObject({
  url: z.url(),
  sha256: z.string(),
  expiresAt: time,
});
