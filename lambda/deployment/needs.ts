import type { FunctionFacts } from '../platform/environment.ts';
import { noticeTexts } from '../notice/table.ts';
import { outbox } from '../ledger/table.ts';

export const policyChange = {
  name: 'policy-change',
  entry: 'lambda/deployment/handler.ts',
  purpose:
    'Enters into the ledger that a deployment brings another policy, keeps its notices, starts its sweep',
  trigger: { kind: 'deployment' },
  needs: [
    { table: outbox, actions: ['insert'] },
    { table: noticeTexts, actions: ['get', 'insert'] },
    { workflow: 'retention-sweep' },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const deploymentFunctions: readonly FunctionFacts[] = [policyChange];
