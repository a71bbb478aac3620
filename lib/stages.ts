import type { FunctionFacts } from '../lambda/platform/environment.ts';

export const stageNames = ['local', 'dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** A protection is on, or someone has recorded why it is not. */
export type Protection = 'on' | { readonly off: string };

export const firewallModes = ['count', 'block'] as const;
export type FirewallMode = (typeof firewallModes)[number];

export interface Throttle {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Sizes, periods and protections of one stage. */
export interface Stage {
  readonly name: StageName;
  /** Begins the names of everything that is deployed: several of one size can stand side by side. */
  readonly deployment: string;
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
  /** Megabytes of a function's memory, and with it of its CPU: its facts, brought between these two. */
  readonly memory: { readonly minimum: number; readonly maximum: number };
  /** Concurrent executions set aside per function, by its name, or why none are. */
  readonly reservedConcurrency: Readonly<Record<string, number>> | { readonly off: string };
  /** Whether a 401 or 403 says why, also of a token that no issuer signed for us. */
  readonly rejections: 'explained' | 'general';
  readonly throttle: Throttle;
  /** For methods that anyone may call without a token. */
  readonly publicThrottle: Throttle;
  readonly edge: {
    /** Whether AWS's managed rules, which guess, only count what they match or turn it away. */
    readonly firewall: FirewallMode;
    /** Requests from one address in five minutes, on routes that take no token. */
    readonly publicRequestsPerAddress: number;
    /** The same for people and staff. Many people share one address: offices, mobile networks. */
    readonly requestsPerAddress: number;
    /** What was rejected or counted, with the address that it came from. */
    readonly logRetentionDays: 7 | 30 | 90;
  };
  readonly alarms: {
    /** Milliseconds that 99 of 100 decisions may take, as a caller sees it. */
    readonly decisionLatency: number;
    /** Calls in five minutes that are refused for their token. */
    readonly unauthenticated: number;
    /** Calls in five minutes that the firewall turns away. */
    readonly turnedAway: number;
    /** Keys of people that are destroyed in an hour; an erasure destroys a handful. */
    readonly keysDestroyed: number;
  };
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

// What is reserved for one function is taken from all others, in a pool that other programs of the
// account share; a new account has 10 executions in all, and Lambda refuses to go below 100 unreserved.
const sharedPool = {
  off: 'A reservation takes from a pool whose size only the operator knows; a wrong one stops deployment or starves another function.',
};

const local = {
  name: 'local',
  deployment: 'local',
  keyCacheSeconds: 1,
  apiTimeoutSeconds: 10,
  maximumTimeoutSeconds: 10,
  clockSkewSeconds: 1,
  logRetentionDays: 7,
  executionHistoryDays: 1,
  memory: { minimum: 128, maximum: 1_024 },
  reservedConcurrency: sharedPool,
  rejections: 'explained',
  throttle: { requestsPerSecond: 1_000, burst: 2_000 },
  publicThrottle: { requestsPerSecond: 1_000, burst: 2_000 },
  edge: {
    firewall: 'count',
    publicRequestsPerAddress: 300,
    requestsPerAddress: 3_000,
    logRetentionDays: 7,
  },
  alarms: { decisionLatency: 2_000, unauthenticated: 100, turnedAway: 100, keysDestroyed: 50 },
  protections: {
    termination: madeForThrowingAway,
    deletion: madeForThrowingAway,
    retention: madeForThrowingAway,
  },
} as const satisfies Stage;

const dev = {
  ...local,
  name: 'dev',
  deployment: 'dev',
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
  deployment: 'prod',
  logRetentionDays: 365,
  executionHistoryDays: 90,
  // A reason helps who tries forged tokens as much as who integrates.
  rejections: 'general',
  throttle: { requestsPerSecond: 500, burst: 1_000 },
  publicThrottle: { requestsPerSecond: 20, burst: 40 },
  // From 1,769 MB on a function has a whole CPU; this halves a cold start against 512 MB.
  memory: { minimum: 1_024, maximum: 1_769 },
  edge: {
    ...dev.edge,
    publicRequestsPerAddress: 600,
    requestsPerAddress: 6_000,
    logRetentionDays: 90,
  },
  alarms: { decisionLatency: 1_000, unauthenticated: 500, turnedAway: 1_000, keysDestroyed: 200 },
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

/** Megabytes of memory of the function in this stage. */
export const memoryMegabytes = ({ memory }: Stage, facts: FunctionFacts): number =>
  Math.min(memory.maximum, Math.max(memory.minimum, facts.memoryMegabytes));

/** Concurrent executions set aside for the function; undefined: it takes from the shared pool. */
export const reservedConcurrency = (stage: Stage, facts: FunctionFacts): number | undefined =>
  isOff(stage.reservedConcurrency) ? undefined : stage.reservedConcurrency[facts.name];

const isOff = (value: Stage['reservedConcurrency']): value is { readonly off: string } =>
  'off' in value && typeof value.off === 'string';

/**
 * After this many seconds no function can still use a subject key that was destroyed: the cache, the
 * longest single invocation of a function that holds such keys, and the difference between clocks.
 * A durable execution lasts longer, but reads the key again in each of its invocations.
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
    super(`unknown stage ${JSON.stringify(name)}; use -c stage=dev or -c stage=prod`);
  }
}
