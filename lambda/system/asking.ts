import type { Platform } from '../platform/platform.ts';
import type { Requests } from '../request/store.ts';
import type { SystemCalls } from './calls.ts';
import type { KnownThereDependencies } from './known-there.ts';
import type { ConnectorCall, Counts } from './model/connector.ts';

export interface RunLimits {
  /** How long one step works before its checkpoint; less than the functions of connectors may take. */
  readonly stepMilliseconds: number;
  /** Of calls of one kind: more than any store has. */
  readonly maximumPages: number;
  /** For so long a call can still take effect that was made by a run which is superseded by now. */
  readonly lastCallSeconds: number;
}

export interface RunDependencies
  extends
    RunLimits,
    Pick<
      Platform,
      'database' | 'keyring' | 'subjectKeys' | 'objects' | 'policy' | 'clock' | 'log'
    > {
  readonly requests: Requests;
  readonly signIns: KnownThereDependencies['signIns'];
  readonly calls: SystemCalls;
}

/** Calls of one kind, page after page. */
export interface Asking {
  readonly label: string;
  readonly action: 'find' | 'export' | 'erase' | 'rectify' | 'restrict' | 'release';
  readonly path?: ConnectorCall['path'];
  /** Ends after so many: what comes back as fast as it is erased would have no end. */
  readonly most?: number;
  /** Of the categories, those that other restrictions of the person concern at this moment, or the rest. */
  readonly only?: 'restricted' | 'not-restricted';
}

/** How far they have come: counts and ciphertext, so that a checkpoint can have it. */
export interface Place {
  readonly page: number;
  /** Encrypted, Base64; absent at the beginning. */
  readonly cursor?: string;
  readonly counts: Counts;
  readonly selectors: readonly string[];
  readonly isDone: boolean;
}
export const beginning: Place = { page: 1, counts: {}, selectors: [], isDone: false };

export const total = (counts: Counts): number =>
  Object.values(counts).reduce((all, count) => all + count, 0);
