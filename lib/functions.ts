import { consentFunctions } from '../lambda/consent/needs.ts';
import { decisionFunctions } from '../lambda/decision/needs.ts';
import { ledgerFunctions } from '../lambda/ledger/needs.ts';
import { noticeFunctions } from '../lambda/notice/needs.ts';
import { authFunctions } from '../lambda/auth/needs.ts';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import { eventFunctions } from '../lambda/event/needs.ts';
import { statusFunctions } from '../lambda/status/needs.ts';
import { recordFunctions } from '../lambda/record/needs.ts';
import { requestFunctions } from '../lambda/request/needs.ts';
import { retentionFunctions } from '../lambda/retention/needs.ts';
import { subjectFunctions } from '../lambda/subject/needs.ts';

/** Every function of every room, in the order of the rooms. */
export const functions: readonly FunctionFacts[] = [
  ...authFunctions,
  ...statusFunctions,
  ...noticeFunctions,
  ...subjectFunctions,
  ...consentFunctions,
  ...decisionFunctions,
  ...recordFunctions,
  ...retentionFunctions,
  ...requestFunctions,
  ...ledgerFunctions,
  ...eventFunctions,
];
