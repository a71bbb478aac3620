import * as z from 'zod';
import type { EntryType } from './ledger.ts';
import { staffShown } from './ledger.ts';

/**
 * Members of staff act for the controller; the person learns their role, not their name (CJEU
 * C-579/21).
 */
export const staffRoles = ['privacy-team'] as const;

const word = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(64);
const words = z.array(word).max(100);
const identityId = z.string().regex(/^[0-9a-f]{48}$/);
const counts = z.record(word, z.int().positive());

/**
 * What a person can look up: each kind of activity with its details, in ids of the policy, enum
 * values and counts.
 */
export const activityCodes = {
  /** A choice of the person, including one that a representative gave for them. */
  'consent-recorded': z.strictObject({
    purpose: word,
    state: z.enum(['given', 'refused', 'withdrawn']),
    givenBy: word,
    recordedBy: word,
    notice: z.strictObject({ id: word, version: z.string().regex(/^[0-9a-f]{16}$/) }).optional(),
  }),
  /** Records of one UTC day by category. */
  'records-stored': z.strictObject({ counts }),
  /** Permitted uses of one UTC day by purpose. */
  'use-permitted': z.strictObject({ counts }),
  /** Calls of one UTC day that turned pseudonyms in texts back, by purpose. */
  'text-restored': z.strictObject({ counts }),
  /** `recipient`: who was not given the data. */
  'decision-denied': z.strictObject({
    purpose: word,
    category: word.optional(),
    recipient: word.optional(),
    reason: word,
  }),
  'staff-access': z.strictObject({
    role: z.enum(staffRoles),
    /** Operation id of the route: `readRequest`. */
    operation: z.string().regex(/^[a-z][A-Za-z]{1,63}$/),
    requestId: z.uuid().optional(),
    shown: z.enum(staffShown).optional(),
  }),
  disclosure: z.strictObject({ recipient: word, purpose: word, categories: words }),
  /** A recipient of the data was notified of what a request changed (GDPR Art. 19). */
  'recipient-notified': z.strictObject({ recipient: word, action: word, requestId: z.uuid() }),
  'request-made': z.strictObject({ kind: word, requestId: z.uuid(), channel: word.optional() }),
  'request-closed': z.strictObject({ kind: word, requestId: z.uuid(), status: word }),
  'record-corrected': z.strictObject({ category: word }),
  'record-deleted': z.strictObject({ category: word }),
  'retention-deletion': z.strictObject({ counts }),
  'settings-changed': z.strictObject({ settings: words }),
  'signal-honoured': z.strictObject({ signal: word, purposes: words }),
  /** The person has a new identity, for a name or for sign-in; and which source vouched for it. */
  'identity-linked': z.strictObject({
    identityId,
    type: word,
    assurance: word,
    by: z.enum(['service', 'sign-in']),
  }),
  'identity-removed': z.strictObject({
    identityId,
    type: word,
    linkedBy: z.enum(['service', 'sign-in']),
    by: z.enum(['service', 'subject', 'staff']),
  }),
  /** The person was informed of data that was obtained from a recipient (GDPR Art. 14). */
  'source-informed': z.strictObject({ recipient: word, by: z.enum(['service', 'staff']) }),
  /** A notice about a security incident was sent to the person (GDPR Art. 34). */
  'incident-notice': z.strictObject({ incidentId: z.uuid(), noticeId: z.uuid() }),
} as const;

export type ActivityKind = keyof typeof activityCodes;
export const activityKind = z.keyof(z.object(activityCodes));

export type ActivityCodes = {
  readonly [Kind in ActivityKind]: z.output<(typeof activityCodes)[Kind]>;
};

/** The type of the ledger entry in the same transaction, if there is one. */
export const ledgerTypes: Readonly<Partial<Record<ActivityKind, EntryType>>> = {
  'consent-recorded': 'consent.recorded',
  'decision-denied': 'decision.denied',
  disclosure: 'disclosure.recorded',
  'staff-access': 'staff.read',
  'request-made': 'request.received',
  'request-closed': 'request.changed',
  'record-corrected': 'record.corrected',
  'record-deleted': 'record.deleted',
  'settings-changed': 'settings.changed',
  'source-informed': 'source.informed',
  'identity-linked': 'identity.linked',
  'identity-removed': 'identity.removed',
};
