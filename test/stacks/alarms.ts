import { detections } from '../../lib/audit/detections.ts';
import { at, every } from './templates.ts';
import type { Template } from './templates.ts';

export interface Alarm {
  readonly logicalId: string;
  readonly name: string;
  readonly impact: string;
  readonly first: string;
  readonly goesOff: string;
  readonly properties: unknown;
}

/** Every alarm of the template, as the page for operators has it. */
export const alarmsOf = (template: Template): Alarm[] =>
  every(template, 'AWS::CloudWatch::Alarm').map(([logicalId, { Properties, Metadata }]) => {
    const [impact = '', first = ''] = String(at(Properties, 'AlarmDescription')).split(' First: ');
    const path = (Metadata?.['aws:cdk:path'] ?? '').split('/');
    return {
      logicalId,
      name: path
        .slice(1, -2)
        .join('.')
        .replace(/^(Alarms|Watch)\./, ''),
      impact,
      first,
      goesOff: goesOff(Properties),
      properties: Properties,
    };
  });

function goesOff(properties: unknown): string {
  const periods = Number(at(properties, 'EvaluationPeriods'));
  const bad = Number(at(properties, 'DatapointsToAlarm') ?? periods);
  const { what, seconds, statistic } = watched(properties);
  const span = seconds >= 3_600 ? `${seconds / 3_600} h` : `${seconds / 60} min`;
  const once = `${what}: ${statistic} of ${span} is ${limit(properties)}`;
  if (periods === 1) return once;
  return bad === periods
    ? `${once}, ${periods} times in a row`
    : `${once}, ${bad} times in ${periods}`;
}

function limit(properties: unknown): string {
  const threshold = at(properties, 'Threshold');
  if (threshold !== undefined) return `${Number(threshold).toLocaleString('en')} or more`;
  const metrics = at(properties, 'Metrics') as unknown[];
  const band = metrics
    .map((each) => String(at(each, 'Expression')))
    .find((each) => each.startsWith('ANOMALY'));
  const [, deviations = ''] = /(\d+)\)$/.exec(band ?? '') ?? [];
  return `${deviations} standard deviations above what CloudWatch expects`;
}

interface Watched {
  readonly what: string;
  readonly seconds: number;
  readonly statistic: string;
}

function watched(properties: unknown): Watched {
  const metrics = at(properties, 'Metrics') as { ReturnData?: boolean }[] | undefined;
  const reported = metrics?.find(
    (each) => each.ReturnData !== false && !String(at(each, 'Expression')).startsWith('ANOMALY'),
  );
  const statistics: Readonly<Record<string, string>> = { Sum: 'the sum', Maximum: 'the maximum' };
  const statisticOf = (name: unknown) => statistics[String(name)] ?? String(name);
  if (reported === undefined) {
    const statistic = at(properties, 'Statistic') ?? at(properties, 'ExtendedStatistic');
    return {
      what: String(at(properties, 'MetricName')),
      seconds: Number(at(properties, 'Period')),
      statistic: statisticOf(statistic),
    };
  }
  const [single, part] = [
    at(reported, 'MetricStat'),
    metrics?.find((each) => at(each, 'MetricStat')),
  ];
  return {
    what: String(at(reported, 'Label')),
    seconds: Number(at(single, 'Period') ?? at(part, 'MetricStat', 'Period')),
    statistic: statisticOf(at(single, 'Stat') ?? at(part, 'MetricStat', 'Stat')),
  };
}

/** The sections of the dashboard in their order, with the alarms of each. */
export function sectionsOf(template: Template): { title: string; alarms: string[] }[] {
  const [dashboard] = every(template, 'AWS::CloudWatch::Dashboard');
  const text = at(dashboard, 1, 'Properties', 'DashboardBody', 'Fn::Join', 1) as unknown[];
  const sections: { title: string; alarms: string[] }[] = [];
  for (const part of text) {
    if (typeof part === 'string') {
      for (const [, title] of part.matchAll(/"markdown":"## ([^"]+)"/g)) {
        sections.push({ title: title!, alarms: [] });
      }
    } else {
      const alarm = String(at(part, 'Fn::GetAtt', 0));
      if (template.Resources[alarm]?.Type === 'AWS::CloudWatch::Alarm') {
        sections.at(-1)?.alarms.push(alarm);
      }
    }
  }
  return sections;
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (alarms: readonly Alarm[]): string =>
  [
    row('alarm', 'impact', 'fires when', 'first response'),
    row('---', '---', '---', '---'),
    ...alarms.map(({ name, impact, goesOff, first }) => row(`\`${name}\``, impact, goesOff, first)),
  ].join('\n');

/** The page for operators: one table for each section of the dashboard, then what the trails show. */
export function pageOf(watch: Template, audit: Template): string {
  const alarms = new Map(alarmsOf(watch).map((alarm) => [alarm.logicalId, alarm]));
  const found = [
    row('detection', 'what happened', 'first response'),
    row('---', '---', '---'),
    ...detections.map(({ id, meaning, firstStep }) => row(`\`${id}\``, meaning, firstStep)),
  ].join('\n');
  return [
    introduction,
    ...sectionsOf(watch).flatMap(({ title, alarms: shown }) => [
      `## ${title}\n`,
      table(shown.map((id) => alarms.get(id)!)),
      '',
    ]),
    trail,
    table(alarmsOf(audit)),
    detected,
    found,
    '',
    keys,
  ].join('\n');
}

const introduction = `# Alarms

The runbook for alarms: impact and first response for each. It is generated from the template of stage \`prod\`
(\`npx vitest run --project stacks test/stacks/alarms -u\`). Every alarm publishes to one SNS topic (output
\`AlarmsTopicArn\` of the watch stack; \`alarmAddress\` subscribes an address to it) and is on the dashboard
\`custos-<deployment>-<Region>\`, in the order of this page: impact on people first. Missing data counts as OK, because the
metrics count faults. Other stages have other thresholds: \`lib/stages.ts\`.
`;

const trail = `## Audit trail

Alarms of the audit stack publish to its own topic (output \`AuditTopicArn\`; \`alarmAddress\` subscribes to it as well).
They count management events of all Regions, which arrive within about five minutes. Those with the number of a
recommendation of the CIS AWS Foundations Benchmark watch the whole account and also fire at deployments, so they open
no incident. With \`managementTrail=organization\`
only \`ReportDeliveryFailed\` exists: the filters then belong to the log group of the organization's trail.
`;

const detected = `
## Detections

EventBridge rules, not alarms, because they notify within seconds, of denied calls too. All publish to the topic of the
audit; \`Takeover\`, and \`KeyTamper\` for the keys of the data stack, to that of the alarms. Deployments by the exact deploy
role are left out of \`TableTamper\`, \`ExportsOpened\` and \`Takeover\` only. EventBridge delivers calls of IAM in us-east-1
only: in other Regions the alarm \`RoleTakeover\` reports them.
`;

const keys = `## Calls on keys

\`KeyTamper\` reports the caller of \`DisableKey\`,
\`ScheduleKeyDeletion\`, \`DisableKeyRotation\`, \`PutKeyPolicy\` or \`DeleteImportedKeyMaterial\` on a key of Custos, also
if the call failed. Without its keys, data of people cannot be decrypted again, not even from backups. First response:
if it is not a deployment of yours, cancel the deletion and enable the key. EventBridge receives such calls only in an
account with a trail that records management events.
`;
