import type { FunctionFacts } from '../../platform/environment.ts';
import { policies } from '../table.ts';
import { policyRoutes } from './routes.ts';

export const policyApi = {
  name: 'policy-api',
  area: 'machinery',
  entry: 'lambda/deployment/policy/handler.ts',
  purpose: 'Shows staff the policy, and in words what each deployment changed in it',
  worstCase: 'nothing about people; shows false words about policies',
  trigger: { kind: 'routes', routes: Object.values(policyRoutes) },
  needs: [{ table: policies, actions: ['query'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const policyFunctions: readonly FunctionFacts[] = [policyApi];
