import type { Call } from './load.ts';

export const works = ['consent write', 'consent check', 'record write', 'records read'] as const;
export type Work = (typeof works)[number];

/** A program under load, with people who are registered in it. */
export interface Party {
  readonly url: string;
  /** Requests by the work that they do; absent where it has no such work. */
  readonly calls: Partial<Record<Work, (person: number, count: number) => Call>>;
  readonly stop: () => Promise<void>;
}

/** Of each party. */
export const people = 32;
/** Of each person who has records to read. */
export const recordsOfEach = 25;
