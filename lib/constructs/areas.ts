import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { TableFacts } from '../facts.ts';

/** What a person feels when something fails, nearest first; the order of the dashboard. */
export const areas = [
  'requests',
  'consent',
  'decisions',
  'deletions',
  'retention',
  'machinery',
] as const;
export type Area = (typeof areas)[number];

export const areaTitles: Readonly<Record<Area, string>> = {
  requests: 'Rights requests',
  consent: 'Consent',
  decisions: 'Decisions and records',
  deletions: 'Deletions',
  retention: 'Counts and retention',
  machinery: 'Machinery',
};

const functionsOf: Readonly<Record<Area, readonly string[]>> = {
  requests: ['request-api', 'follow-up-api', 'fulfilment', 'request-sweep'],
  consent: ['consent-api', 'notice-api', 'my-notice-api'],
  decisions: ['decision-api', 'record-api', 'subject-api', 'overview-api'],
  deletions: ['retention-stream', 'hold-api', 'recount'],
  retention: ['retention-sweep', 'retention-count', 'retention-api'],
  machinery: [],
};

const tablesOf: Readonly<Record<Area, readonly string[]>> = {
  requests: ['requests', 'open-requests'],
  consent: ['consents', 'consent-states'],
  decisions: ['aliases', 'subjects', 'subject-keys', 'records'],
  deletions: ['tombstones', 'deletions', 'holds'],
  retention: ['counters', 'counted-changes', 'record-counts', 'retention-sweeps'],
  machinery: [],
};

/** What is named nowhere is machinery. */
export const areaOfFunction = ({ name }: FunctionFacts): Area => areaIn(functionsOf, name);
export const areaOfTable = ({ name }: TableFacts): Area => areaIn(tablesOf, name);

const areaIn = (members: Readonly<Record<Area, readonly string[]>>, name: string): Area =>
  areas.find((area) => members[area].includes(name)) ?? 'machinery';
