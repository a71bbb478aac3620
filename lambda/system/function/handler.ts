import { LambdaClient } from '@aws-sdk/client-lambda';
import { systemClock } from '../../value/time.ts';
import { connectorFunction } from '../connector-function.ts';
import { openFunction } from './connector.ts';

/** Called by `system-run`: `{action, ...call}` → the reply of the action. */
export const handler = connectorFunction('lambda', (settings) => {
  const client = new LambdaClient({
    // arn:aws:lambda:region:account:function:name
    region: settings.function.split(':')[3],
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000 },
  });
  return openFunction({ settings, client, clock: systemClock });
});
