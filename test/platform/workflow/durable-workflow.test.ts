import { LambdaClient } from '@aws-sdk/client-lambda';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { DurableWorkflow } from '../../../lambda/platform/workflow/durable-workflow.ts';
import { workflowContract } from './contract.ts';

const arn = 'arn:aws:lambda:eu-central-1:111122223333:function:fulfilment:live';

/** The Invoke operation of Lambda, for durable executions. */
async function startLambda() {
  const started = new Map<string, string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const name = String(request.headers['x-amz-durable-execution-name']);
      const isAsked =
        request.url === `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations` &&
        request.headers['x-amz-invocation-type'] === 'Event';
      if (!isAsked) {
        response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }).end('{}');
      } else if (started.has(name) && started.get(name) !== body) {
        response
          .writeHead(409, { 'x-amzn-errortype': 'DurableExecutionAlreadyStartedException' })
          .end('{}');
      } else {
        started.set(name, body);
        response.writeHead(202).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { started, server, url: `http://127.0.0.1:${port}` };
}

workflowContract(async () => {
  const { started, server, url } = await startLambda();
  const client = new LambdaClient({
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const cutOff = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return {
    workflow: new DurableWorkflow(() => arn, client),
    started: () =>
      Promise.resolve(
        [...started].map(([name, body]) => ({ name, input: JSON.parse(body) as unknown })),
      ),
    cutOff,
  };
});
