import { endedBadly, logged, queueOf } from './function-watch.ts';
import type { Watch } from './function-watch.ts';
import { inFiveMinutes, sum, waitingIn } from './metrics.ts';

/** The alarms of functions that contain an incident and inform people. */
export const responseAlarms: Readonly<Record<string, Watch>> = {
  'containment-api': (scope, watched) => ({
    ContainmentIncomplete: {
      area: 'incidents',
      impact: 'What staff ordered to contain an incident is not in force, and data is still used.',
      firstStep:
        'Read the error of CONTAINMENT_INCOMPLETE in the log of `containment-api`; the sweep repeats it every 5 minutes.',
      metric: logged(scope, watched, 'ContainmentsIncomplete', 'CONTAINMENT_INCOMPLETE'),
    },
  }),
  'key-rotation': (_scope, watched) => ({
    RotationFailures: {
      area: 'incidents',
      impact:
        'Keys of people that an incident may have exposed are still in use; all data can be read.',
      firstStep:
        'Read the lines with FAILED in the log of the rotation, repair what they name; the sweep of containments starts it again.',
      metric: endedBadly(watched),
    },
  }),
  'containment-sweep': (scope, watched) => ({
    ContainmentStuck: {
      area: 'incidents',
      impact:
        'A containment that was begun does not come to its end, or one that was undone stays in force.',
      firstStep:
        'Read the error of CONTAINMENT_INCOMPLETE in the log of `containment-sweep`, then attach or detach the policy by hand (docs/operate.md).',
      metric: sum('Containments that could not be completed, and sweeps that failed', {
        errors: watched.function.metricErrors(inFiveMinutes),
        incomplete: logged(scope, watched, 'ContainmentsStuck', 'CONTAINMENT_INCOMPLETE'),
      }),
    },
  }),
  'affected-people': (_scope, watched) => ({
    AffectedSearchFailures: {
      area: 'incidents',
      impact:
        'It is not known who is affected by an incident, so people are not informed and deadlines pass.',
      firstStep:
        'Read the lines with FAILED in the log of the search, repair what they name, then start it again.',
      metric: endedBadly(watched),
    },
  }),
  'incident-notices': (scope, watched) => ({
    NoticeFailures: {
      area: 'incidents',
      impact: 'People affected by an incident are not informed, and the deadline for that passes.',
      firstStep:
        'Read the lines with FAILED in the log of the sending: MailRefusedError is a sender that SES pauses, restricts or has not verified. Then approve the notice again.',
      metric: endedBadly(watched),
    },
    NoticeStuck: {
      area: 'incidents',
      impact: 'A notice to people waits: the mail service does not take its messages.',
      firstStep:
        'Read the errors of the sending in its log, and the sending statistics and quota of SES.',
      metric: logged(scope, watched, 'NoticeStepsFailed', 'FAILED'),
      periods: 6,
    },
  }),
  'mail-events': (scope, watched) => ({
    NoticesBounced: {
      area: 'incidents',
      impact: 'People affected by an incident are not informed: their messages came back.',
      firstStep:
        'List them with `GET .../affected?delivery=bounced` and inform them in another way; SES pauses a sender with many bounces.',
      metric: logged(scope, watched, 'MessagesBounced', 'MAIL_BOUNCED'),
      threshold: 100,
    },
    MailEventsLost: {
      area: 'incidents',
      impact: 'It is not recorded which messages to people came back, or a notice waits for that.',
      firstStep:
        'Read the queue of mail-events: each message has the id of a message; then the errors in its log.',
      metric: waitingIn(queueOf(watched)),
    },
  }),
};

/** The alarms of functions that learn of incidents and watch their deadlines. */
export const incidentAlarms: Readonly<Record<string, Watch>> = {
  'incident-intake': (_scope, watched) => ({
    IncidentIntakeFailures: {
      area: 'incidents',
      impact: 'What the audit trail detected is not recorded, and no clock of the law runs.',
      firstStep:
        'Read the queue of incident-intake: each message is an event that is not recorded; then the error in its log, and record the incident by hand (`POST /v1/incidents`).',
      metric: waitingIn(queueOf(watched)),
    },
  }),
  'incident-report-api': (scope, watched) => ({
    IncidentReported: {
      area: 'incidents',
      impact: 'A service reports what could be a breach of personal data: the clocks run.',
      firstStep: 'Open the newest incident with `GET /v1/incidents?state=open`, and assess it.',
      metric: logged(scope, watched, 'IncidentsReported', 'INCIDENT_OPENED'),
    },
  }),
  'complaint-stream': (scope, watched) => ({
    IncidentComplaint: {
      area: 'incidents',
      impact: 'A person says that their data was affected by a breach: the clocks run.',
      firstStep:
        'Open the newest incident with `GET /v1/incidents?state=open`, and read the requests that it names.',
      metric: logged(scope, watched, 'IncidentComplaints', 'INCIDENT_OPENED'),
    },
  }),
  'incident-clocks': (scope, watched) => ({
    BreachOverdue: {
      area: 'incidents',
      impact:
        'An authority or people were not informed of a breach within the legal deadline; each hour counts.',
      firstStep:
        'Open the incident with an overdue clock: inform, and record it with the reasons for the delay.',
      metric: logged(scope, watched, 'BreachesOverdue', 'BREACH_OVERDUE'),
    },
    BreachDueSoon: {
      area: 'incidents',
      impact:
        'An authority or people are not informed of a breach yet, and a third of the time is left.',
      firstStep:
        'Open the incident: assess the risk, then inform, or decide against it on a ground of the law.',
      metric: logged(scope, watched, 'BreachesDueSoon', 'BREACH_DUE_SOON'),
    },
    BreachClockFailures: {
      area: 'incidents',
      impact: 'Deadlines after a breach pass without a report.',
      firstStep:
        'Read the lines with FAILED in the log of the clocks; they run again in 15 minutes.',
      metric: sum('Looks at clocks that failed as a whole or for one incident', {
        errors: watched.function.metricErrors(inFiveMinutes),
        failures: logged(scope, watched, 'BreachClockFailuresLogged', 'FAILED'),
      }),
    },
  }),
};
