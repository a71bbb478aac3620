import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { myNoticeRoutes } from './mine/routes.ts';
import { noticeRoutes } from './routes.ts';
import { noticeTexts } from './table.ts';

export const noticeApi: FunctionFacts = {
  name: 'notice-api',
  area: 'consent',
  entry: 'lambda/notice/handler.ts',
  purpose: 'Shows the notices in force, and every version that was published',
  worstCase: 'nothing about people',
  trigger: { kind: 'routes', routes: Object.values(noticeRoutes) },
  // It answers anyone: an attacker who took it over could ask for no one.
  needs: [{ table: noticeTexts, actions: ['get', 'query'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const myNoticeApi: FunctionFacts = {
  name: 'my-notice-api',
  area: 'consent',
  entry: 'lambda/notice/mine/handler.ts',
  purpose: 'Shows the notice in force to a person, and the law that applies to them',
  worstCase: 'links a sign-in to a person; reads what it can decrypt of people that it can name',
  trigger: { kind: 'routes', routes: Object.values(myNoticeRoutes) },
  needs: [
    // The first call of a person claims their mailbox, whichever call it is.
    { table: aliases, actions: ['get', 'insert', 'update'] },
    { table: subjects, actions: ['get'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { keyring: ['hmac-alias', 'generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const noticeFunctions: readonly FunctionFacts[] = [noticeApi, myNoticeApi];
