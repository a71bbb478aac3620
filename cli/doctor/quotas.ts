import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { functions } from '../../lib/functions.ts';
import type { Stage } from '../../lib/stages.ts';
import { tables } from '../../lib/tables.ts';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { attention, failed, ok, unknown } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** One quota by the name that Service Quotas shows, and what a stage needs of it. */
interface Quota {
  readonly service: string;
  readonly name: string;
  readonly needed: (stage: Stage) => number;
  /** What happens below: nothing deploys, or people are rejected when it gets busy. */
  readonly below: 'failed' | 'attention';
}

/** A read or write opens one key, resolves one identifier and signs at most once. */
const keyUsesPerRequest = 3;

const quotas: readonly Quota[] = [
  {
    service: 'apigateway',
    name: 'Throttle rate',
    needed: ({ throttle }) => throttle.requestsPerSecond,
    below: 'attention',
  },
  {
    service: 'apigateway',
    name: 'Throttle burst rate',
    needed: ({ throttle }) => throttle.burst,
    below: 'attention',
  },
  {
    service: 'apigateway',
    name: 'Maximum integration timeout in milliseconds',
    needed: ({ apiTimeoutSeconds }) => apiTimeoutSeconds * 1000,
    below: 'failed',
  },
  {
    service: 'kms',
    name: 'Cryptographic operations (symmetric) request rate',
    needed: ({ throttle }) => throttle.requestsPerSecond * keyUsesPerRequest,
    below: 'attention',
  },
  {
    service: 'kms',
    name: 'Cryptographic operations (ECC) request rate',
    needed: ({ throttle }) => throttle.requestsPerSecond,
    below: 'attention',
  },
  {
    service: 'dynamodb',
    name: 'Maximum number of tables',
    needed: () => tables.length,
    below: 'failed',
  },
  {
    service: 'lambda',
    name: 'Elastic network interfaces per VPC',
    needed: () => functions.length,
    below: 'attention',
  },
];

export const serviceQuotas: Check = {
  name: 'quotas',
  actions: ['servicequotas:ListServiceQuotas'],
  run: async ({ client, stage }) => {
    const service = new ServiceQuotasClient(client);
    const outcomes = await Promise.all(
      [...Map.groupBy(quotas, (quota) => quota.service)].map(async ([code, wanted]) => {
        const answer = await ask('servicequotas:ListServiceQuotas', () => valuesOf(service, code));
        return answer.kind === 'answered'
          ? wanted.map((quota) => judge(quota, stage, answer.value.get(quota.name)))
          : [unanswered(`Quotas of ${code}`, answer)];
      }),
    );
    return outcomes.flat();
  },
};

async function valuesOf(service: ServiceQuotasClient, code: string): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  let token: string | undefined;
  do {
    const page = await service.send(
      new ListServiceQuotasCommand({
        ServiceCode: code,
        MaxResults: 100,
        ...(token && { NextToken: token }),
      }),
    );
    for (const { QuotaName: name, Value: value } of page.Quotas ?? []) {
      if (name !== undefined && value !== undefined) values.set(name, value);
    }
    token = page.NextToken;
  } while (token !== undefined);
  return values;
}

function judge({ service, name, needed, below }: Quota, stage: Stage, value?: number): Outcome {
  const need = needed(stage);
  if (value === undefined) {
    return unknown(
      `Service Quotas names no "${name}" of ${service}.`,
      `Look it up in the console; stage ${stage.name} needs ${need}.`,
    );
  }
  if (value >= need) return ok(`${service}, ${name}: ${value}, needed ${need}.`);
  const words = `${service}, ${name}: ${value}, but stage ${stage.name} needs ${need}.`;
  const remedy = `Ask for more in the console of Service Quotas, service ${service}.`;
  return below === 'failed' ? failed(words, remedy) : attention(words, remedy);
}
