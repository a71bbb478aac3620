import * as z from 'zod';
import { kidColumn } from '../platform/dynamo/columns.ts';
import { finalityBarriers } from './model/finality.ts';
import { withheldItem } from './model/exemption.ts';

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);
const time = z.string();

/** Rows of other people, by SHA-256 of their random id: what an erasure must leave alone. */
const control = z.object({ sha256: z.string(), rows: count });

/** What one count of the tables of people saw. */
export const recounted = z.object({
  /** The person's rows, by table; exempt evidence and withheld records are not among them. */
  person: counts,
  /** The person's records by category, withheld ones included. */
  categories: counts,
  /** What the person's records serve; absent where a record does not say so. */
  purposes: z.array(z.string()).optional(),
  /** The person's rows that an erasure keeps on a ground, by table. */
  exempt: counts,
  /** Where the identifiers lead that name the person; absent in counts before there was a second path. */
  identifiers: z.object({ toPerson: count, toOthers: count }).optional(),
  /** Rows under a random id that is no one's: any shows that the queries are wrong. */
  noOne: count.default(0),
  /** Rows of neighbours, in each table the first 100 of each. */
  others: count,
  controls: z.array(control),
});
export type Recounted = z.output<typeof recounted>;

/** How far an erasure has come. Everything is written once and then stays. */
export const erasureProgress = z.object({
  plannedAt: time.optional(),
  before: recounted.optional(),
  fencedAt: time.optional(),
  /** When it was known, behind the fence, what a hold keeps at systems: from here on their tasks may start. */
  systemsFrom: time.optional(),
  /** What holds kept when it was first looked at behind the fence; absent where they kept nothing. */
  onHold: z.union([z.literal('all'), z.array(z.string()).readonly()]).optional(),
  withheld: z.array(withheldItem).optional(),
  /** Keys that are to be destroyed, named before the first one is. */
  planned: z.array(z.object({ erasureClass: z.string(), kid: kidColumn })).optional(),
  /** When the first of them was made: no copy from before has one. */
  keysSince: time.optional(),
  /** Every key that went or goes for this request, named before it goes: what explains its tombstone. */
  named: z.array(kidColumn).optional(),
  destroyed: z
    .array(
      z.object({
        erasureClass: z.string(),
        kid: kidColumn,
        commitment: z.string(),
      }),
    )
    .optional(),
  /** Epoch milliseconds after the last key was destroyed. */
  revokedAt: z.int().optional(),
  purgedAt: time.optional(),
  rows: count.optional(),
  objects: count.optional(),
  after: recounted.optional(),
  verifiedAt: time.optional(),
  certificateId: z.string().optional(),
  /** Canonical JSON of what is signed, and of the manifest that it names. */
  payload: z.string().optional(),
  manifest: z.string().optional(),
  certifiedAt: time.optional(),
  /** When the keys were last destroyed of what is withheld: everything that had ended by then. */
  endedAt: time.optional(),
  /** Something stays under a legal hold alone: its erasure is owed from here on. */
  heldSince: time.optional(),
  /** When the holds of the person were last looked at. */
  holdsSeenAt: time.optional(),
  /** No hold was open any more: what is owed is being erased, by a second run of the same steps. */
  releasedAt: time.optional(),
  /** Key classes of what holds alone exempted. */
  releasedClasses: z.array(z.string()).optional(),
  /** When it was last seen that erasures are paused; absent once they go on. */
  pauseSeenAt: time.optional(),
  /** Nothing is owed any more. */
  settledAt: time.optional(),
  /** When a verification pass had found something of the person, and when it was erased. */
  residueFoundAt: time.optional(),
  residueErasedAt: time.optional(),
  /** Keys that were destroyed before it was found: the certificate that follows names them, too. */
  destroyedBefore: z.array(z.object({ erasureClass: z.string(), kid: kidColumn })).optional(),
  /** SHA-256 of the certificate that the newest one follows. */
  previousCertificateSha256: z.string().optional(),
});
export type ErasureProgress = z.output<typeof erasureProgress>;

/** What became of the finality of a certificate: what keeps it off, or the FINAL certificate. */
export const finality = z.object({
  /** Of the certificate of the erasure: another one follows when a hold has ended. */
  certificateId: z.string(),
  barriers: z.array(z.enum(finalityBarriers)).optional(),
  /** When these were first observed. */
  barriersSince: time.optional(),
  ends: z.array(z.object({ barrier: z.enum(finalityBarriers), at: time })).optional(),
  certificate: z.string().optional(),
  /** Canonical JSON of what is signed. */
  payload: z.string().optional(),
  issuedAt: time.optional(),
});
