import type { Database } from '../platform/dynamo/database.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { Log } from '../platform/log/log.ts';
import type { Recovery } from '../platform/recovery/recovery.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';
import type { Clock } from '../value/time.ts';
import type { Pending } from './pending.ts';

export interface FinalityDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly recovery: Recovery;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly requests: Requests;
  /** After this long no cached copy of a destroyed key is in use any more. */
  readonly lastUseSeconds: number;
}

/** What became of one erasure that waits. */
export type Settled = 'final' | 'waiting' | 'reopened';

/** It has its FINAL certificate, another certificate has followed, or its evidence has ended. */
export const isOver = (
  { certificate, erasure, finality }: RequestRow,
  { certificateId }: Pick<Pending, 'certificateId'>,
): boolean =>
  certificate === undefined ||
  erasure?.certificateId !== certificateId ||
  // What a hold kept is being erased.
  erasure.certifiedAt === undefined ||
  (finality?.certificateId === certificateId && finality.certificate !== undefined);
