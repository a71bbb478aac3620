import type { Call } from './load.ts';

export const works = ['consent write', 'consent check', 'record write', 'records read'] as const;
export type Work = (typeof works)[number];

/** A program under load, with people who are registered in it. */
export interface Party {
  readonly name: string;
  readonly url: string;
  /** Requests of one piece of work, one after another; absent where it has no such work. */
  readonly calls: Partial<Record<Work, (person: number, count: number) => readonly Call[]>>;
  readonly stop: () => Promise<void>;
}

/** Of each party. */
export const people = 32;
/** Of each person who has records to read. */
export const recordsOfEach = 25;
/** Of a record, about as long as a prompt. */
export const recordText = 'How do I change the address of my subscription? '.repeat(4);

/** Work that is one request each. */
export const single = (calls: Partial<Record<Work, (person: number) => Call>>): Party['calls'] =>
  Object.fromEntries(
    Object.entries(calls).map(([work, call]) => [work, (person: number) => [call(person)]]),
  );
