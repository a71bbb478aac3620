import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { randomUUID } from 'node:crypto';
import { afterAll, describe } from 'vitest';
import type { CustosEvent } from '../../lambda/event/event.ts';
import { EventBridgeEvents } from '../../lambda/event/eventbridge-events.ts';
import { eventsContract } from './contract.ts';

// CUSTOS_TEST_EVENTS_ENDPOINT=http://127.0.0.1:5000, for example of `moto_server`.
const endpoint = process.env['CUSTOS_TEST_EVENTS_ENDPOINT'];

describe.skipIf(endpoint === undefined)('a bus with a rule and a queue keeps the contract', () => {
  const client = new EventBridgeClient({
    ...(endpoint !== undefined && { endpoint }),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  afterAll(() => client.destroy());

  eventsContract(async () => {
    const name = `custos-test-${randomUUID()}`;
    const { QueueUrl } = await sqs('CreateQueue', { QueueName: name });
    const [, account = ''] = /\/(\d{12})\//.exec(String(QueueUrl)) ?? [];
    await client.send(new CreateEventBusCommand({ Name: name }));
    const EventPattern = JSON.stringify({ source: ['custos'] });
    await client.send(new PutRuleCommand({ Name: 'all', EventBusName: name, EventPattern }));
    const Arn = `arn:aws:sqs:eu-central-1:${account}:${name}`;
    const Targets = [{ Id: 'queue', Arn }];
    await client.send(new PutTargetsCommand({ Rule: 'all', EventBusName: name, Targets }));
    let bus = name;
    return {
      events: {
        publish: (list) => new EventBridgeEvents(bus, client).publish(list),
      },
      arrived: () => drain(String(QueueUrl)),
      cut: () => {
        bus = 'not the name of a bus';
      },
    };
  });
});

async function drain(QueueUrl: string): Promise<CustosEvent[]> {
  const events: CustosEvent[] = [];
  for (;;) {
    const { Messages = [] } = (await sqs('ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 600,
    })) as { Messages?: { Body: string }[] };
    if (Messages.length === 0) return events;
    const details = Messages.map(({ Body }) => JSON.parse(Body) as { detail: CustosEvent });
    events.push(...details.map(({ detail }) => detail));
  }
}

async function sqs(action: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(endpoint!, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20261124/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}
