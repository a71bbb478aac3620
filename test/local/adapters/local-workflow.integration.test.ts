import { LocalWorkflow } from '../../../local/adapters/workflow/local-workflow.ts';
import { openExecutions } from '../../../local/adapters/workflow/executions.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { openDatabase } from '../../../lambda/platform/dynamo/database.ts';
import { onTestFinished, vi } from 'vitest';
import { workflowContract } from '../../platform/workflow/contract.ts';
import { driven } from '../../platform/workflow/driven.ts';

workflowContract(async () => {
  const { executions, proxy } = await driven(onTestFinished);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', proxy.url);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return {
    workflow: new LocalWorkflow(openExecutions(openDatabase({}).client, systemClock)),
    started: async () => {
      const states = await Promise.all(
        (await executions.open()).map((name) => executions.load(name)),
      );
      return states.flatMap((state) =>
        state === undefined
          ? []
          : [{ name: state.row.executionName, input: JSON.parse(state.row.input) as unknown }],
      );
    },
    cutOff: () => {
      proxy.inject(() => true, { kind: 'disconnect-before' });
      return Promise.resolve();
    },
  };
});
