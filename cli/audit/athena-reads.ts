import type { AthenaClient } from '@aws-sdk/client-athena';
import { withoutHyphens } from '../../lib/audit/queries.ts';
import { athenaRows } from './athena-rows.ts';
import type { AthenaRow } from './athena-rows.ts';
import { functionOfRole } from './read.ts';
import type { Read } from './read.ts';

export interface Question {
  /** The random id of a person or a record. */
  readonly id: string;
  readonly deployment: string;
  /** Days, as 2026-11-24. */
  readonly from: string;
  readonly to: string;
}

const maximumReads = 10_000;

/**
 * Runs the saved query `who_read`.
 *
 * @param onWait called with the bytes that were read so far
 * @throws QueryFailedError
 */
export async function athenaReads(
  client: AthenaClient,
  { id, from, to, deployment }: Question,
  onWait: (bytes: number) => void,
): Promise<Read[]> {
  const values = { id: withoutHyphens(id), from, to };
  const reads: Read[] = [];
  for await (const row of athenaRows(client, { query: 'who_read', values, deployment, onWait })) {
    reads.push(readOf(row, deployment));
    if (reads.length >= maximumReads) break;
  }
  return reads;
}

function readOf(value: AthenaRow, deployment: string): Read {
  const role = value('role');
  return {
    time: value('time'),
    until: value('until'),
    principal: value('principal'),
    role,
    function: functionOfRole(role, deployment),
    action: value('action'),
    tables: value('tables'),
    error: value('error'),
    reach: value('reach') === 'id' ? 'id' : 'table',
    calls: Number(value('calls')),
  };
}
