import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import type { Rule } from '@aws-sdk/client-eventbridge';
import { ask, unanswered } from './ask.ts';
import type { Check, DoctorContext } from './check.ts';
import { attention, failed, ok } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** EventBridge quotas, "Rules": for each event bus, unless AWS has raised it. */
const rulesPerBus = 300;
/**
 * Schedules, detections of the audit, service and watch stacks. A test counts those of the
 * templates; to read them here would load the CDK.
 */
export const neededRules = 32;

/**
 * The default event bus: schedules and the alarm on keys are rules of it, which CloudFormation cannot
 * create once the bus is full and which do nothing while they are disabled.
 */
export const defaultBus: Check = {
  name: 'default event bus',
  actions: ['events:ListRules'],
  run: async (context) => {
    const answer = await ask('events:ListRules', () => rulesOf(context));
    if (answer.kind !== 'answered') return [unanswered('Rules of the default event bus', answer)];
    const own = answer.value.filter(({ Name: name }) =>
      name?.startsWith(`Custos-${context.deployment}-`),
    );
    return [capacity(answer.value.length - own.length), ...own.flatMap(disabled)];
  },
};

async function rulesOf({ client }: DoctorContext): Promise<Rule[]> {
  const eventBridge = new EventBridgeClient(client);
  const rules: Rule[] = [];
  let token: string | undefined;
  do {
    const page = await eventBridge.send(new ListRulesCommand({ Limit: 100, NextToken: token }));
    rules.push(...(page.Rules ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return rules;
}

const capacity = (others: number): Outcome =>
  others + neededRules <= rulesPerBus
    ? ok(
        `The default event bus has ${others} other rules, and space for the ${neededRules} needed.`,
      )
    : failed(
        `The default event bus has ${others} other rules of ${rulesPerBus}; ${neededRules} more are needed.`,
        'Delete rules, or ask for more under Service Quotas, Amazon EventBridge, "Rules".',
      );

const disabled = ({ Name: name = '', State: state }: Rule): Outcome[] =>
  state === 'DISABLED'
    ? [
        attention(
          `The rule ${name} is disabled, so what it starts does not run.`,
          `Run aws events enable-rule --name ${name} unless it was disabled on purpose.`,
        ),
      ]
    : [];
