import type { FunctionFacts } from '../../platform/environment.ts';
import { requests } from '../../request/table.ts';
import { answerRoutes } from './routes.ts';

/** Systems answer here without an account: it decrypts nothing and can look no one up. */
export const systemAnswers = {
  name: 'system-answers',
  area: 'requests',
  entry: 'lambda/system/answer/handler.ts',
  purpose: 'Takes the answer of a system to a call of its webhook',
  worstCase:
    'writes counts into tasks of requests whose ids it learns and starts their runs; decrypts nothing',
  trigger: { kind: 'routes', routes: Object.values(answerRoutes) },
  needs: [
    { table: requests, actions: ['get', 'update'] },
    { keyring: ['hmac-follow-up'] },
    { workflow: 'system-run' },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const systemAnswerFunctions: readonly FunctionFacts[] = [systemAnswers];
