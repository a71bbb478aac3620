import { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { endedBadly, logged } from './function-watch.ts';
import type { Watch } from './function-watch.ts';
import { incidentAlarms, responseAlarms } from './incident-alarms.ts';
import { learningAlarms } from './learning-alarms.ts';
import { verificationAlarms } from './verification-alarms.ts';
import { mailAlarms } from './mail-alarms.ts';
import { counted, inFiveMinutes, sum } from './metrics.ts';
import type { PrivacyFunction } from './privacy-function.ts';

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
  'system-run': (scope, watched) => ({
    SystemWaitsForStaff: {
      area: 'requests',
      impact:
        'A system has not done what a person asked for, and its task does not go on by itself.',
      firstStep:
        'List requests by status, read `error` of their `tasks`, mend it as docs/systems.md says, and repeat the task (`POST /v1/requests/{requestId}/tasks/{task}/retry`).',
      metric: logged(scope, watched, 'SystemsWaitForStaff', 'SYSTEM_WAITS_FOR_STAFF'),
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
    SystemNotAnswered: {
      area: 'requests',
      impact:
        'A system has taken what a person asked for and has not said in the time that the policy allows that it is done.',
      firstStep:
        'List requests by status, read in `tasks` which system it is, and ask the team that owns it; its answer is still taken.',
      metric: logged(scope, watched, 'SystemsNotAnswered', 'SYSTEM_WAITS_FOR_STAFF'),
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
    AgreementEnding: {
      area: 'requests',
      impact:
        'Data goes to a recipient whose agreement, transfer assessment or certificate ends soon; after the end of the first two its disclosures are rejected.',
      firstStep:
        'Find it with `custos policy check`, renew it with the recipient, write its new last day and deploy.',
      // Reported 60, 30 and 7 days before the last day, and once a day after it.
      metric: logged(scope, watched, 'AgreementsEnding', 'AGREEMENT_ENDING').with({
        period: Duration.days(1),
      }),
    },
    SourceOverdue: {
      area: 'requests',
      impact:
        'People were not informed within the period of the law that data of theirs was obtained from others.',
      firstStep:
        'List them with `GET /v1/governance/sources`, inform them, and record it with `POST /v1/governance/sources/informed`.',
      // Reported once a day, so the alarm stays on until everyone is informed.
      metric: logged(scope, watched, 'SourcesOverdue', 'SOURCE_OVERDUE').with({
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
    ...mailAlarms(scope, watched),
  }),
  'rectification-sweep': (scope, watched) => ({
    RectificationSweepFailures: {
      area: watched.facts.area,
      impact: 'Corrections that people asked for and that were accepted are not carried out.',
      firstStep:
        'Read the lines with FAILED in the log of the sweep, repair what they name; it runs again every 5 minutes.',
      metric: sum('Sweeps that failed as a whole or for one correction', {
        errors: watched.function.metricErrors(inFiveMinutes),
        failures: logged(scope, watched, 'RectificationSweepFailuresLogged', 'FAILED'),
      }),
      periods: 3,
    },
  }),
  ...responseAlarms,
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
  ...learningAlarms,
  ...verificationAlarms,
  'ledger-sequencer': (_scope, watched) => ({
    LedgerSequencerFailures: {
      area: watched.facts.area,
      impact: 'New ledger entries have no proof that they were not changed since.',
      firstStep:
        'Read the error in the log of the sequencer; it runs again every minute. TreeBrokenError: docs/operate.md, The tree of the ledger is broken.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the sequencer of the ledger',
      }),
      // One run that failed is made up for by the next.
      periods: 3,
    },
  }),
  'retention-count': (scope, watched) => ({
    RetentionCountStale: {
      area: 'retention',
      impact:
        'Data that is late for its deletion goes unnoticed, because no count has ended for a week.',
      firstStep:
        'Raise `maximumSegments` in `lambda/retention/report/scan.ts` and deploy (docs/operate.md, The count is stale).',
      // Reported once an hour, so the alarm stays on until a count has ended.
      metric: logged(scope, watched, 'RetentionCountsStale', 'COUNT_STALE').with({
        period: Duration.hours(2),
      }),
    },
    RetentionUncounted: {
      area: 'retention',
      impact:
        'Data that is late for its deletion goes unnoticed, because the count of late records fails.',
      firstStep: 'Read the error in the log of the count; it runs again every hour.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the count of late records',
      }),
    },
  }),
  'media-content': (scope, watched) => ({
    FilesLost: {
      area: watched.facts.area,
      impact: 'Files of people are missing or were altered, although their records exist.',
      firstStep:
        'Ask the trail who deleted or stored objects below `media/` since the last day without the alarm, and take away the rights of that caller.',
      metric: logged(scope, watched, 'FilesFoundLost', 'MEDIA_LOST'),
    },
  }),
  ...incidentAlarms,
  fulfilment: (scope, watched) => ({
    ResidueFound: {
      area: 'deletions',
      impact: 'Data of a person is still there although its erasure ran.',
      firstStep:
        'Open the request: its row says which tables still have rows, and `retry` runs it again.',
      metric: logged(scope, watched, 'ResiduesFound', 'RESIDUE_FOUND'),
    },
    ExportsLackFiles: {
      area: 'requests',
      impact: 'A person received a copy of their data without files that their records name.',
      firstStep:
        'Look at the alarm FilesLost: its cause is the same; the copy names each file that is missing.',
      metric: logged(scope, watched, 'FilesLostInExports', 'MEDIA_LOST'),
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
      metric: startsOfOldVersions(watched),
      // Executions that run during a deployment end within the hour, unless they wait or fail.
      periods: 24,
      badPeriods: 3,
    },
  }),
};

/**
 * An execution stays on the version it began with, and each of its invocations reports it. Lambda
 * metrics do not distinguish the versions of a durable function. The filter is in the stack of the function,
 * because it names the version: both change in one update, and the alarms do not.
 */
function startsOfOldVersions(watched: PrivacyFunction): cloudwatch.Metric {
  const { facts, stage, logGroup, alias } = watched;
  if (alias === undefined) throw new TypeError(`${facts.name} has no alias, so no versions`);
  const metric = counted(watched, {
    stage,
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
