import type { FunctionFacts } from '../platform/environment.ts';
import { noticeTexts } from '../notice/table.ts';
import { outbox } from '../ledger/table.ts';
import { policies } from './table.ts';

export const policyChange = {
  name: 'policy-change',
  area: 'machinery',
  entry: 'lambda/deployment/handler.ts',
  purpose:
    'Records a policy change, stores the policy and its notices, and starts the retention sweep',
  worstCase:
    'records false policy changes and notice texts, starts sweeps; a text that does not match its version is not shown',
  trigger: { kind: 'deployment' },
  needs: [
    { table: outbox, actions: ['insert'] },
    { table: noticeTexts, actions: ['get', 'insert'] },
    { table: policies, actions: ['get', 'insert'] },
    { workflow: 'retention-sweep' },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const deploymentFunctions: readonly FunctionFacts[] = [policyChange];
