import type { FunctionFacts } from '../lambda/platform/environment.ts';

export const stageNames = ['local', 'dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** A protection is on, or there is a recorded reason why it is off. */
export type Protection = 'on' | { readonly off: string };

export const firewallModes = ['count', 'block'] as const;
export type FirewallMode = (typeof firewallModes)[number];

/** Calls of the whole API that API Gateway lets through; it answers more with 429. */
export interface Throttle {
  readonly requestsPerSecond: number;
  /** Calls at one moment, before the rate applies. */
  readonly burst: number;
}

export const lockModes = ['governance', 'compliance'] as const;

/** How long files of the trails stay. */
export interface AuditRetention {
  readonly lock: {
    /**
     * `compliance`: no one deletes a file before its lock ends, the root user of the account included.
     * `governance`: a principal with `s3:BypassGovernanceRetention` can.
     */
    readonly mode: (typeof lockModes)[number];
    readonly days: number;
  };
  /** Files are deleted at this age; later than their lock ends. */
  readonly retentionDays: number;
}

/** Sizes, periods and protections of one stage. */
export interface Stage {
  readonly name: StageName;
  /** Prefix of all deployed names, so that several deployments of one size can share an account. */
  readonly deployment: string;
  /** How long a function may cache an unwrapped subject key; at most 300 by design. */
  readonly keyCacheSeconds: number;
  /**
   * Timeout of functions behind the API; the gateway's own is 29 seconds. A function that streams
   * has its own timeout, because the gateway allows it 15 minutes.
   */
  readonly apiTimeoutSeconds: number;
  /** Longest timeout of any function. */
  readonly maximumTimeoutSeconds: number;
  /**
   * How long an invocation runs at most after a key of a person is destroyed: as long as its function
   * may, or as many seconds as here. The embedded runtime ends what runs longer, so that an erasure
   * waits for seconds although functions may run for 15 minutes.
   */
  readonly keyUseSeconds: number | 'timeout';
  readonly clockSkewSeconds: number;
  readonly logRetentionDays: 7 | 30 | 365;
  /** How long the result of a finished durable execution is retained. */
  readonly executionHistoryDays: number;
  /**
   * Limits for the memory of a function in megabytes, and thus for its CPU; its facts have the
   * value.
   */
  readonly memory: { readonly minimum: number; readonly maximum: number };
  /** Reserved concurrency per function, by its name, or why there is none. */
  readonly reservedConcurrency: Readonly<Record<string, number>> | { readonly off: string };
  /**
   * Whether a 401 or 403 gives the reason for every token, also one that no configured issuer
   * signed.
   */
  readonly rejections: 'explained' | 'general';
  readonly throttle: Throttle;
  /** For methods that need no token. */
  readonly publicThrottle: Throttle;
  readonly edge: {
    /** Whether the managed rules of AWS that are not precise only count a match or block it. */
    readonly firewall: FirewallMode;
    /** Requests from one address in five minutes, on routes that take no token. */
    readonly publicRequestsPerAddress: number;
    /** The same for people and staff. Many people share one address: offices, mobile networks. */
    readonly requestsPerAddress: number;
    /** Retention of the firewall log, which has addresses. */
    readonly logRetentionDays: 7 | 30 | 90;
  };
  readonly alarms: {
    /** p99 of decisions in milliseconds, as the caller measures it. */
    readonly decisionLatency: number;
    /** Calls in five minutes whose token is rejected. */
    readonly unauthenticated: number;
    /** Reads of records in five minutes: several times the peak of the assistant. */
    readonly recordReads: number;
    /** Calls in five minutes that the firewall blocks. */
    readonly turnedAway: number;
  };
  readonly audit: AuditRetention;
  /**
   * Whether findings of GuardDuty and the like are reported. The stacks make none by default: an account
   * has one for all its programs, whose use it pays for.
   */
  readonly accountServices: 'existing' | 'off';
  readonly protections: {
    /** The stack cannot be deleted before this is switched off by hand. */
    readonly termination: Protection;
    /** The same for tables and log groups. */
    readonly deletion: Protection;
    /** Keys, tables and buckets are retained when their stack is deleted. */
    readonly retention: Protection;
  };
}

const madeForThrowingAway = {
  off: 'A stage for development is deployed and deleted at will; it must never have data of real people.',
};

// Reserved concurrency is taken from a pool that other programs of the account share; a new account
// has 10 executions in all, and Lambda keeps 100 unreserved.
const sharedPool = {
  off: 'A reservation takes from a pool whose size only the operator knows; a wrong one stops deployment or starves another function.',
};

const local = {
  name: 'local',
  deployment: 'local',
  keyCacheSeconds: 1,
  apiTimeoutSeconds: 10,
  maximumTimeoutSeconds: 900,
  keyUseSeconds: 10,
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
  alarms: { decisionLatency: 2_000, unauthenticated: 100, recordReads: 200, turnedAway: 100 },
  // A bucket with locked files cannot be deleted.
  audit: { lock: { mode: 'governance', days: 1 }, retentionDays: 30 },
  accountServices: 'off',
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
  keyUseSeconds: 'timeout',
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
  // A reason helps an attacker with forged tokens as much as a developer.
  rejections: 'general',
  throttle: { requestsPerSecond: 500, burst: 1_000 },
  publicThrottle: { requestsPerSecond: 20, burst: 40 },
  // A function with 1,769 MB or more has a whole CPU; this halves a cold start against 512 MB.
  memory: { minimum: 1_024, maximum: 1_769 },
  edge: {
    ...dev.edge,
    publicRequestsPerAddress: 600,
    requestsPerAddress: 6_000,
    logRetentionDays: 90,
  },
  alarms: { decisionLatency: 1_000, unauthenticated: 500, recordReads: 10_000, turnedAway: 1_000 },
  audit: { lock: { mode: 'compliance', days: 365 }, retentionDays: 400 },
  accountServices: 'existing',
  protections: { termination: 'on', deletion: 'on', retention: 'on' },
} as const satisfies Stage;

export const stages: Readonly<Record<StageName, Stage>> = deepFreeze({ local, dev, prod });

/** @throws UnknownStageError */
export function stageNamed(name: unknown): Stage {
  const known = stageNames.find((stageName) => stageName === name);
  if (known === undefined) throw new UnknownStageError(name);
  return stages[known];
}

/** Timeout of the function in seconds in this stage. */
export function timeoutSeconds(stage: Stage, facts: FunctionFacts): number {
  const { trigger } = facts;
  const isBuffered = trigger.kind === 'routes' && !trigger.routes.some(({ streams }) => streams);
  const cap =
    isBuffered || trigger.kind === 'authorizer'
      ? stage.apiTimeoutSeconds
      : stage.maximumTimeoutSeconds;
  return Math.min(facts.timeoutSeconds, cap);
}

/** Memory of the function in megabytes in this stage. */
export const memoryMegabytes = ({ memory }: Stage, facts: FunctionFacts): number =>
  Math.min(memory.maximum, Math.max(memory.minimum, facts.memoryMegabytes));

/** Reserved concurrency of the function; undefined: it uses the shared pool. */
export const reservedConcurrency = (stage: Stage, facts: FunctionFacts): number | undefined =>
  isOff(stage.reservedConcurrency) ? undefined : stage.reservedConcurrency[facts.name];

const isOff = (value: Stage['reservedConcurrency']): value is { readonly off: string } =>
  'off' in value && typeof value.off === 'string';

/**
 * After this many seconds no function can use a destroyed subject key: cache time, the longest
 * invocation of a function with such keys after it (`keyUseSeconds`), and the clock difference. A durable execution lasts
 * longer, but reads the key again in each invocation.
 */
export function lastUseSeconds(stage: Stage, functions: readonly FunctionFacts[]): number {
  const timeouts = functions.filter(holdsSubjectKeys).map((facts) => timeoutSeconds(stage, facts));
  const longest = Math.max(0, ...timeouts);
  const use = stage.keyUseSeconds === 'timeout' ? longest : Math.min(longest, stage.keyUseSeconds);
  return stage.keyCacheSeconds + use + stage.clockSkewSeconds;
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
