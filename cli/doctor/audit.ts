import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { GetTrailStatusResponse, Trail } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  paginateDescribeMetricFilters,
} from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { stackNames } from '../../lib/names.ts';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { deployedStacks, resourcesOf } from './deployed-stacks.ts';
import { attention, failed, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

const actions = [
  'cloudformation:DescribeStacks',
  'cloudformation:ListStackResources',
  'cloudtrail:DescribeTrails',
  'cloudtrail:GetTrailStatus',
  'events:ListRules',
  'logs:DescribeMetricFilters',
];

const deployAgain =
  'Deploy the audit stack again, and find out who changed it (docs/operate.md, "Trail").';

/** Whether the trails of the deployment record, and what watches them is there and switched on. */
export const auditTrails: Check = {
  name: 'audit',
  actions,
  run: async (context) => {
    const stack = stackNames(context).audit;
    const answer = await ask(actions, async () => {
      const stacks = await deployedStacks(context);
      if (!stacks.some(({ StackName: name }) => name === stack)) return undefined;
      const resources = await resourcesOf(context, stack);
      return [
        ...(await trailsOf(context, named(resources, 'AWS::CloudTrail::Trail'))),
        await rulesOf(context, stack, named(resources, 'AWS::Events::Rule')),
        await filtersOf(context, resources),
      ];
    });
    if (answer.kind !== 'answered') return [unanswered(`The trails of ${stack}`, answer)];
    return (
      answer.value ?? [ok(`${stack} is not deployed: other trails are checked under "trail".`)]
    );
  },
};

const named = (resources: readonly StackResourceSummary[], type: string): string[] =>
  resources.flatMap(({ ResourceType: found, PhysicalResourceId: name }) =>
    found === type && name !== undefined ? [name] : [],
  );

async function trailsOf(
  { client, now }: DoctorContext,
  names: readonly string[],
): Promise<Outcome[]> {
  const cloudTrail = new CloudTrailClient(client);
  const { trailList = [] } = await cloudTrail.send(
    new DescribeTrailsCommand({ trailNameList: [...names] }),
  );
  const outcomes = await Promise.all(
    names.map(async (name) => {
      const trail = trailList.find((each) => each.Name === name);
      if (trail === undefined)
        return [failed(`The trail ${name} does not exist any more.`, deployAgain)];
      const status = await cloudTrail.send(new GetTrailStatusCommand({ Name: name }));
      return judge(name, trail, status, now());
    }),
  );
  return outcomes.flat();
}

// A digest is written each hour.
const lateMilliseconds = 3 * 3_600_000;

function judge(name: string, trail: Trail, status: GetTrailStatusResponse, now: number): Outcome[] {
  if (status.IsLogging !== true) {
    return [
      failed(
        `The trail ${name} is switched off: what is done now is not recorded.`,
        `Run aws cloudtrail start-logging --name ${name}. ${deployAgain}`,
      ),
    ];
  }
  const errors = [
    ...(status.LatestDeliveryError ? [`files (${status.LatestDeliveryError})`] : []),
    ...(status.LatestDigestDeliveryError ? [`digests (${status.LatestDigestDeliveryError})`] : []),
    ...(status.LatestCloudWatchLogsDeliveryError
      ? [`its log group (${status.LatestCloudWatchLogsDeliveryError})`]
      : []),
  ];
  const digest = status.LatestDigestDeliveryTime?.getTime();
  return [
    ...(errors.length > 0
      ? [
          failed(
            `The trail ${name} cannot deliver ${errors.join(' and ')}.`,
            'Compare the policies of its bucket and key with the template; for an archive, with custos audit policies.',
          ),
        ]
      : []),
    ...(trail.LogFileValidationEnabled === true
      ? []
      : [
          failed(
            `The trail ${name} writes no digests, so its files cannot be verified.`,
            deployAgain,
          ),
        ]),
    ...(errors.length === 0 && digest !== undefined && now - digest > lateMilliseconds
      ? [
          attention(
            `The last digest of ${name} is of ${new Date(digest).toISOString().slice(0, 16)}Z.`,
            'CloudTrail writes one each hour. Look at its status again in an hour, then run custos audit verify.',
          ),
        ]
      : []),
    ...(errors.length === 0 && trail.LogFileValidationEnabled === true
      ? [ok(`The trail ${name} records, and can be verified.`)]
      : []),
  ];
}

async function rulesOf(
  { client }: DoctorContext,
  stack: string,
  names: readonly string[],
): Promise<Outcome> {
  const eventBridge = new EventBridgeClient(client);
  const enabled = new Set<string | undefined>();
  let token: string | undefined;
  do {
    const page = await eventBridge.send(
      new ListRulesCommand({ NamePrefix: `${stack}-`, NextToken: token }),
    );
    for (const { Name: name, State: state } of page.Rules ?? []) {
      if (state?.startsWith('ENABLED') === true) enabled.add(name);
    }
    token = page.NextToken;
  } while (token !== undefined);
  return allThere('rules that report tampering', names, enabled);
}

async function filtersOf(
  { client }: DoctorContext,
  resources: readonly StackResourceSummary[],
): Promise<Outcome> {
  const logs = new CloudWatchLogsClient(client);
  const found = new Set<string | undefined>();
  for (const logGroupName of named(resources, 'AWS::Logs::LogGroup')) {
    for await (const page of paginateDescribeMetricFilters({ client: logs }, { logGroupName })) {
      for (const { filterName: name } of page.metricFilters ?? []) found.add(name);
    }
  }
  return allThere('metric filters of events', named(resources, 'AWS::Logs::MetricFilter'), found);
}

function allThere(
  what: string,
  names: readonly string[],
  found: ReadonlySet<string | undefined>,
): Outcome {
  const missing = names.filter((name) => !found.has(name));
  return missing.length === 0
    ? ok(`All ${names.length} ${what} are there and enabled.`)
    : failed(
        `${missing.length} of ${names.length} ${what} are gone or disabled: ${missing.join(', ')}.`,
        deployAgain,
      );
}
