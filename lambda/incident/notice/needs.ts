import { activity, outbox } from '../../ledger/table.ts';
import { mails } from '../../mail/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { idempotency } from '../../platform/http/table.ts';
import { subjectKeys } from '../../platform/keyring/table.ts';
import { aliases, subjects } from '../../subject/table.ts';
import { affectedJobs, affectedPeople } from '../affected/table.ts';
import { incidents, incidentTimeline } from '../table.ts';
import { incidentNoticeRoutes } from './routes.ts';
import { incidentNotices } from './table.ts';

export const incidentNoticeApi = {
  name: 'incident-notice-api',
  area: 'incidents',
  entry: 'lambda/incident/notice/handler.ts',
  purpose: 'Prepares, shows and approves notices about incidents, for staff',
  worstCase:
    'has false notices sent to everybody affected by an incident, and changes incidents; reads no address and no data',
  trigger: { kind: 'routes', routes: Object.values(incidentNoticeRoutes) },
  needs: [
    { table: incidents, actions: ['get', 'update'] },
    { table: incidentNotices, actions: ['get', 'query', 'insert', 'update'] },
    { table: affectedJobs, actions: ['query'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { workflow: 'incident-notices' },
    { mail: ['status'] },
    { keyring: ['hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const noticeSending = {
  name: 'incident-notices',
  area: 'incidents',
  entry: 'lambda/incident/notice/workflow.ts',
  purpose: 'Sends approved notices about incidents to the people they affect',
  worstCase: 'writes to everybody in the name of the operator; reads their addresses',
  trigger: { kind: 'durable', workflow: 'incident-notices', timeoutDays: 14 },
  needs: [
    { table: incidentNotices, actions: ['get', 'update'] },
    { table: affectedJobs, actions: ['query'] },
    { table: affectedPeople, actions: ['get', 'batch-get', 'query-index', 'update'] },
    { table: subjects, actions: ['batch-get'] },
    { table: aliases, actions: ['get', 'query-index'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: activity, actions: ['insert'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: outbox, actions: ['insert'] },
    { mail: ['send'] },
    { keyring: ['generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** No key, and no address: the rule passes on ids. */
export const mailEvents = {
  name: 'mail-events',
  area: 'incidents',
  entry: 'lambda/incident/notice/mail-events/handler.ts',
  purpose: 'Records which messages to people were sent, came back or drew a complaint',
  worstCase: 'says of messages that they came back or did not; reads no address and no data',
  trigger: { kind: 'mail-events' },
  needs: [
    { table: affectedPeople, actions: ['get', 'update'] },
    { table: incidentNotices, actions: ['get', 'update'] },
    { table: mails, actions: ['get', 'update'] },
  ],
  timeoutSeconds: 30,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const incidentNoticeFunctions: readonly FunctionFacts[] = [
  incidentNoticeApi,
  noticeSending,
  mailEvents,
];
