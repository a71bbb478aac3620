import { FunctionEnvironment } from './function-environment.ts';
import type { EnvironmentOptions } from './function-environment.ts';
import { IdleEnvironments } from './idle-environments.ts';
import type { Idle, IdleLimits } from './idle-environments.ts';
import { isQuarantined } from './adapters/quarantine/file-quarantine.ts';
import type { LocalFunction } from './functions.ts';
import type { Invocation, Invoke, InvokeStream, StreamedInvocation } from './invocation.ts';
import { ResponseBody } from './response-body.ts';

const largestPool = 4;

/** As the role of a quarantined function is denied everything, the code of the function included. */
const quarantined = {
  errorType: 'AccessDeniedException',
  errorMessage: 'the function is quarantined',
};

/** Environments of one function: the first on demand, more while all are busy. */
class FunctionPool {
  readonly #function: LocalFunction;
  readonly #options: EnvironmentOptions;
  readonly #ofAll: IdleEnvironments;
  readonly #environments = new Set<FunctionEnvironment>();
  /** The last one is used first, so that the others end. */
  readonly #idle = new Map<FunctionEnvironment, Idle>();
  readonly #waiting: ((environment: FunctionEnvironment) => void)[] = [];

  constructor(localFunction: LocalFunction, options: EnvironmentOptions, ofAll: IdleEnvironments) {
    this.#function = localFunction;
    this.#options = options;
    this.#ofAll = ofAll;
  }

  async run(payload: string, body?: ResponseBody): Promise<Invocation> {
    const environment = await this.#take();
    try {
      return await environment.run(payload, body);
    } finally {
      this.#give(environment);
    }
  }

  /** Resolves with the first bytes; the environment is busy until the last. */
  async stream(payload: string): Promise<StreamedInvocation> {
    const body = new ResponseBody();
    const ended = this.run(payload, body).then((invocation) => {
      body.finish(invocation);
      return invocation;
    });
    const first = await Promise.race([body.begun, ended]);
    return first !== 'begun' && first.kind === 'failed' ? first : { kind: 'streaming', body };
  }

  /** Ends the calls that run now, those that run for longer than this. */
  endWithin(seconds: number): void {
    for (const environment of this.#environments) environment.endWithin(seconds);
  }

  async end(): Promise<void> {
    await Promise.all([...this.#environments].map((environment) => environment.end()));
  }

  #take(): FunctionEnvironment | Promise<FunctionEnvironment> {
    for (const environment of [...this.#idle.keys()].reverse()) {
      this.#leaveIdle(environment);
      if (environment.isAlive) return environment;
      this.#environments.delete(environment);
    }
    if (this.#environments.size < largestPool) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(environment: FunctionEnvironment): void {
    if (!environment.isAlive) this.#environments.delete(environment);
    const next = this.#waiting.shift();
    if (next === undefined) {
      if (environment.isAlive) this.#becomeIdle(environment);
    } else {
      next(environment.isAlive ? environment : this.#start());
    }
  }

  #becomeIdle(environment: FunctionEnvironment): void {
    const idle = {
      end: () => {
        this.#idle.delete(environment);
        this.#environments.delete(environment);
        void environment.end();
      },
    };
    this.#idle.set(environment, idle);
    this.#ofAll.add(idle);
  }

  #leaveIdle(environment: FunctionEnvironment): void {
    const idle = this.#idle.get(environment);
    if (idle !== undefined) this.#ofAll.remove(idle);
    this.#idle.delete(environment);
  }

  #start(): FunctionEnvironment {
    const environment = new FunctionEnvironment(this.#function, this.#options);
    this.#environments.add(environment);
    return environment;
  }
}

export interface Functions {
  readonly invoke: Invoke;
  readonly invokeStream: InvokeStream;
  readonly has: (name: string) => boolean;
  /**
   * A key of a person was destroyed: ends the calls that may have read it before, those that still
   * run after `keyUseSeconds`.
   */
  readonly keyDestroyed: () => void;
  readonly stop: () => Promise<void>;
}

/** What a function can call of others. */
export type InvokedFunctions = Pick<Functions, 'invoke' | 'has'>;

export interface FunctionsOptions extends EnvironmentOptions {
  /** Folder that names the quarantined functions. @default - none is */
  readonly quarantine?: string;
  /** How long a call runs at most after a key of a person was destroyed. @default - its timeout */
  readonly keyUseSeconds?: number;
  readonly idle?: IdleLimits;
}

/** Runs functions by name as Lambda does: separate environments, one event at a time in each. */
export function runFunctions(
  functions: readonly LocalFunction[],
  options: FunctionsOptions,
): Functions {
  const { keyUseSeconds = Infinity } = options;
  const idle = new IdleEnvironments(options.idle);
  const pools = new Map(functions.map((one) => [one.name, new FunctionPool(one, options, idle)]));
  let stopped = false;
  const poolOf = (name: string): FunctionPool | Extract<Invocation, { kind: 'failed' }> => {
    const pool = pools.get(name);
    if (options.quarantine !== undefined && isQuarantined(options.quarantine, name)) {
      return { kind: 'failed', timedOut: false, error: quarantined };
    }
    if (pool !== undefined && !stopped) return pool;
    const errorType = stopped ? 'ServiceException' : 'ResourceNotFoundException';
    const errorMessage = stopped ? 'the runtime is stopping' : 'there is no such function';
    return { kind: 'failed', timedOut: false, error: { errorType, errorMessage } };
  };
  return {
    has: (name) => pools.has(name),
    keyDestroyed: () => {
      for (const { name, holdsSubjectKeys } of functions) {
        if (holdsSubjectKeys) pools.get(name)?.endWithin(keyUseSeconds);
      }
    },
    invoke: async (name, payload) => {
      const pool = poolOf(name);
      return pool instanceof FunctionPool ? pool.run(payload) : pool;
    },
    invokeStream: async (name, payload) => {
      const pool = poolOf(name);
      return pool instanceof FunctionPool ? pool.stream(payload) : pool;
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
