import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { GetEventSelectorsResponse, Trail } from '@aws-sdk/client-cloudtrail';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { attention, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { recordsKeyChanges, recordsTableReads } from './trail-selectors.ts';

const actions = [
  'cloudtrail:DescribeTrails',
  'cloudtrail:GetTrailStatus',
  'cloudtrail:GetEventSelectors',
];

/**
 * Whether a trail records what happens around the tables and keys. EventBridge learns of calls on keys
 * only while a trail records management events, so without one no alarm reports the end of a key.
 */
export const trail: Check = {
  name: 'trail',
  actions,
  run: async (context) => {
    const answer = await ask(actions, () => loggingTrails(context));
    return answer.kind === 'answered'
      ? [keyChanges(answer.value), tableReads(answer.value)]
      : [unanswered('Trails of CloudTrail', answer)];
  },
};

/** What each trail that is switched on and covers the Region records. */
async function loggingTrails({ client }: DoctorContext): Promise<GetEventSelectorsResponse[]> {
  const cloudTrail = new CloudTrailClient(client);
  const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({}));
  const selectors = await Promise.all(trailList.map((each) => selectorsOf(cloudTrail, each)));
  return selectors.filter((each) => each !== undefined);
}

async function selectorsOf(
  cloudTrail: CloudTrailClient,
  { TrailARN: arn, Name: name }: Trail,
): Promise<GetEventSelectorsResponse | undefined> {
  // A trail of another Region is known here by its ARN alone.
  const which = arn ?? name;
  const { IsLogging: isLogging } = await cloudTrail.send(
    new GetTrailStatusCommand({ Name: which }),
  );
  return isLogging === true
    ? cloudTrail.send(new GetEventSelectorsCommand({ TrailName: which }))
    : undefined;
}

const howTo = 'The audit stack has such a trail: docs/operate.md, "Trail".';

function keyChanges(trails: readonly GetEventSelectorsResponse[]): Outcome {
  if (trails.some(recordsKeyChanges)) {
    return ok('A trail records changes of keys, so the alarm on keys can fire.');
  }
  return attention(
    trails.length === 0
      ? 'No trail of CloudTrail is switched on: nothing reports that a key is about to be deleted.'
      : 'No trail records management events of KMS: nothing reports that a key is about to be deleted.',
    `Deploy the audit stack, or record management events, those of KMS included, in a trail of your own. ${howTo}`,
  );
}

function tableReads(trails: readonly GetEventSelectorsResponse[]): Outcome {
  return trails.some(recordsTableReads)
    ? ok('A trail records data events of DynamoDB.')
    : attention(
        'No trail records data events of DynamoDB: reads of a table cannot be traced.',
        `Deploy the audit stack, or add the data events of the tables to a trail of your own. ${howTo}`,
      );
}
