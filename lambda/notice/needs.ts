import type { FunctionFacts } from '../platform/environment.ts';
import { aliases, subjects } from '../subject/table.ts';
import { noticeRoutes } from './routes.ts';

export const noticeApi: FunctionFacts = {
  name: 'notice-api',
  entry: 'lambda/notice/handler.ts',
  purpose: 'Shows the notices in force',
  trigger: { kind: 'routes', routes: Object.values(noticeRoutes) },
  needs: [
    { table: aliases, actions: ['get'] },
    { table: subjects, actions: ['get'] },
    { keyring: ['hmac'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const noticeFunctions: readonly FunctionFacts[] = [noticeApi];
