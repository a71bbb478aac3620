import * as z from 'zod';
import type { EpochMilliseconds } from '../../value/time.ts';

/** What could not be observed: no permission, or a service that the Region does not have. */
export interface NotObserved {
  readonly kind: 'not-observed';
}
export type Observed<Value> = { readonly kind: 'observed'; readonly value: Value } | NotObserved;

/** The state of a table that a copy has: one moment, or the changes of a period. */
export interface Copy {
  readonly from: EpochMilliseconds;
  readonly to: EpochMilliseconds;
}

export interface ObservedTable {
  /** Logical name. */
  readonly table: string;
  /** From when on the table can be restored to a point in time. */
  readonly restorable:
    | {
        readonly kind: 'from';
        readonly at: EpochMilliseconds;
        /** How far back it is set to reach; a table that is younger reaches less far. */
        readonly days?: number | undefined;
      }
    /** The store has no history. */
    | { readonly kind: 'no-history' }
    /** Recovery is off or not readable: whether there is a history is not known. */
    | { readonly kind: 'unknown' };
  readonly backups: Observed<readonly Copy[]>;
  /** Recovery points of AWS Backup. */
  readonly recoveryPoints: Observed<readonly Copy[]>;
  readonly exports: Observed<readonly Copy[]>;
  readonly stream: 'off' | 'keys-only' | 'images';
  readonly kinesis: Observed<'none' | 'ended' | 'active'>;
  readonly replicas: number;
}

/** The key that wraps the keys of people. */
export interface ObservedKey {
  readonly keyId?: string | undefined;
  readonly since?: EpochMilliseconds | undefined;
  readonly state: string;
  readonly origin: string;
  readonly multiRegion: boolean;
  readonly deletedAt?: EpochMilliseconds | undefined;
}

export interface Observation {
  readonly in: 'aws' | 'embedded-runtime';
  /** Before the first read. */
  readonly at: EpochMilliseconds;
  readonly tables: readonly ObservedTable[];
  readonly wrappingKey: Observed<ObservedKey>;
}

/** What can bring rows of a table back, as the store itself reports it. Reads nothing of any row. */
export interface Recovery {
  /** @throws RecoveryUnavailableError when the store does not respond: try again later */
  observe(): Promise<Observation>;
}

/** CUSTOS_RECOVERY_AT: the tables and the key to look at. */
const place = z.strictObject({
  tables: z.array(
    z.strictObject({ table: z.string(), name: z.string().min(1), arn: z.string().min(1) }),
  ),
  /** ARN of the key that wraps keys of people; the key file in the embedded runtime. */
  wrappingKey: z.string().min(1),
  /** Folder of copies, in the embedded runtime. */
  copies: z.string().optional(),
});
export type RecoveryPlace = z.output<typeof place>;

export const formatRecovery = (at: RecoveryPlace): string => JSON.stringify(at);
/** @throws ZodError for a defect of the deployment */
export const parseRecovery = (text: string): RecoveryPlace => place.parse(JSON.parse(text));

export class RecoveryUnavailableError extends Error {
  override readonly name = 'RecoveryUnavailableError';
}
