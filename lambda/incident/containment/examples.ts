import type { ContainmentPlan, ContainmentView } from './contract.ts';
import { containmentEffects } from './effects.ts';

export const exampleFreeze = {
  action: 'freeze-processing',
  scope: { categories: ['prompt-text'] },
} as const;
export const exampleRevocation = {
  action: 'revoke-client',
  scope: { issuer: 'https://services.example.com', clientId: 'search-index' },
} as const;

export const exampleContainment = {
  containmentId: '0193f1c0-6b20-7a11-8c3d-4e5f60718299',
  action: 'freeze-processing',
  target: { kind: 'categories', categories: ['prompt-text'] },
  state: 'applied',
  startedAt: '2026-11-24T05:10:00.000Z',
  appliedAt: '2026-11-24T05:10:00.000Z',
  effectiveBy: '2026-11-24T05:15:00.000Z',
} as const satisfies ContainmentView;

export const examplePlan: ContainmentPlan = {
  dryRun: true,
  action: 'freeze-processing',
  target: { kind: 'categories', categories: ['prompt-text'] },
  counts: { categories: 1, purposes: 9, stopped: 0 },
  effects: [containmentEffects['categories-denied']],
  effectCodes: ['categories-denied'],
};

export const exampleUndone: ContainmentView = {
  ...exampleContainment,
  state: 'undone',
  undoneAt: '2026-11-24T09:00:00.000Z',
  undoneEffectiveBy: '2026-11-24T09:05:00.000Z',
};
