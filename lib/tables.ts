import { consentStates, consents } from '../lambda/consent/table.ts';
import { activity, outbox } from '../lambda/ledger/table.ts';
import { idempotency } from '../lambda/platform/http/table.ts';
import { subjectKeys, tombstones } from '../lambda/platform/keyring/table.ts';
import { records } from '../lambda/record/table.ts';
import { openRequests, requests } from '../lambda/request/table.ts';
import {
  countedChanges,
  counters,
  deletions,
  holds,
  recordCounts,
  retentionSweeps,
} from '../lambda/retention/table.ts';
import { aliases, subjects } from '../lambda/subject/table.ts';
import type { TableFacts } from './facts.ts';

/** Every table of every room, in the order of the rooms. */
export const tables: readonly TableFacts[] = [
  aliases,
  subjects,
  subjectKeys,
  tombstones,
  consents,
  consentStates,
  records,
  deletions,
  counters,
  countedChanges,
  holds,
  recordCounts,
  retentionSweeps,
  requests,
  openRequests,
  outbox,
  activity,
  idempotency,
];
