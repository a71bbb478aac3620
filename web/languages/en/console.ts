import type { Widened } from '../../app/app-words.ts';
import { app } from './app.ts';
import { activity } from './console/activity.ts';
import { behalf } from './console/behalf.ts';
import { breach } from './console/breach.ts';
import { careful } from './console/careful.ts';
import { containment } from './console/containment.ts';
import { events } from './console/events.ts';
import { governance } from './console/governance.ts';
import { holds } from './console/holds.ts';
import { incidents } from './console/incidents.ts';
import { learning } from './console/learning.ts';
import { ledgerTypes } from './console/ledger-types.ts';
import { lists } from './console/lists.ts';
import { policy } from './console/policy.ts';
import { queue } from './console/queue.ts';
import { request } from './console/request.ts';
import { sources } from './console/sources.ts';
import { terms } from './console/terms.ts';
import { workload } from './console/workload.ts';

/** What the console says. Another language is a file like this one, named after it. */
export const words = {
  app: {
    ...app,
    trouble: {
      ...app.trouble,
      again:
        'This affects people, so it needs a recent sign-in. Sign in again: you come back to this page.',
      refused: {
        ...app.trouble.refused,
        'scope-missing':
          'Your account may not do this. Ask the administrator of your sign-in provider for the scope.',
        'precondition-failed':
          'Somebody else changed this meanwhile. The page shows it as it is now: check it, then send yours again.',
        'second-factor-required': 'Sign in with a second factor to do this.',
      },
      refusedOther: 'This is not possible now.',
    },
  },

  activity,
  behalf,
  breach,
  careful,
  containment,
  events,
  governance,
  holds,
  incidents,
  learning,
  ledgerTypes,
  lists,
  policy,
  queue,
  request,
  sources,
  terms,
  workload,

  title: (name: string) => `Privacy console of ${name}`,
  nav: {
    name: 'Console',
    home: 'Overview',
    queue: 'Requests',
    workload: 'Workload',
    holds: 'Holds',
    incidents: 'Incidents',
    retention: 'Retention',
    agreements: 'Agreements and models',
    sources: 'Data from others',
    aggregates: 'Aggregates',
    fairness: 'Fairness',
    ledger: 'Ledger',
    activity: 'Staff activity',
    policy: 'Policy',
  },
  home: {
    title: 'Privacy console',
    lead: 'The work of the privacy team. Each read of data of a person is recorded and shown to that person.',
    nothing: 'Your account has no rights here. Ask the administrator of your sign-in provider.',
    cards: {
      queue: 'What people have asked for: approve, deny, answer, in time.',
      workload: 'How many requests come in, and how long they take.',
      holds: 'Suspend deletion for a legal claim, and release it.',
      incidents: 'Record what happened, contain it, find who is affected, and notify in time.',
      retention: 'What is stored, due, late and suspended, and sweeps.',
      agreements: 'What ends, and which models are in use.',
      sources: 'Who has still to be informed that data of them came from somebody else.',
      aggregates: 'Figures about many people, with how exact they are.',
      fairness: 'Whether systems treat groups of people alike, and reviews of breaches.',
      ledger: 'Entries by type and time, and the activity of staff.',
      activity: 'How often the team read and acted, by day and operation.',
      policy: 'What is in force, and what each deployment changed.',
    },
  },
  signIn: {
    title: 'Sign in to the privacy console',
    lead: 'For the privacy team. What you do here is recorded in the ledger.',
    ended: 'Your session has ended, and nothing more is sent.',
    notOffered: 'The policy does not say how staff sign in here: set issuers[].web.',
  },
  scopeMissing: {
    title: 'You may not open this',
    lead: 'Your account lacks a right. Ask the administrator of your sign-in provider for the scope below, then sign in again.',
    scope: 'Scope:',
  },
  keys: {
    title: 'Keyboard shortcuts',
    key: 'Key',
    does: 'Does',
    on: 'Single keys work. Switch them off if you press them by mistake.',
  },
};

/** The same phrases in another language. */
export type Words = Widened<typeof words>;
