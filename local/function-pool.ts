import { FunctionEnvironment } from './function-environment.ts';
import type { EnvironmentOptions } from './function-environment.ts';
import { isQuarantined } from './adapters/quarantine/file-quarantine.ts';
import type { LocalFunction } from './functions.ts';
import type { Invocation, Invoke } from './invocation.ts';

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
  readonly #environments = new Set<FunctionEnvironment>();
  readonly #idle: FunctionEnvironment[] = [];
  readonly #waiting: ((environment: FunctionEnvironment) => void)[] = [];

  constructor(localFunction: LocalFunction, options: EnvironmentOptions) {
    this.#function = localFunction;
    this.#options = options;
  }

  async run(payload: string): Promise<Invocation> {
    const environment = await this.#take();
    try {
      return await environment.run(payload);
    } finally {
      this.#give(environment);
    }
  }

  async end(): Promise<void> {
    await Promise.all([...this.#environments].map((environment) => environment.end()));
  }

  #take(): FunctionEnvironment | Promise<FunctionEnvironment> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.isAlive) return idle;
      this.#environments.delete(idle);
    }
    if (this.#environments.size < largestPool) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(environment: FunctionEnvironment): void {
    if (!environment.isAlive) this.#environments.delete(environment);
    const next = this.#waiting.shift();
    if (next === undefined) {
      if (environment.isAlive) this.#idle.push(environment);
    } else {
      next(environment.isAlive ? environment : this.#start());
    }
  }

  #start(): FunctionEnvironment {
    const environment = new FunctionEnvironment(this.#function, this.#options);
    this.#environments.add(environment);
    return environment;
  }
}

export interface Functions {
  readonly invoke: Invoke;
  readonly has: (name: string) => boolean;
  readonly stop: () => Promise<void>;
}

/** Runs functions by name as Lambda does: separate environments, one event at a time in each. */
export function runFunctions(
  functions: readonly LocalFunction[],
  options: EnvironmentOptions & { readonly quarantine?: string },
): Functions {
  const pools = new Map(functions.map((one) => [one.name, new FunctionPool(one, options)]));
  let stopped = false;
  return {
    has: (name) => pools.has(name),
    invoke: async (name, payload) => {
      const pool = pools.get(name);
      if (options.quarantine !== undefined && isQuarantined(options.quarantine, name)) {
        return { kind: 'failed', timedOut: false, error: quarantined };
      }
      if (pool !== undefined && !stopped) return pool.run(payload);
      const errorType = stopped ? 'ServiceException' : 'ResourceNotFoundException';
      const errorMessage = stopped ? 'the runtime is stopping' : 'there is no such function';
      return { kind: 'failed', timedOut: false, error: { errorType, errorMessage } };
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
