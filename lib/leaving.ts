import type { KeyringAction } from '../lambda/platform/environment.ts';

interface Leaving {
  /** Names of functions, by what they may do with a key. */
  readonly keys: Readonly<Partial<Record<KeyringAction, readonly string[]>>>;
  /** Names of functions, by the table to which they may add rows. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

/**
 * Who leaves the policies of keys and tables with the next release. The data stack is deployed before
 * the functions: a right that goes with the function that used it would be missing while that function
 * still runs, and stay so if the service stack went back. So it stays here for one release.
 */
export const leaving: Leaving = { keys: {}, tables: {} };
