import { aggregateFunctions } from '../lambda/aggregate/needs.ts';
import { auditFunctions } from '../lambda/audit/needs.ts';
import { pagesFunctions } from '../lambda/pages/needs.ts';
import { authFunctions } from '../lambda/auth/needs.ts';
import { consentFunctions } from '../lambda/consent/needs.ts';
import { decisionFunctions } from '../lambda/decision/needs.ts';
import { deliveryFunctions } from '../lambda/delivery/needs.ts';
import { deploymentFunctions } from '../lambda/deployment/needs.ts';
import { policyFunctions } from '../lambda/deployment/policy/needs.ts';
import { disclosureFunctions } from '../lambda/disclosure/needs.ts';
import { erasureFunctions } from '../lambda/erasure/needs.ts';
import { eventFunctions } from '../lambda/event/needs.ts';
import { fairnessFunctions } from '../lambda/fairness/needs.ts';
import { finalityFunctions } from '../lambda/finality/needs.ts';
import { fulfilmentFunctions } from '../lambda/fulfilment/needs.ts';
import { holdFunctions } from '../lambda/hold/needs.ts';
import { affectedFunctions } from '../lambda/incident/affected/needs.ts';
import { incidentComplaintFunctions } from '../lambda/incident/complaint/needs.ts';
import { intakeFunctions } from '../lambda/intake/needs.ts';
import { intakeFunctions as detectionIntake } from '../lambda/incident/intake/needs.ts';
import { incidentNoticeFunctions } from '../lambda/incident/notice/needs.ts';
import { incidentFunctions } from '../lambda/incident/needs.ts';
import { incidentReportFunctions } from '../lambda/incident/report/needs.ts';
import { containmentFunctions } from '../lambda/incident/containment/needs.ts';
import { ledgerFunctions } from '../lambda/ledger/needs.ts';
import { treeFunctions } from '../lambda/ledger/tree/needs.ts';
import { mediaFunctions } from '../lambda/media/needs.ts';
import { mediaContentFunctions } from '../lambda/media/content/needs.ts';
import { modelFunctions } from '../lambda/model/register/needs.ts';
import { trainingSetFunctions } from '../lambda/model/set/needs.ts';
import { departureFunctions } from '../lambda/model/set/departure/needs.ts';
import { noticeFunctions } from '../lambda/notice/needs.ts';
import { overviewFunctions } from '../lambda/overview/needs.ts';
import type { FunctionFacts } from '../lambda/platform/environment.ts';
import { recordFunctions } from '../lambda/record/needs.ts';
import { requestFunctions } from '../lambda/request-api/needs.ts';
import { followUpFunctions } from '../lambda/follow-up/needs.ts';
import { rectificationFunctions } from '../lambda/rectification/needs.ts';
import { redactionFunctions } from '../lambda/redaction/needs.ts';
import { retentionFunctions } from '../lambda/retention/needs.ts';
import { reviewFunctions } from '../lambda/review/needs.ts';
import { sourceFunctions } from '../lambda/source/needs.ts';
import { statusFunctions } from '../lambda/status/needs.ts';
import { subjectFunctions } from '../lambda/subject/needs.ts';
import { systemAnswerFunctions } from '../lambda/system/answer/needs.ts';
import { systemFunctions } from '../lambda/system/needs.ts';
import { verificationFunctions } from '../lambda/verification/needs.ts';

/** Stacks with functions that are behind the API, or that something in the deployment starts. */
export type FunctionStack = 'service' | 'media' | 'systems' | 'learning';

/**
 * Every function, by the stack that has it and in the order of the modules. A stack has a bounded number of
 * resources, so those of media, texts, notices and policy changes, those that reach other stores and third parties, and
 * those of automated decisions, aggregates, training sets, models and fairness, with those that verify erasures over
 * whole tables and those of the ledger and its hash tree, have stacks of their own, which are deployed before that of
 * the service. Functions of connectors follow from the policy: `system-functions.ts`.
 */
export const functionsByStack: Readonly<Record<FunctionStack, readonly FunctionFacts[]>> = {
  service: [
    ...authFunctions,
    ...statusFunctions,
    ...subjectFunctions,
    ...consentFunctions,
    ...decisionFunctions,
    ...recordFunctions,
    ...retentionFunctions,
    ...requestFunctions,
    ...followUpFunctions,
    ...rectificationFunctions,
    ...intakeFunctions,
    ...holdFunctions,
    ...erasureFunctions,
    ...fulfilmentFunctions,
    ...finalityFunctions,
    ...deliveryFunctions,
    ...incidentFunctions,
    ...detectionIntake,
    ...incidentReportFunctions,
    ...incidentComplaintFunctions,
    ...containmentFunctions,
    ...affectedFunctions,
    ...incidentNoticeFunctions,
    ...overviewFunctions,
    ...eventFunctions,
    ...deploymentFunctions,
  ],
  media: [
    ...mediaFunctions,
    ...mediaContentFunctions,
    ...redactionFunctions,
    ...noticeFunctions,
    ...policyFunctions,
  ],
  systems: [
    ...disclosureFunctions,
    ...systemFunctions,
    ...systemAnswerFunctions,
    ...sourceFunctions,
  ],
  learning: [
    ...reviewFunctions,
    ...aggregateFunctions,
    ...trainingSetFunctions,
    ...departureFunctions,
    ...fairnessFunctions,
    ...modelFunctions,
    ...verificationFunctions,
    ...ledgerFunctions,
    ...treeFunctions,
  ],
};

/** Every function of these stacks that there is whatever the policy says. */
export const functions: readonly FunctionFacts[] = [
  ...functionsByStack.service,
  ...functionsByStack.media,
  ...functionsByStack.systems,
  ...functionsByStack.learning,
];

/** Every function: those of the audit stack and of the web stack, which no other stack names, as well. */
export const allFunctions: readonly FunctionFacts[] = [
  ...functions,
  ...auditFunctions,
  ...pagesFunctions,
];
