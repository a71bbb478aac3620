import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { MessageCode } from '../../lambda/platform/log/messages.ts';
import type { Alarming } from './impact-alarm.ts';
import { counted, inFiveMinutes, sum, waitingIn } from './metrics.ts';
import type { PrivacyFunction } from './privacy-function.ts';

type Watch = (scope: Construct, watched: PrivacyFunction) => Readonly<Record<string, Alarming>>;

/** Messages of the log catalogue, by their code. */
const logged = (
  scope: Construct,
  { facts, logGroup }: PrivacyFunction,
  metricName: string,
  code: MessageCode,
) =>
  counted(scope, {
    metricName,
    label: `Lines with ${code} of ${facts.name}`,
    logGroup,
    pattern: logs.FilterPattern.stringValue('$.code', '=', code),
  });

const endedBadly = ({ function: durable }: PrivacyFunction) =>
  sum('Durable executions that failed or ran out of time', {
    failed: durable.metric('DurableExecutionFailed', inFiveMinutes),
    timedOut: durable.metric('DurableExecutionTimedOut', inFiveMinutes),
  });

const queueOf = ({ facts, notStarted }: PrivacyFunction): IQueue => {
  if (notStarted === undefined) throw new TypeError(`${facts.name} has no queue`);
  return notStarted;
};

/** The alarms of each function, by its name; every metric is created in `scope`. */
export const functionAlarms: Readonly<Record<string, Watch>> = {
  authorizer: (_scope, watched) => ({
    AuthorizerErrors: {
      impact: 'Sign-in fails for everyone, so people cannot use their rights.',
      firstStep:
        'Look in the log of the authorizer: KEY_SET_UNAVAILABLE, ask the issuer; REVOCATION_UNREAD, look at the table containment-controls.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the authorizer',
      }),
    },
  }),
  'retention-stream': (scope, watched) => ({
    UnexplainedDeletion: {
      area: 'deletions',
      impact:
        'Personal data was deleted that neither its period nor a request nor its owner removed.',
      firstStep: 'Ask CloudTrail who deleted from the records table at that minute.',
      metric: logged(scope, watched, 'UnexplainedDeletions', 'DELETION_UNEXPLAINED'),
    },
    UnexplainedKeyDestruction: {
      area: 'deletions',
      impact:
        'A key of a person was destroyed without an erasure, and the data under it is lost permanently after seven days.',
      firstStep:
        'Stop the functions fulfilment and request-sweep; then copy the keys back from a restore of subject-keys (docs/operate.md).',
      metric: logged(scope, watched, 'UnexplainedKeyDestructions', 'KEY_DESTRUCTION_UNEXPLAINED'),
    },
    ErasuresPaused: {
      area: 'deletions',
      impact:
        'More people lost their keys in an hour than the policy allows: erasures are paused, and people wait for theirs while their deadlines run.',
      firstStep:
        'Compare the erasures in the queue with what people asked for; resume them with `POST /v1/erasures/resume`, or stop `fulfilment` and `request-sweep` (docs/operate.md).',
      metric: logged(scope, watched, 'ErasurePauses', 'ERASURES_PAUSED'),
    },
  }),
  'request-sweep': (scope, watched) => ({
    RequestOverdue: {
      area: 'requests',
      impact:
        'A person got no response within the legal deadline, and may complain to the authority.',
      firstStep:
        'List open requests by `dueBefore`, respond to the person, or extend on a ground where the law has one.',
      metric: logged(scope, watched, 'RequestsOverdue', 'REQUEST_OVERDUE'),
    },
    RequestDueSoon: {
      area: 'requests',
      impact:
        'A person has no response yet, and a fifth of the time until the legal deadline is left.',
      firstStep:
        'Find in the queue of the privacy team what it waits for: identity, approval or work.',
      metric: logged(scope, watched, 'RequestsDueSoon', 'REQUEST_DUE_SOON'),
    },
    ReviewStale: {
      area: 'requests',
      impact:
        'People get deadlines and rights of a law whose last review is older than the policy allows.',
      firstStep:
        'Find the law with `custos policy check`, have its clocks and rights checked, set `reviewedOn` and deploy.',
      // Reported once a day, so the alarm stays on until the review is renewed.
      metric: logged(scope, watched, 'ReviewsStale', 'REVIEW_STALE').with({
        period: Duration.days(1),
      }),
    },
    SweepFailures: {
      area: 'requests',
      impact: 'Requests of people are not restarted, and legal deadlines pass without a report.',
      firstStep:
        'Read the lines with FAILED in the log of the sweep; it runs again every 5 minutes.',
      metric: sum('Sweeps that failed as a whole or for one request', {
        errors: watched.function.metricErrors(inFiveMinutes),
        failures: logged(scope, watched, 'SweepFailuresLogged', 'FAILED'),
      }),
      periods: 3,
    },
  }),
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
  'retention-sweep': (_scope, watched) => ({
    RetentionSweepFailures: {
      area: 'retention',
      impact:
        'Data is stored for longer than the policy and the person allow, though it cannot be read.',
      firstStep:
        'Read the lines with FAILED in the log of the sweep, repair what they name, then `POST /v1/governance/retention/sweeps`.',
      metric: endedBadly(watched),
    },
  }),
  'retention-count': (_scope, watched) => ({
    RetentionUncounted: {
      area: 'retention',
      impact: 'Data that is late for its deletion goes unnoticed, because the daily count fails.',
      firstStep: 'Read the error in the log of the count; it runs again every hour.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the daily count',
      }),
    },
  }),
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
  fulfilment: (scope, watched) => ({
    ResidueFound: {
      area: 'deletions',
      impact: 'Data of a person is still there although its erasure ran.',
      firstStep:
        'Open the request: its row says which tables still have rows, and `retry` runs it again.',
      metric: logged(scope, watched, 'ResiduesFound', 'RESIDUE_FOUND'),
    },
    FulfilmentFailures: {
      area: 'requests',
      impact: 'A person waits for the result of a request whose fulfilment has stopped.',
      firstStep:
        'Read the lines with FAILED in the log of the fulfilment; the sweep starts it again.',
      metric: endedBadly(watched),
    },
    OldVersionRuns: {
      area: 'requests',
      impact:
        'The request of a person is still fulfilled by code that a deployment has replaced, with the defects that it fixed.',
      firstStep:
        'List running executions of the versions before the newest; stop those that must not continue; the sweep starts them again.',
      metric: startsOfOldVersions(scope, watched),
      // Executions that run during a deployment end within the hour, unless they wait or fail.
      periods: 24,
      badPeriods: 3,
    },
  }),
};

/**
 * An execution stays on the version it began with, and each of its invocations reports it. Lambda
 * metrics do not distinguish the versions of a durable function.
 */
function startsOfOldVersions(
  scope: Construct,
  { facts, logGroup, alias }: PrivacyFunction,
): cloudwatch.Metric {
  if (alias === undefined) throw new TypeError(`${facts.name} has no alias, so no versions`);
  const metric = counted(scope, {
    metricName: 'OldVersionStarts',
    label: 'Calls of versions before the newest',
    logGroup,
    pattern: logs.FilterPattern.all(
      logs.FilterPattern.stringValue('$.type', '=', 'platform.start'),
      logs.FilterPattern.stringValue('$.record.version', '!=', alias.version.version),
    ),
  });
  return metric.with({ period: Duration.hours(1) });
}
