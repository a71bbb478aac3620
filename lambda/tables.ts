import { consentStates, consents } from './consent/table.ts';
import { containedPeople, containmentControls, containments } from './containment/table.ts';
import { contributions, privacyBudgets, releases } from './aggregate/table.ts';
import { policies } from './deployment/table.ts';
import { disclosures } from './disclosure/table.ts';
import { activity, outbox } from './ledger/table.ts';
import { ledgerHead, ledgerTree } from './ledger/tree/table.ts';
import { noticeTexts } from './notice/table.ts';
import { idempotency } from './platform/http/table.ts';
import { subjectKeys, tombstones } from './platform/keyring/table.ts';
import { affectedJobs, affectedPeople } from './incident/affected/table.ts';
import { incidentNotices } from './incident/notice/table.ts';
import { incidents, incidentSources, incidentTimeline } from './incident/table.ts';
import { intakeLimits, pendingRequests } from './intake/table.ts';
import { fairnessReports, fairnessRuns, outcomes } from './fairness/table.ts';
import { pendingFinality } from './finality/table.ts';
import { verificationPasses } from './verification/table.ts';
import { mails } from './mail/table.ts';
import { models, modelSets } from './model/register/table.ts';
import { mediaUploads } from './media/table.ts';
import { mediaLinks, records } from './record/table.ts';
import {
  trainingExclusions,
  trainingRows,
  trainingSets,
  trainingShards,
} from './model/set/table.ts';
import { textPseudonyms } from './redaction/table.ts';
import { sourceNotices } from './source/table.ts';
import { openRequests, requests } from './request/table.ts';
import { counters, deletions, erasureLimit, retentionSweeps } from './retention/table.ts';
import { countedChanges, recordCounts } from './count/table.ts';
import { holds } from './hold/table.ts';
import { aliases, subjects } from './subject/table.ts';
import type { TableFacts } from './platform/dynamo/facts.ts';

/** Every table of every module, in the order of the modules: what is provisioned, purged and recounted. */
export const tables: readonly TableFacts[] = [
  aliases,
  subjects,
  subjectKeys,
  tombstones,
  noticeTexts,
  policies,
  consents,
  consentStates,
  sourceNotices,
  records,
  mediaLinks,
  mediaUploads,
  textPseudonyms,
  trainingSets,
  trainingShards,
  trainingRows,
  trainingExclusions,
  disclosures,
  contributions,
  releases,
  privacyBudgets,
  deletions,
  counters,
  countedChanges,
  holds,
  recordCounts,
  retentionSweeps,
  erasureLimit,
  requests,
  openRequests,
  pendingRequests,
  intakeLimits,
  pendingFinality,
  verificationPasses,
  mails,
  incidents,
  incidentTimeline,
  incidentSources,
  affectedPeople,
  affectedJobs,
  incidentNotices,
  outbox,
  ledgerHead,
  ledgerTree,
  activity,
  idempotency,
  containmentControls,
  containments,
  containedPeople,
  models,
  modelSets,
  outcomes,
  fairnessReports,
  fairnessRuns,
];
