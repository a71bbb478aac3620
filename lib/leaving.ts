import type { KeyringAction } from '../lambda/platform/environment.ts';

interface Leaving {
  /** Names of functions, by their use of a key. */
  readonly keys: Readonly<Partial<Record<KeyringAction, readonly string[]>>>;
  /** Names of functions, by the table to which they may add rows. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

/**
 * Functions that the policies of keys and tables no longer name after the next release. The data
 * stack is deployed before the service stack: without the entry, a function would lose its
 * permission while it still runs, and a rollback of the service stack would not restore it.
 */
export const leaving: Leaving = { keys: {}, tables: {} };
