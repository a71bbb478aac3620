import type { Stack } from '@aws-sdk/client-cloudformation';
import { stackNames } from '../../lib/names.ts';
import type { Stage } from '../../lib/stages.ts';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { deployedStacks } from './deployed-stacks.ts';
import { attention, failed, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What is deployed of the stage: state, protection and drift of each stack, and whether others know it. */
export const stacks: Check = {
  name: 'stacks',
  actions: ['cloudformation:DescribeStacks'],
  run: async (context) => {
    const { stage, deployment } = context;
    const answer = await ask('cloudformation:DescribeStacks', () => deployedStacks(context));
    if (answer.kind !== 'answered') return [unanswered('Deployed stacks', answer)];
    if (answer.value.length === 0) return [ok(`${deployment} is not deployed yet.`)];
    return [
      ...answer.value.flatMap((stack) => judge(stack, stage)),
      ...watching(deployment, answer.value),
    ];
  },
};

function judge(stack: Stack, stage: Stage): Outcome[] {
  const name = stack.StackName ?? '';
  return [state(name, stack), protection(name, stack, stage), drift(name, stack)];
}

function state(name: string, stack: Stack): Outcome {
  const { StackStatus: status = '' } = stack;
  if (neverCreated.has(status)) return failed(`${name} is ${status}.`, startAgain(name, stack));
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    return failed(
      `${name} is ${status}.`,
      `Mend what the rollback met (aws cloudformation describe-stack-events --stack-name ${name}), then run aws cloudformation continue-update-rollback --stack-name ${name}.`,
    );
  }
  if (status.endsWith('_FAILED') || status.startsWith('ROLLBACK_')) {
    return failed(
      `${name} is ${status}.`,
      `Read its events (aws cloudformation describe-stack-events --stack-name ${name}), mend the cause, deploy again.`,
    );
  }
  if (status.endsWith('_IN_PROGRESS')) {
    return attention(`${name} is ${status}.`, 'Wait until it is done and ask again.');
  }
  return status === 'UPDATE_ROLLBACK_COMPLETE'
    ? attention(
        `${name} went back to the version before its last update.`,
        'Mend the cause and deploy again.',
      )
    : ok(`${name} is ${status}.`);
}

/** A first creation failed: CloudFormation updates no such stack, it can only be deleted. */
const neverCreated = new Set(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED']);

function startAgain(name: string, stack: Stack): string {
  const unprotect =
    stack.EnableTerminationProtection === true
      ? [
          `aws cloudformation update-termination-protection --stack-name ${name} --no-enable-termination-protection`,
        ]
      : [];
  const commands = [...unprotect, `aws cloudformation delete-stack --stack-name ${name}`];
  return (
    `Read its events (aws cloudformation describe-stack-events --stack-name ${name}) and mend the cause. ` +
    `It can only be deleted: ${commands.join(', then ')}. Then look for what it left behind ` +
    '(docs/operate.md, "First deployment failed"), and deploy again.'
  );
}

function protection(name: string, stack: Stack, stage: Stage): Outcome {
  if (stack.EnableTerminationProtection === true) return ok(`${name} is protected from deletion.`);
  return stage.protections.termination === 'on'
    ? failed(
        `${name} can be deleted, though stage ${stage.name} says otherwise.`,
        'Deploy again: the deployment switches termination protection on.',
      )
    : ok(`${name} can be deleted, as stage ${stage.name} says.`);
}

function drift(name: string, { DriftInformation: information }: Stack): Outcome {
  const remedy = `Run aws cloudformation detect-stack-drift --stack-name ${name}, and ask again after a few minutes.`;
  switch (information?.StackDriftStatus) {
    case 'IN_SYNC':
      return ok(`${name} was as its template says on ${day(information.LastCheckTimestamp)}.`);
    case 'DRIFTED':
      return failed(
        `${name} was changed by hand: it differs from its template.`,
        `Look at what differs (aws cloudformation describe-stack-resource-drifts --stack-name ${name}) and undo it: rights, keys and periods are only what the template says while they are not edited by hand.`,
      );
    case 'NOT_CHECKED':
    case 'UNKNOWN':
    case undefined:
      return attention(`No drift check has shown whether ${name} was changed by hand.`, remedy);
  }
}

/**
 * A stack reads the names of what another one made when it is itself updated: alarms stay silent, and routes
 * fail, for functions that no longer exist.
 */
function watching(deployment: string, all: readonly Stack[]): Outcome[] {
  const names = stackNames({ deployment });
  const named = (wanted: string) => all.find(({ StackName: name }) => name === wanted);
  const watch = named(names.watch);
  const callees = [names.media, names.systems, names.learning];
  return [...callees, names.service].flatMap((name) => {
    const acting = named(name);
    if (acting === undefined) return [];
    if (watch === undefined) {
      const remedy = 'Run npx cdk deploy --all.';
      return [failed(`Nothing watches ${name}: ${names.watch} is not deployed.`, remedy)];
    }
    const service = callees.includes(name) ? named(names.service) : undefined;
    const pages = name === names.service ? named(names.web) : undefined;
    return [
      isOlder(watch, acting)
        ? failed(
            `${names.watch} watches functions of an earlier ${name}, so no alarm fires.`,
            again(names.watch),
          )
        : ok(`${names.watch} was updated since ${name} was created.`),
      ...(service !== undefined && isOlder(service, acting)
        ? [
            failed(
              `${names.service} calls functions of an earlier ${name}, so their routes fail.`,
              again(names.service),
            ),
          ]
        : []),
      ...(pages !== undefined && isOlder(pages, acting)
        ? [
            failed(
              `${names.web} calls the API of an earlier ${name}, so the pages show nothing.`,
              again(names.web),
            ),
          ]
        : []),
    ];
  });
}

const again = (name: string): string => `Run npx cdk deploy ${name} --exclusively --force.`;

const isOlder = (reader: Stack, made: Stack): boolean =>
  (made.CreationTime?.getTime() ?? 0) >
  ((reader.LastUpdatedTime ?? reader.CreationTime)?.getTime() ?? 0);

const day = (at: Date | undefined): string => at?.toISOString().slice(0, 10) ?? 'a day unknown';
