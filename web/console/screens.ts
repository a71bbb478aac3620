import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { ScreenProps } from './screen-props.ts';
import type { Words } from '../languages/en/console.ts';

export interface ScreenOfConsole {
  /** Route of wouter: a part with a colon is any text. */
  readonly path: string;
  /** Without it the API would refuse what the screen reads. */
  readonly scope: string;
  /** What the link to it says; without one it is reached from another screen. */
  readonly nav?: keyof Words['home']['cards'];
  /** After `g`: opens the screen. */
  readonly key?: string;
  readonly Screen: ComponentType<ScreenProps>;
}

const screen = (load: () => Promise<ComponentType<ScreenProps>>) =>
  lazy(async () => ({ default: await load() }));

/** The screens, in the order of the navigation. Each is loaded when it is opened. */
export const screens: readonly ScreenOfConsole[] = [
  {
    ...{ path: '/requests', scope: 'custos/requests', nav: 'queue', key: 'q' },
    Screen: screen(async () => (await import('./screens/queue.tsx')).Queue),
  },
  {
    ...{ path: '/requests/on-behalf', scope: 'custos/requests' },
    Screen: screen(async () => (await import('./screens/on-behalf.tsx')).OnBehalf),
  },
  {
    ...{ path: '/requests/:requestId', scope: 'custos/requests' },
    Screen: screen(async () => (await import('./screens/request.tsx')).Request),
  },
  {
    ...{ path: '/workload', scope: 'custos/requests', nav: 'workload', key: 'w' },
    Screen: screen(async () => (await import('./screens/workload.tsx')).Workload),
  },
  {
    ...{ path: '/holds', scope: 'custos/holds', nav: 'holds', key: 'l' },
    Screen: screen(async () => (await import('./screens/holds.tsx')).Holds),
  },
  {
    ...{ path: '/incidents', scope: 'custos/incidents', nav: 'incidents', key: 'i' },
    Screen: screen(async () => (await import('./screens/incidents.tsx')).Incidents),
  },
  {
    ...{ path: '/incidents/:incidentId', scope: 'custos/incidents' },
    Screen: screen(async () => (await import('./screens/incident.tsx')).IncidentPage),
  },
  {
    ...{ path: '/incidents/:incidentId/notices/:noticeId', scope: 'custos/incidents' },
    Screen: screen(async () => (await import('./screens/notice.tsx')).NoticePage),
  },
  {
    ...{ path: '/retention', scope: 'custos/governance', nav: 'retention', key: 'r' },
    Screen: screen(async () => (await import('./screens/retention.tsx')).Retention),
  },
  {
    ...{ path: '/agreements', scope: 'custos/governance', nav: 'agreements', key: 'm' },
    Screen: screen(async () => (await import('./screens/agreements.tsx')).Agreements),
  },
  {
    ...{ path: '/sources', scope: 'custos/governance', nav: 'sources', key: 's' },
    Screen: screen(async () => (await import('./screens/sources.tsx')).Sources),
  },
  {
    ...{ path: '/aggregates', scope: 'custos/governance', nav: 'aggregates', key: 'a' },
    Screen: screen(async () => (await import('./screens/aggregates.tsx')).Aggregates),
  },
  {
    ...{ path: '/fairness', scope: 'custos/governance', nav: 'fairness', key: 'f' },
    Screen: screen(async () => (await import('./screens/fairness.tsx')).Fairness),
  },
  {
    ...{ path: '/ledger', scope: 'custos/ledger', nav: 'ledger', key: 'e' },
    Screen: screen(async () => (await import('./screens/ledger.tsx')).Ledger),
  },
  {
    ...{ path: '/activity', scope: 'custos/ledger', nav: 'activity', key: 't' },
    Screen: screen(async () => (await import('./screens/activity.tsx')).Activity),
  },
  {
    ...{ path: '/policy', scope: 'custos/governance', nav: 'policy', key: 'p' },
    Screen: screen(async () => (await import('./screens/policy.tsx')).Policy),
  },
];
