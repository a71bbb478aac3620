import { driveWorkflows } from '../../../local/workflows.ts';
import { localInvoke } from './local-invoke.ts';
import { openDatabase } from '../../../lambda/platform/dynamo/database.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { openExecutions } from '../../../local/adapters/workflow/executions.ts';

/*
 * A driver in a process of its own, so that a test can kill it. Arguments: file for effects.
 * AWS_ENDPOINT_URL_DYNAMODB names the database.
 */
const [effects = ''] = process.argv.slice(2);
driveWorkflows({
  executions: openExecutions(openDatabase({}).client, systemClock),
  clock: systemClock,
  invoke: localInvoke(effects),
  functions: new Map([['fulfilment', { executionTimeoutSeconds: 3_600 }]]),
  say: (line) => console.log(line),
  // Executions start in another process.
  rereadMilliseconds: 100,
});
console.log('driving');
