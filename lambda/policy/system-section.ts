import * as z from 'zod';
import { idIssuer } from './connectors/fields.ts';
import { dynamodbSettings } from './connectors/dynamodb.ts';
import { lambdaSettings } from './connectors/lambda.ts';
import { langgraphSettings } from './connectors/langgraph.ts';
import { postgresqlSettings } from './connectors/postgresql.ts';
import { s3Settings } from './connectors/s3.ts';
import { webhookSettings } from './connectors/webhook.ts';
import { id, duration, period, text } from './fields.ts';
import { taskActions } from './vocabulary.ts';

/* Other stores of the operator, into which a request of a person is carried. */

export const connectorSettings = z.discriminatedUnion('kind', [
  dynamodbSettings,
  s3Settings,
  postgresqlSettings,
  langgraphSettings,
  lambdaSettings,
  webhookSettings,
]);
export type Connector = z.output<typeof connectorSettings>;
export type ConnectorKind = Connector['kind'];
export const connectorKinds = [
  'dynamodb',
  's3',
  'postgresql',
  'langgraph',
  'lambda',
  'webhook',
] as const satisfies readonly ConnectorKind[];

/** Why a system does not do it. Closed and published: people and certificates name it. */
export const inabilityGrounds = [
  'not-erasable',
  'not-possible',
  'no-personal-data',
  'kept-by-law',
] as const;
export type InabilityGround = (typeof inabilityGrounds)[number];

const inability = z.strictObject({
  ground: z
    .enum(inabilityGrounds)
    .describe(
      '`not-erasable`: the data cannot be taken out, as from trained weights; `not-possible`: the system has no means for it; `no-personal-data`: what it keeps is about no person; `kept-by-law`: a law asks that it is kept.',
    ),
  reason: text.describe('Why, in one or two plain sentences that people read.'),
  reference: text
    .optional()
    .describe('Article or document that the ground rests on: Section 257 HGB.'),
});

/** Functions of Custos are called `system-` and this: a system with the id would take the name. */
export const reservedSystemIds: readonly string[] = ['answers', 'api', 'run'];

/** Names of Lambda functions are built from it, and shortened after 64 characters. */
const systemId = id.max(32).refine((value) => !reservedSystemIds.includes(value), {
  error: 'is a name that the program uses itself',
});

export const system = z
  .strictObject({
    title: text.describe('Name that people read: Conversation memory.'),
    owner: z.email().describe('E-mail address of the team that answers for the system.'),
    categories: z
      .array(id)
      .min(1)
      .describe('Which categories of personal data it has: [prompt-text, output-text].'),
    recipient: id
      .optional()
      .describe('The recipient whose system it is; a system of your own when absent.'),
    issuer: idIssuer.optional(),
    timeAllowed: z
      .union([period, duration], {
        error: 'must be a period or a duration, such as P7D or PT1H',
      })
      .default('P7D')
      .describe(
        'How long it may take: P7D, PT1H. After that a request is completed without it, in part, and its answer is still taken.',
      ),
    cannot: z
      .partialRecord(z.enum(taskActions), inability)
      .default({})
      .describe(
        'What it cannot do, with the ground: export, erase, rectify, restrict. Each request says so instead of trying.',
      ),
    connector: connectorSettings.describe('What the system is, and how people are found in it.'),
  })
  .describe('A store of yours beside Custos, into which requests of people are carried.');

export type SystemSettings = z.output<typeof system>;

/** The stack of systems has a bounded number of resources. */
export const maximumSystems = 20;

export const systems = z
  .record(systemId, system)
  .refine((declared) => Object.keys(declared).length <= maximumSystems, {
    error: `has more than ${maximumSystems} systems`,
  })
  .default({})
  .describe(
    'Your other stores, by id: what people ask for is carried out there as well. None when empty.',
  );
