import type { FunctionFacts } from '../platform/environment.ts';
import { aliases, subjects } from '../subject/table.ts';
import { myNoticeRoutes } from './mine/routes.ts';
import { noticeRoutes } from './routes.ts';
import { noticeTexts } from './table.ts';

export const noticeApi: FunctionFacts = {
  name: 'notice-api',
  entry: 'lambda/notice/handler.ts',
  purpose: 'Shows the notices in force, and every version that was published',
  trigger: { kind: 'routes', routes: Object.values(noticeRoutes) },
  // It answers anybody: whoever took it over could ask for nobody.
  needs: [{ table: noticeTexts, actions: ['get', 'query'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const myNoticeApi: FunctionFacts = {
  name: 'my-notice-api',
  entry: 'lambda/notice/mine/handler.ts',
  purpose: 'Shows the notice in force to a person, and the law that applies to them',
  trigger: { kind: 'routes', routes: Object.values(myNoticeRoutes) },
  needs: [
    { table: aliases, actions: ['get'] },
    { table: subjects, actions: ['get'] },
    { keyring: ['hmac-alias'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const noticeFunctions: readonly FunctionFacts[] = [noticeApi, myNoticeApi];
