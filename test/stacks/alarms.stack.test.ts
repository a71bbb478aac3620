import { describe, expect, test } from 'vitest';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { constructId } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { tables } from '../../lib/tables.ts';
import { formatted } from '../support/formatted.ts';
import { alarmsOf, pageOf, sectionsOf } from './alarms.ts';
import { at, every, everyActing, named, putIn, synthesize } from './templates.ts';

describe.each([synthesize('dev'), synthesize('prod')])('alarms, $stage', (synthesized) => {
  const { service, data, watch } = synthesized;
  const alarms = alarmsOf(watch);
  const [topic] = every(watch, 'AWS::SNS::Topic');
  const watchedBy = (pattern: RegExp): string =>
    JSON.stringify(
      alarms
        .filter(({ name }) => pattern.test(name))
        .map(({ properties }) => putIn(synthesized, properties)),
    );

  test('there is an alarm for each known impact', () => {
    expect(alarms.map(({ name }) => name).sort()).toEqual([
      'AffectedPeopleNotStarted',
      'AffectedSearchFailures',
      'AggregateCloseFailures',
      'AggregateCloseNotStarted',
      'AggregateSweepFailures',
      'AgreementEnding',
      'ApiFaults',
      'AuthorizerErrors',
      'BreachClockFailures',
      'BreachDueSoon',
      'BreachOverdue',
      'BulkReads',
      'ComplaintStreamFailures',
      'ComplaintStreamLate',
      'ConsentFunctionsThrottled',
      'ConsentTablesThrottled',
      'ContainmentIncomplete',
      'ContainmentStuck',
      'DecisionLatency',
      'DecisionsFunctionsThrottled',
      'DecisionsFunctionsThrottled2',
      'DecisionsFunctionsThrottled3',
      'DecisionsTablesThrottled',
      'DecisionsTablesThrottled2',
      'DecisionsTablesThrottled3',
      'DecisionsTablesThrottled4',
      'DecisionsTablesThrottled5',
      'DeletionsFunctionsThrottled',
      'DeletionsTablesThrottled',
      'DeletionsTablesThrottled2',
      'DetectionDeliveryFailed',
      'ErasuresPaused',
      'EventsLate',
      'EventsUndelivered',
      'ExportsLackFiles',
      'FairnessBreached',
      'FairnessReportFailures',
      'FairnessReportNotStarted',
      'FairnessReviewOverdue',
      'FairnessSweepFailures',
      'FilesLost',
      'FinalitySweepFailures',
      'FulfilmentFailures',
      'FulfilmentNotStarted',
      'IncidentComplaint',
      'IncidentIntakeFailures',
      'IncidentNoticesNotStarted',
      'IncidentReported',
      'IncidentsFunctionsThrottled',
      'IncidentsFunctionsThrottled2',
      'IncidentsTablesThrottled',
      'IncidentsTablesThrottled2',
      'IntakeOpeningFailures',
      'IntakeOpeningLate',
      'KeyCameBack',
      'KeyEventDeliveryFailed',
      'KeyRotationNotStarted',
      'KeysDestroyed',
      'LedgerSequencerFailures',
      'MachineryFunctionsThrottled',
      'MachineryTablesThrottled',
      'MachineryTablesThrottled2',
      'MailDeliveryFailures',
      'MailDeliveryLate',
      'MailEventsLost',
      'MailsFailed',
      'MailsWaiting',
      'ModelMeasureMissing',
      'NoticeFailures',
      'NoticeStuck',
      'NoticesBounced',
      'OldVersionRuns',
      'PersonalDataInLog',
      'PersonalDataInLog2',
      'PersonalDataInLog3',
      'PersonalDataInLog4',
      'PersonalDataInLog5',
      'PersonalDataInLog6',
      'PersonalDataInLog7',
      'PersonalDataInLog8',
      'RectificationSweepFailures',
      'RequestDueSoon',
      'RequestOverdue',
      'RequestsFunctionsThrottled',
      'RequestsFunctionsThrottled2',
      'RequestsTablesThrottled',
      'ResidueFound',
      'ResidueFoundByPass',
      'RetentionCountStale',
      'RetentionFunctionsThrottled',
      'RetentionStreamFailures',
      'RetentionStreamLate',
      'RetentionSweepFailures',
      'RetentionSweepNotStarted',
      'RetentionTablesThrottled',
      'RetentionUncounted',
      'ReviewStale',
      'RotationFailures',
      'SourceOverdue',
      'SweepFailures',
      'SystemNotAnswered',
      'SystemRunNotStarted',
      'SystemWaitsForStaff',
      'TrainingDepartureFailures',
      'TrainingDepartureNotStarted',
      'TrainingSetBuildNotStarted',
      'TrainingSetFailures',
      'TrainingSweepFailures',
      'TurnedAway',
      'Unauthenticated',
      'UnexplainedDeletion',
      'UnexplainedKeyDestruction',
      'UploadsUnprocessed',
      'VerificationFailures',
      'VerificationInconclusive',
      'VerificationLate',
      'VerificationPassNotStarted',
      'VerificationSweepFailures',
    ]);
  });

  test('every alarm has its impact in one sentence, and the first response in one', () => {
    for (const { impact, first, name } of alarms) {
      expect(impact, name).toMatch(/^[A-Z][^.]{30,}\.$/);
      expect(first, name).toMatch(/^[A-Z].{30,}\.$/);
    }
    expect(new Set(alarms.map(({ impact }) => impact)).size).toBe(alarms.length);
  });

  test('every alarm notifies the topic, and missing data is not breaching', () => {
    for (const { properties, name } of alarms) {
      const actions = at(properties, 'AlarmActions') as unknown[];
      expect(actions.map((action) => named(synthesized, action))).toEqual([`<${topic![0]}>`]);
      expect(at(properties, 'ActionsEnabled'), name).not.toBe(false);
      expect(at(properties, 'TreatMissingData'), name).toBe('notBreaching');
    }
  });

  test('CloudWatch is the only service that publishes to the topic, for this account, and over TLS only', () => {
    const [policy] = every(watch, 'AWS::SNS::TopicPolicy');
    const statements = at(policy, 1, 'Properties', 'PolicyDocument', 'Statement') as Record<
      string,
      unknown
    >[];
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

    expect(allowed.map(({ Principal, Action }) => [at(Principal, 'Service'), Action])).toEqual([
      ['cloudwatch.amazonaws.com', 'sns:Publish'],
    ]);
    expect(at(allowed[0], 'Condition', 'StringEquals', 'aws:SourceAccount')).toEqual({
      Ref: 'AWS::AccountId',
    });
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    expect(named(synthesized, at(topic![1].Properties, 'KmsMasterKeyId'))).toMatch(
      /^<KeysOperations\w+\.Arn>$/,
    );
  });

  test('every log message with an impact is counted for an alarm', () => {
    const filters = [service, watch].flatMap((each) => every(each, 'AWS::Logs::MetricFilter'));
    const patterns = filters.map(([, { Properties }]) => {
      const pattern = at(Properties, 'FilterPattern');
      return typeof pattern === 'string' ? pattern : named(synthesized, pattern);
    });

    expect(patterns.sort()).toEqual([
      '{ $.code = "AGREEMENT_ENDING" }',
      '{ $.code = "BREACH_DUE_SOON" }',
      '{ $.code = "BREACH_OVERDUE" }',
      '{ $.code = "CONTAINMENT_INCOMPLETE" }',
      '{ $.code = "CONTAINMENT_INCOMPLETE" }',
      '{ $.code = "COUNT_STALE" }',
      '{ $.code = "DELETION_UNEXPLAINED" }',
      '{ $.code = "ERASURES_PAUSED" }',
      '{ $.code = "EVENT_UNREADABLE" }',
      '{ $.code = "FAILED" }',
      '{ $.code = "FAILED" }',
      '{ $.code = "FAILED" }',
      '{ $.code = "FAILED" }',
      '{ $.code = "FAILED" }',
      '{ $.code = "FAIRNESS_BREACHED" }',
      '{ $.code = "FAIRNESS_REVIEW_OVERDUE" }',
      '{ $.code = "INCIDENT_OPENED" }',
      '{ $.code = "INCIDENT_OPENED" }',
      '{ $.code = "KEY_CAME_BACK" }',
      '{ $.code = "KEY_DESTRUCTION_UNEXPLAINED" }',
      '{ $.code = "MAIL_BOUNCED" }',
      '{ $.code = "MAIL_FAILED" }',
      '{ $.code = "MAIL_WAITING" }',
      '{ $.code = "MEDIA_LOST" }',
      '{ $.code = "MEDIA_LOST" }',
      '{ $.code = "MODEL_MEASURE_MISSING" }',
      '{ $.code = "REQUEST_DUE_SOON" }',
      '{ $.code = "REQUEST_OVERDUE" }',
      '{ $.code = "RESIDUE_FOUND" }',
      '{ $.code = "RESIDUE_FOUND" }',
      '{ $.code = "REVIEW_STALE" }',
      '{ $.code = "SOURCE_OVERDUE" }',
      // Of the run of a task, and of the sweep that stops waiting.
      '{ $.code = "SYSTEM_WAITS_FOR_STAFF" }',
      '{ $.code = "SYSTEM_WAITS_FOR_STAFF" }',
      '{ $.code = "VERIFICATION_INCONCLUSIVE" }',
      '{ $.code = "VERIFICATION_LATE" }',
      '{ $.status = "401" }',
      '{ ($.route = "/v1/records/query") && ($.status = "200") }',
      expect.stringMatching(
        /^\{ \(\$\.type = "platform\.start"\) && \(\$\.record\.version != "<FulfilmentFunctionCurrentVersion\w+\.Version>"\) \}$/,
      ),
    ]);
  });

  test('errors of every function that a schedule calls raise an alarm', () => {
    const scheduled = functions.filter(({ trigger }) => trigger.kind === 'schedule');
    const errors = alarms
      .map(({ properties }) => JSON.stringify(putIn(synthesized, properties)))
      .filter((each) => each.includes('"MetricName":"Errors"'));

    expect(scheduled.length).toBeGreaterThan(5);
    const isHeard = ({ name }: FunctionFacts) =>
      errors.some((each) => each.includes(`{"Ref":"${constructId(name)}Function`));
    expect(scheduled.filter((each) => !isHeard(each)).map(({ name }) => name)).toEqual([]);
  });

  test('Lambda logs the starts of functions, which distinguish old versions', () => {
    for (const [, { Properties }] of everyActing(synthesized, 'AWS::Lambda::Function')) {
      expect(at(Properties, 'LoggingConfig', 'LogFormat')).toBe('JSON');
      expect(['INFO', undefined]).toContain(at(Properties, 'LoggingConfig', 'SystemLogLevel'));
    }
  });

  test('throttling of any function or table raises an alarm', () => {
    const ofFunctions = watchedBy(/FunctionsThrottled\d*$/);
    const ofTables = watchedBy(/TablesThrottled\d*$/);
    const deployed = everyActing(synthesized, 'AWS::Lambda::Function');

    expect(deployed).toHaveLength(functions.length);
    for (const [id] of deployed) expect(ofFunctions).toContain(`{"Ref":"${id}"}`);
    for (const [id] of every(data, 'AWS::DynamoDB::Table')) {
      expect(ofTables.split(`{"Ref":"${id}"}`).length - 1).toBe(2);
    }
    expect(ofTables.match(/ReadThrottleEvents/g)).toHaveLength(tables.length);
    expect(ofTables.match(/WriteThrottleEvents/g)).toHaveLength(tables.length);
  });

  test('personal data in any log of a function or of the API raises an alarm', () => {
    const groups = everyActing(synthesized, 'AWS::Logs::LogGroup')
      .map(([id]) => id)
      .filter((id) => !id.includes('ExecutionLogs'));
    const watched = watchedBy(/^PersonalDataInLog\d*$/);

    expect(groups.length).toBeGreaterThan(20);
    for (const id of groups) expect(watched).toContain(`{"Ref":"${id}"}`);
  });

  test('an alarm reads at most ten metrics, as CloudWatch allows', () => {
    for (const { properties, name } of alarms) {
      const metrics = (at(properties, 'Metrics') ?? []) as unknown[];
      const read = metrics.filter((each) => at(each, 'MetricStat') !== undefined);
      expect(read.length, name).toBeLessThanOrEqual(10);
    }
  });

  test('messages in any dead-letter queue raise an alarm', () => {
    const all = watchedBy(/./);

    const queues = [
      ...everyActing(synthesized, 'AWS::SQS::Queue'),
      ...every(watch, 'AWS::SQS::Queue'),
    ];
    for (const [id] of queues) {
      expect(all).toContain(`{"Fn::GetAtt":["${id}","QueueName"]}`);
    }
  });

  test('disabling or deleting a key is reported to the topic, or to a queue with an alarm', () => {
    const rule = every(watch, 'AWS::Events::Rule').find(
      ([, { Properties }]) => at(Properties, 'EventPattern', 'source', 0) === 'aws.kms',
    );
    const { EventPattern, Targets, State } = rule![1].Properties as {
      EventPattern: { detail: { eventName: string[]; resources: { ARN: unknown[] } } };
      Targets: { Arn: unknown; DeadLetterConfig: { Arn: unknown } }[];
      State: string;
    };

    expect(State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    expect(EventPattern.detail.eventName).toEqual(
      expect.arrayContaining(['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy']),
    );
    expect(EventPattern.detail.resources.ARN.map((arn) => named(synthesized, arn)).sort()).toEqual(
      every(data, 'AWS::KMS::Key')
        .map(([id]) => `<${id}.Arn>`)
        .sort(),
    );
    expect(Targets.map(({ Arn }) => named(synthesized, Arn))).toEqual([`<${topic![0]}>`]);
    expect(named(synthesized, Targets[0]!.DeadLetterConfig.Arn)).toMatch(
      /^<AlarmsKeyWatchUndelivered\w+\.Arn>$/,
    );
  });

  test('every alarm is on the dashboard once, those with an impact on people first', () => {
    const sections = sectionsOf(watch);
    const shown = sections.flatMap((section) => section.alarms);

    expect(sections.map(({ title }) => title)).toEqual([
      'Rights requests',
      'Consent',
      'Decisions and records',
      'Deletions',
      'Incidents',
      'Counts and retention',
      'Machinery',
    ]);
    expect([...shown].sort()).toEqual(alarms.map(({ logicalId }) => logicalId).sort());
  });
});

test('the page for operators has every alarm as it is deployed', async () => {
  const { watch, audit } = synthesize('prod');
  const page = await formatted('docs/alarms.md', pageOf(watch, audit!));

  await expect(page).toMatchFileSnapshot('../../docs/alarms.md');
});
