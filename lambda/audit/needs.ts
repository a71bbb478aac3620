import type { FunctionFacts } from '../platform/environment.ts';

export const trailVerification = {
  name: 'trail-verification',
  area: 'machinery',
  entry: 'lambda/audit/schedule.ts',
  purpose: 'Verifies each day that no file of the trails is missing or was changed',
  worstCase: 'reads who called what in AWS, with random ids; hides that a trail was changed',
  trigger: { kind: 'schedule', everyMinutes: 24 * 60 },
  needs: [{ trails: ['verify'] }],
  timeoutSeconds: 900,
  memoryMegabytes: 1_769,
} as const satisfies FunctionFacts;

export const auditFunctions: readonly FunctionFacts[] = [trailVerification];
