import type { Volumes } from './usage.ts';
import { readUnits, writeUnits } from './usage.ts';

/**
 * What one function does in a month for one reason. Read off the code of the rooms: rows per
 * transaction, keys per row. Milliseconds are those of warm calls.
 */
export interface Load {
  /** Name in `lib/functions.ts`. */
  readonly function: string;
  /** Calls through API Gateway; zero for streams, schedules and workflows. */
  readonly apiCalls: number;
  readonly invocations: number;
  readonly milliseconds: number;
  readonly writes: number;
  readonly reads: number;
  readonly symmetricUses: number;
  readonly signatures: number;
  readonly events: number;
}

const small = writeUnits(600);
/** Denials are entered in the ledger. */
const deniedShare = 0.05;
/** Changes that the stream hands over together. */
const changesPerInvocation = 100;
/** As the sweep's schedule says. */
const sweepMinutes = 5;
const hoursPerMonth = 730;
const daysPerMonth = 30;
const minutesPerMonth = hoursPerMonth * 60;

export function loadsOf(volumes: Volumes): readonly Load[] {
  const { decisions, batches, records, rowBytes, choices, requests, recordsOfOne } = volumes;
  const recordRow = writeUnits(rowBytes);
  // Each record is written once and, in the long run, deleted once.
  const changes = records * 2;
  return [
    {
      // Look-up key, person, state of consent; a permit is counted for the hour and for the person.
      ...per(decisions, { milliseconds: 20, reads: 3, symmetricUses: 1 }),
      function: 'decision-api',
      apiCalls: decisions,
      writes: decisions * (deniedShare * small + (1 - deniedShare) * 2),
    },
    {
      // The same, and two key rows; both records in one transaction with the idempotency row.
      ...per(batches, { milliseconds: 50, reads: 6, symmetricUses: 3 }),
      function: 'record-api',
      apiCalls: batches,
      writes: records * recordRow + batches * small,
    },
    {
      // Event, state, ledger entry and idempotency row; a signed receipt.
      ...per(choices, { milliseconds: 80, reads: 5, symmetricUses: 3 }),
      function: 'consent-api',
      apiCalls: choices,
      writes: choices * (2 * small + 2 * writeUnits(2_000)),
      signatures: choices,
    },
    {
      ...per(choices + requests * 5 + minutesPerMonth, { milliseconds: 10 }),
      function: 'authorizer',
    },
    {
      // Received, looked at, downloaded.
      ...per(requests * 4, { milliseconds: 60, reads: 3, symmetricUses: 2 }),
      function: 'request-api',
      apiCalls: requests * 4,
      writes: requests * 4 * small,
    },
    {
      // Looked at by the token, without an account.
      ...per(requests, { milliseconds: 60, reads: 1, symmetricUses: 1 }),
      function: 'follow-up-api',
      apiCalls: requests,
    },
    {
      // Half are erasures, which delete and count again; all are read whole, and signed or sealed.
      ...per(requests, {
        milliseconds: 5_000 + recordsOfOne * 2,
        reads: recordsOfOne * readUnits(rowBytes),
        symmetricUses: 10,
      }),
      function: 'fulfilment',
      writes: requests * (0.5 * recordsOfOne * (recordRow + small) + 10 * small),
      signatures: requests,
    },
    {
      ...per(requests / 2, { milliseconds: 1_000, reads: 20 }),
      function: 'recount',
    },
    {
      // Each change is counted once for the hour and once for the person, by rows of their own;
      // counters take a transaction a batch, those of a person one for their changes.
      ...per(changes / changesPerInvocation, { milliseconds: 600, reads: 4 }),
      function: 'retention-stream',
      writes: changes * 3 * small + (changes / changesPerInvocation) * small,
    },
    {
      // Every choice looks at the records of the person; a withdrawal moves the end of some.
      ...per(choices, { milliseconds: 300, reads: 2 + recordsOfOne / 10 }),
      function: 'retention-sweep',
      writes: choices * (2 * small + (recordsOfOne / 4) * recordRow),
    },
    {
      // Once an hour it looks; once a day it reads everything.
      ...per(hoursPerMonth, {
        milliseconds: 1_000,
        reads: (daysPerMonth * records) / 20 / hoursPerMonth,
      }),
      function: 'retention-count',
    },
    {
      // One event for a choice, three in the life of a request.
      ...per(choices + requests * 3, { milliseconds: 40, events: 1 }),
      function: 'event-stream',
    },
    {
      ...per(minutesPerMonth / sweepMinutes, { milliseconds: 500, reads: 10 }),
      function: 'request-sweep',
    },
  ];
}

type PerCall = Partial<Pick<Load, 'milliseconds' | 'reads' | 'symmetricUses' | 'events'>>;

const per = (invocations: number, each: PerCall): Omit<Load, 'function'> => ({
  apiCalls: 0,
  invocations,
  milliseconds: each.milliseconds ?? 0,
  writes: 0,
  reads: invocations * (each.reads ?? 0),
  symmetricUses: invocations * (each.symmetricUses ?? 0),
  signatures: 0,
  events: invocations * (each.events ?? 0),
});
