import { validate } from 'uuid';
import * as z from 'zod';
import { jurisdictionIds, withholdingGrounds } from '../policy/schema.ts';
import type { EntryCodes, EntryType } from './model/ledger.ts';
import { staffShown } from './model/ledger.ts';

/** An id of the policy or a closed word. A UUID is refused, so that no subject id can pass for one. */
const word = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(64)
  .refine((text) => !validate(text));
const words = z.union([z.literal('all'), z.array(word).max(64)]);
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const policyVersion = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const kid = z.string().regex(/^[0-9a-f]{32}$/);
/** Operation id of a route: `listLedgerEntries`. */
const route = z.string().regex(/^[a-z][A-Za-z]{1,63}$/);

/**
 * What the codes of each type may hold. Entries are checked against it when they are written and
 * when they are read: text, identifiers and subject ids have no place to stand in.
 */
export const entryCatalogue = {
  'consent.recorded': z.strictObject({
    purpose: word,
    state: word,
    noticeVersion: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
  }),
  'signal.conflict': z.strictObject({ purpose: word }),
  'decision.denied': z.strictObject({ purpose: word, category: word.optional(), reason: word }),
  'record.corrected': z.strictObject({ category: word, by: z.literal('subject') }),
  'record.deleted': z.strictObject({ category: word, by: z.literal('subject') }),
  'key.unexplained-destruction': z.strictObject({ kid: kid.optional() }),
  'retention.unexplained-deletion': z.strictObject({ table: word }),
  'retention.restored': z.strictObject({ category: word }),
  'retention.swept': z.strictObject({
    of: z.enum(['person', 'everybody']),
    seen: count,
    changed: count,
    deleted: count,
  }),
  'hold.placed': z.strictObject({ categories: words }),
  'hold.released': z.strictObject({ categories: words }),
  'restriction.changed': z.strictObject({ purposes: words }),
  'request.received': z.strictObject({ kind: word, jurisdiction: z.enum(jurisdictionIds) }),
  'request.changed': z.strictObject({ kind: word, from: word, to: word }),
  'request.download-linked': z.strictObject({ kind: word }),
  'erasure.planned': z.strictObject({
    classes: count,
    withheldGrounds: z.array(z.enum(withholdingGrounds)),
  }),
  'erasure.keys-destroyed': z.strictObject({ keys: count, kids: z.array(kid) }),
  'erasure.purged': z.strictObject({ rows: count, objects: count }),
  'erasure.certified': z.strictObject({ certificateSha256: sha256, residual: count }),
  'subject.registered': z.strictObject({ by: z.enum(['service', 'subject']) }),
  'identity.linked': z.strictObject({
    type: word,
    assurance: word,
    by: z.enum(['service', 'sign-in']),
  }),
  'identity.removed': z.strictObject({
    type: word,
    linkedBy: z.enum(['service', 'sign-in']),
    by: z.enum(['service', 'subject', 'staff']),
  }),
  'policy.changed': z.strictObject({ from: policyVersion.optional(), to: policyVersion }),
  'settings.changed': z.strictObject({ settings: z.array(word).max(64) }),
  'staff.read': z.strictObject({ route, shown: z.enum(staffShown).optional() }),
} as const satisfies { readonly [Type in EntryType]: z.ZodType<EntryCodes[Type]> };
