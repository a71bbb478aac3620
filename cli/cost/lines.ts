import { functions } from '../../lib/functions.ts';
import { memoryMegabytes } from '../../lib/stages.ts';
import type { Stage } from '../../lib/stages.ts';
import { loadsOf } from './calls.ts';
import type { Load } from './calls.ts';
import { inventory } from './inventory.ts';
import { dollars } from './price.ts';
import type { Price, PriceName, Prices } from './price.ts';
import { volumesOf } from './usage.ts';
import type { Usage, Volumes } from './usage.ts';

export interface CostLine {
  readonly service: string;
  /** What it is, within its service. */
  readonly title: string;
  readonly price: PriceName;
  /** Units of the price in a month. */
  readonly quantity: number;
  readonly unit: string;
  readonly usd: number;
  readonly checkedOn: Price['checkedOn'];
}

/** Every line of a month's bill, those of nothing included. */
export function costLines(usage: Usage, stage: Stage, { prices }: Prices): readonly CostLine[] {
  const quantities = quantitiesOf(usage, stage);
  return Object.entries(services).flatMap(([service, names]) =>
    names.map((name): CostLine => {
      const { title, unit, checkedOn } = prices[name];
      const quantity = quantities[name];
      return {
        service,
        title,
        price: name,
        quantity,
        unit,
        usd: dollars(prices[name], quantity),
        checkedOn,
      };
    }),
  );
}

const services: Readonly<Record<string, readonly PriceName[]>> = {
  'API Gateway': ['apiCalls'],
  Lambda: [
    'lambdaRequests',
    'lambdaGigabyteSeconds',
    'durableOperations',
    'durableWritten',
    'durableKept',
  ],
  DynamoDB: ['tableWrites', 'tableReads', 'tableStorage', 'tableRecovery'],
  KMS: ['keys', 'symmetricUses', 'signatures'],
  CloudWatch: ['logIngestion', 'logStorage', 'alarms', 'dashboards', 'customMetrics'],
  EventBridge: ['events'],
  SQS: ['queueRequests'],
  SNS: ['notifications'],
  S3: ['objectPuts', 'objectStorage'],
  WAF: ['firewall', 'firewallRules', 'firewallRequests'],
  'Data transfer': ['transferOut'],
};

const gigabyte = 1024 ** 3;
const hoursPerMonth = 730;
/** Steps of one fulfilment, and what they check in. */
const stepsPerRequest = 30;
const checkpointBytes = 2_000;
/** Lines of a function and of the access log for one call. */
const logBytesPerInvocation = 900;
const logBytesPerCall = 500;
const answerBytes = 1_500;
/** Rows that stay small: person, aliases, keys, states, evidence. */
const rowsPerSubject = 12;
const smallRowBytes = 700;
const exportDays = 7;
/** The table keeps the key that encrypts it for five minutes, for each role that calls. */
const tableKeyUsesPerHour = 12;
/** Queues are looked into by an alarm's metric, not by us; a dead letter now and then. */
const deadLetters = 100;

function quantitiesOf(usage: Usage, stage: Stage): Readonly<Record<PriceName, number>> {
  const volumes = volumesOf(usage);
  const loads = loadsOf(volumes);
  const sum = (of: (load: Load) => number) => loads.reduce((total, load) => total + of(load), 0);
  const apiCalls = sum((load) => load.apiCalls);
  const invocations = sum((load) => load.invocations);
  const stored = storedGigabytes(usage, volumes);
  const logs = (invocations * logBytesPerInvocation + apiCalls * logBytesPerCall) / gigabyte;
  const operations = volumes.requests * stepsPerRequest;
  const written = (operations * checkpointBytes) / gigabyte;
  const exported = (volumes.requests / 2) * volumes.recordsOfOne * usage.recordBytes;
  return {
    apiCalls,
    lambdaRequests: invocations,
    lambdaGigabyteSeconds: sum((load) => gigabyteSeconds(load, stage)),
    durableOperations: operations,
    durableWritten: written,
    durableKept: (written * stage.executionHistoryDays) / 30,
    tableWrites: sum((load) => load.writes),
    tableReads: sum((load) => load.reads),
    tableStorage: stored,
    tableRecovery: stored,
    keys: inventory.keys,
    symmetricUses: sum((load) => load.symmetricUses) + tableKeyUses(),
    signatures: sum((load) => load.signatures),
    logIngestion: logs,
    logStorage: (logs * stage.logRetentionDays) / 30,
    alarms: inventory.alarmMetrics,
    dashboards: inventory.dashboards,
    customMetrics: inventory.metricFilters + inventory.measuredMethods * metricsPerMethod,
    events: sum((load) => load.events),
    queueRequests: deadLetters,
    notifications: deadLetters,
    objectPuts: volumes.requests / 2,
    objectStorage: (exported / gigabyte) * (exportDays / 30),
    firewall: inventory.webAcls,
    firewallRules: inventory.webAclRules,
    firewallRequests: apiCalls,
    transferOut: (apiCalls * answerBytes + exported) / gigabyte,
  };
}

function gigabyteSeconds(load: Load, stage: Stage): number {
  const facts = functions.find(({ name }) => name === load.function);
  if (facts === undefined) throw new UnknownFunctionError(load.function);
  const megabytes = memoryMegabytes(stage, facts);
  return (load.invocations * load.milliseconds * megabytes) / 1_000 / 1_024;
}

const storedGigabytes = ({ subjects }: Usage, { heldRecords, rowBytes }: Volumes): number =>
  (heldRecords * rowBytes + subjects * rowsPerSubject * smallRowBytes) / gigabyte;

/** Count, latency, integration latency, 4xx and 5xx. */
const metricsPerMethod = 5;

/** At most: a function that nobody calls uses no key. */
const tableKeyUses = (): number =>
  functions.reduce((sum, { needs }) => sum + needs.filter((need) => 'table' in need).length, 0) *
  tableKeyUsesPerHour *
  hoursPerMonth;

/** The estimate speaks of a function that the program no longer has. */
class UnknownFunctionError extends Error {
  override readonly name = 'UnknownFunctionError';

  constructor(name: string) {
    super(`no function is called ${name}: correct cli/cost/calls.ts`);
  }
}
