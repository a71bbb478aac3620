import { tombstones } from '../lambda/platform/keyring/table.ts';
import { keysPerHour } from '../lambda/policy/categories.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { verificationPass } from '../lambda/verification/needs.ts';
import { maximumLanes } from '../lambda/verification/plan.ts';
import { stages } from '../lib/stages.ts';
import { assumed, daySeconds, daysPerYear } from './assumed.ts';
import { callsPerPrompt } from './scale.ts';
import type { Units } from './meter.ts';
import { partitionLimits, partitionsOfNewTable } from './partitions.ts';
import type { Pattern } from './patterns.ts';
import { storedTerabytes, terabytesOfPass } from './whole-tables.ts';

/** Quotas of an account and a Region as AWS sets them at first; each can be raised. */
export const quotas = {
  /** Amazon API Gateway: throttle of an account, requests a second. */
  apiRequests: 10_000,
  /** AWS Lambda: concurrent executions. */
  executions: 1_000,
  /** AWS KMS: symmetric operations a second, in Regions without a higher quota. */
  keyUses: 10_000,
  /** AWS KMS: operations with ECC keys a second. */
  signatures: 1_000,
  /** Amazon DynamoDB: read and write units a second of one table with on-demand capacity. */
  tableUnits: 40_000,
} as const;

/** Of a call that a function answers. */
export const secondsPerCall = 0.1;

export interface TableUse {
  readonly table: string;
  /** For each prompt. */
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface SharedRow {
  readonly table: string;
  readonly shards: number;
  /** Of the limit of one partition, for each prompt a second. */
  readonly share: number;
}

export interface Limit {
  readonly name: string;
  readonly atFirst: string;
  /** How many people reach it at the peak. */
  readonly reachedBy: number;
  readonly remedy: string;
}

interface Loads {
  /** For each prompt. */
  readonly units: Units;
  readonly tables: readonly TableUse[];
  readonly shared: readonly SharedRow[];
  readonly keysPerErasure: number;
  readonly policy: Policy;
}

export const meanPrompts = (people: number): number =>
  (people * assumed.promptsPerDay) / daySeconds;
export const peakPrompts = (people: number): number => meanPrompts(people) * assumed.peakFactor;

const peakErasuresPerHour = (assumed.erasuresPerYear * assumed.peakFactor) / (daysPerYear * 24);

/** A transaction takes two units for each row of up to 1 KB. */
const unitsPerTombstone = 2;

/** Keys that the erasure of the measured person destroys. */
export const keysPerErasure = (erasure: readonly Pattern[]): number =>
  erasure
    .filter(({ table }) => table === tombstones.name)
    .reduce((total, { writeUnits }) => total + writeUnits, 0) / unitsPerTombstone;

/** What is reached first comes first. */
export const limitsOf = (loads: Loads): readonly Limit[] =>
  [...ownLimits(loads), ...quotaLimits(loads), ...tableLimits(loads)].toSorted(
    (one, other) => one.reachedBy - other.reachedBy,
  );

function ownLimits({ shared, keysPerErasure: keys, policy }: Loads): readonly Limit[] {
  const { requestsPerSecond, burst } = stages.prod.throttle;
  const { peoplePerHour } = policy.requests.erasure;
  const mostKeys = keysPerHour(policy);
  return [
    {
      name: 'API, throttle of the stage, calls a second',
      atFirst: `${number(requestsPerSecond)}, burst ${number(burst)}`,
      reachedBy: requestsPerSecond / (callsPerPrompt * peakPrompts(1)),
      remedy: 'set the prop `throttle`; the limit for one address of a program follows',
    },
    {
      name: 'lanes of a verification pass',
      atFirst: `${maximumLanes}, ${Math.floor(terabytesOfPass)} TB in ${verificationPass.trigger.timeoutDays} days`,
      reachedBy: terabytesOfPass / storedTerabytes(1),
      remedy: 'raise `maximumLanes` and the quota of read units of a table',
    },
    {
      name: 'erasures, people an hour',
      atFirst: number(peoplePerHour),
      reachedBy: peoplePerHour / peakErasuresPerHour,
      remedy: 'raise `peoplePerHour` in the policy: one person more pauses erasures',
    },
    {
      name: 'alarm `KeysDestroyed`, keys an hour',
      atFirst: number(mostKeys + 1),
      reachedBy: (mostKeys + 1) / (keys * peakErasuresPerHour),
      remedy: `follows from \`peoplePerHour\`; a person has up to ${mostKeys / peoplePerHour} keys, the measured one ${keys}`,
    },
    ...shared.map(({ table, shards, share }) => ({
      name: `\`${table}\`, busiest row that everybody shares`,
      atFirst: shards === 1 ? 'one row' : `${shards} rows`,
      reachedBy: 1 / (share * peakPrompts(1)),
      remedy: 'raise the number of its rows, see above',
    })),
  ];
}

const quotaLimits = ({ units }: Loads): readonly Limit[] =>
  [
    {
      name: 'API Gateway, requests a second',
      quota: quotas.apiRequests,
      each: callsPerPrompt,
      remedy: 'raise the quota, and `throttle` below it',
    },
    {
      name: 'Lambda, concurrent executions',
      quota: quotas.executions,
      each: callsPerPrompt * secondsPerCall,
      remedy: 'raise the quota',
    },
    {
      name: 'KMS, symmetric operations a second',
      quota: quotas.keyUses,
      atFirst: `${number(quotas.keyUses)} to 100,000, by Region`,
      each: units.keyUses,
      remedy: 'raise the quota before a launch: nothing is cached then',
    },
    {
      name: 'KMS, operations with ECC keys a second',
      quota: quotas.signatures,
      each: units.signatures,
      remedy: 'raise the quota before many make choices at one time',
    },
  ].map(({ name, quota, atFirst = number(quota), each, remedy }) => ({
    ...{ name, atFirst, remedy },
    reachedBy: quota / (each * peakPrompts(1)),
  }));

/** Of the table that reaches it first. */
function tableLimits({ tables }: Loads): readonly Limit[] {
  const [writes, reads] = [
    partitionLimits.writeUnits * partitionsOfNewTable,
    partitionLimits.readUnits * partitionsOfNewTable,
  ];
  const first = (most: { readonly writeUnits: number; readonly readUnits: number }) => {
    const promptsOf = ({ writeUnits, readUnits }: TableUse): number =>
      Math.min(most.writeUnits / writeUnits, most.readUnits / readUnits);
    const [one] = tables.toSorted((some, other) => promptsOf(some) - promptsOf(other));
    if (one === undefined) throw new RangeError('no table is used');
    return { table: one.table, reachedBy: promptsOf(one) / peakPrompts(1) };
  };
  const warm = first({ writeUnits: writes, readUnits: reads });
  const quota = first({ writeUnits: quotas.tableUnits, readUnits: quotas.tableUnits });
  return [
    {
      name: `DynamoDB, warm throughput of a new table (\`${warm.table}\`)`,
      atFirst: `${number(writes)} writes, ${number(reads)} reads`,
      reachedBy: warm.reachedBy,
      remedy: 'set it before a launch; a table that grows slowly splits in time',
    },
    {
      name: `DynamoDB, units a second of a table (\`${quota.table}\`)`,
      atFirst: number(quotas.tableUnits),
      reachedBy: quota.reachedBy,
      remedy: 'raise the quota',
    },
  ];
}

const number = (value: number): string => value.toLocaleString('en-US');
