import type { FunctionFacts } from '../lambda/platform/environment.ts';

export const stageNames = ['local', 'dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** A protection is on, or somebody has written down why it is not. */
export type Protection = 'on' | { readonly off: string };

export interface Throttle {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Sizes, periods and protections of one stage. */
export interface Stage {
  readonly name: StageName;
  /** How long a function may keep an unwrapped subject key; at most 300 by design. */
  readonly keyCacheSeconds: number;
  /** Functions behind the API are cut off here; the gateway itself gives up after 29 seconds. */
  readonly apiTimeoutSeconds: number;
  /** No invocation of any function lasts longer. */
  readonly maximumTimeoutSeconds: number;
  readonly clockSkewSeconds: number;
  readonly logRetentionDays: 7 | 30 | 365;
  /** How long a finished durable execution can still be looked at. */
  readonly executionHistoryDays: number;
  readonly throttle: Throttle;
  /** For methods that anybody may call without a token. */
  readonly publicThrottle: Throttle;
  /** Reserved per function; the account's shared pool when absent. */
  readonly reservedConcurrency?: number;
  readonly protections: {
    /** A stack cannot be deleted before this is switched off by hand. */
    readonly termination: Protection;
    /** Nor can a table or a group of logs. */
    readonly deletion: Protection;
    /** Keys, tables and buckets stay behind when their stack goes. */
    readonly retention: Protection;
  };
}

const madeForThrowingAway = {
  off: 'A stage for development is made and thrown away; it must never hold data of real people.',
};

const local = {
  name: 'local',
  keyCacheSeconds: 1,
  apiTimeoutSeconds: 10,
  maximumTimeoutSeconds: 10,
  clockSkewSeconds: 1,
  logRetentionDays: 7,
  executionHistoryDays: 1,
  throttle: { requestsPerSecond: 1_000, burst: 2_000 },
  publicThrottle: { requestsPerSecond: 1_000, burst: 2_000 },
  protections: {
    termination: madeForThrowingAway,
    deletion: madeForThrowingAway,
    retention: madeForThrowingAway,
  },
} as const satisfies Stage;

const dev = {
  ...local,
  name: 'dev',
  keyCacheSeconds: 300,
  apiTimeoutSeconds: 29,
  maximumTimeoutSeconds: 900,
  clockSkewSeconds: 60,
  logRetentionDays: 30,
  executionHistoryDays: 14,
  throttle: { requestsPerSecond: 50, burst: 100 },
  publicThrottle: { requestsPerSecond: 5, burst: 10 },
} as const satisfies Stage;

const prod = {
  ...dev,
  name: 'prod',
  logRetentionDays: 365,
  executionHistoryDays: 90,
  throttle: { requestsPerSecond: 500, burst: 1_000 },
  publicThrottle: { requestsPerSecond: 20, burst: 40 },
  protections: { termination: 'on', deletion: 'on', retention: 'on' },
} as const satisfies Stage;

export const stages: Readonly<Record<StageName, Stage>> = deepFreeze({ local, dev, prod });

/** @throws UnknownStageError */
export function stageNamed(name: unknown): Stage {
  const known = stageNames.find((stageName) => stageName === name);
  if (known === undefined) throw new UnknownStageError(name);
  return stages[known];
}

/** Seconds that one invocation of the function may last in this stage. */
export function timeoutSeconds(stage: Stage, facts: FunctionFacts): number {
  const behindTheApi = facts.trigger.kind === 'routes' || facts.trigger.kind === 'authorizer';
  const cap = behindTheApi ? stage.apiTimeoutSeconds : stage.maximumTimeoutSeconds;
  return Math.min(facts.timeoutSeconds, cap);
}

/**
 * After this many seconds no function can still use a subject key that was destroyed: the cache, the
 * longest single invocation of a function that holds such keys, and the difference between clocks.
 * A durable execution lasts longer, but reads the key anew in each of its invocations.
 */
export function lastUseSeconds(stage: Stage, functions: readonly FunctionFacts[]): number {
  const timeouts = functions.filter(holdsSubjectKeys).map((facts) => timeoutSeconds(stage, facts));
  return stage.keyCacheSeconds + Math.max(0, ...timeouts) + stage.clockSkewSeconds;
}

const holdsSubjectKeys = ({ needs }: FunctionFacts): boolean =>
  needs.some(
    (need) =>
      'keyring' in need &&
      need.keyring.some((action) => action === 'unwrap' || action === 'generate-data-key'),
  );

function deepFreeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part as object);
  }
  return Object.freeze(value);
}

/** `-c stage=` names no stage. */
export class UnknownStageError extends Error {
  override readonly name = 'UnknownStageError';

  constructor(name: unknown) {
    super(`unknown stage ${JSON.stringify(name)}; use -c stage=${stageNames.join(', ')}`);
  }
}
