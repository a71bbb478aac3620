import { outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { requests } from '../../request/table.ts';
import { incidents, incidentSources, incidentTimeline } from '../table.ts';

export const incidentComplaints = {
  name: 'complaint-stream',
  area: 'incidents',
  entry: 'lambda/incident/complaint/stream.ts',
  purpose: 'Opens an incident where a person says that a request concerns a breach of their data',
  worstCase: 'invents incidents, or hides one that it should open; decrypts nothing',
  trigger: {
    kind: 'stream',
    sources: [{ table: requests, changes: ['INSERT'] }],
    retries: 10,
  },
  needs: [
    { table: incidents, actions: ['get', 'insert', 'update'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: incidentSources, actions: ['get', 'query', 'insert', 'update'] },
    { table: outbox, actions: ['insert'] },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const incidentComplaintFunctions: readonly FunctionFacts[] = [incidentComplaints];
