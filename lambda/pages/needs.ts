import type { FunctionFacts } from '../platform/environment.ts';

export const pagesUpload = {
  name: 'pages-upload',
  area: 'machinery',
  entry: 'lambda/pages/handler.ts',
  purpose: 'Writes the files of the privacy centre and the console in a deployment',
  worstCase:
    'writes other pages: what people and staff read, and their tokens while they are signed in',
  trigger: { kind: 'deployment' },
  needs: [{ pages: ['publish'] }],
  timeoutSeconds: 120,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const pagesFunctions: readonly FunctionFacts[] = [pagesUpload];
