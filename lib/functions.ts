import { consentFunctions } from '../lambda/consent/needs.ts';
import { decisionFunctions } from '../lambda/decision/needs.ts';
import { ledgerFunctions } from '../lambda/ledger/needs.ts';
import { noticeFunctions } from '../lambda/notice/needs.ts';
import { authFunctions } from '../lambda/platform/auth/needs.ts';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import { statusFunctions } from '../lambda/platform/status/needs.ts';
import { recordFunctions } from '../lambda/record/needs.ts';
import { requestFunctions } from '../lambda/request/needs.ts';
import { retentionFunctions } from '../lambda/retention/needs.ts';
import { subjectFunctions } from '../lambda/subject/needs.ts';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

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
].filter(isWritten);

// Until every room is complete.
function isWritten({ entry, needs }: FunctionFacts): boolean {
  const at = (file: string) => resolve(import.meta.dirname, '..', file);
  const room = dirname(entry);
  const hasApi = !/^lambda\/\w+\/handler/.test(entry) || existsSync(at(`${room}/api.ts`));
  const hasWorkflow =
    !needs.some((need) => 'workflow' in need) || existsSync(at('lambda/request/workflow.ts'));
  return existsSync(at(entry)) && hasApi && hasWorkflow;
}
