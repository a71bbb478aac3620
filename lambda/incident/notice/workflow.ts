import { openPlatform } from '../../platform/platform.ts';
import { durableHandler } from '../../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../../platform/workflow/workflow.ts';
import type { IncidentId, NoticeId } from '../../value/ids.ts';
import { noticeSending } from './needs.ts';
import { sendNotice } from './run.ts';
import { openNotices } from './store.ts';

const stepMilliseconds = 240_000;
/** SES publishes within moments; what it has not published by then it has not taken. */
const settleSeconds = 900;

const platform = openPlatform(noticeSending);
const { database, policy, clock, log, subjectKeys } = platform;

export const handler = durableHandler(
  ({ incidentId, noticeId, attempt }: WorkflowInputs['incident-notices'], context) =>
    sendNotice(
      {
        ...{ database, policy, clock, log, subjectKeys, stepMilliseconds, settleSeconds },
        // Opened here: without a sender no notice is approved, and the function still starts.
        mail: platform.mail,
        notices: openNotices({ database }),
      },
      context,
      { incidentId: incidentId as IncidentId, noticeId: noticeId as NoticeId, attempt },
    ),
);
