import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Readable } from 'node:stream';
import type { UseOfService } from './adapters/use-of-service.ts';
import { noteStart } from './adapters/workflow/started.ts';
import { millisecondsAhead } from './later.ts';
import type { LocalFunction } from './functions.ts';
import type { Invocation } from './invocation.ts';
import type { ResponseBody } from './response-body.ts';
import { localAccount, localRegion } from './template.ts';
import { notLoaded } from './worker-messages.ts';
import type { WorkerAnswer, WorkerFacts, WorkerRequest } from './worker-messages.ts';

const longestStart = 10_000;
/** A third of the memory that V8 would take for a function; CPU time was the same within noise. */
const youngMegabytes = 4;

export interface EnvironmentOptions {
  readonly compileCache: string;
  /** Receives what the function writes to standard output and standard error. */
  readonly log: (output: Readable, functionName: string) => void;
  /** Receives each call that the function makes of the keyring and of the objects. */
  readonly used?: (use: UseOfService, functionName: string) => void;
}

/** One worker thread that runs one function, one event at a time, until it fails or is stopped. */
export class FunctionEnvironment {
  readonly #function: LocalFunction;
  readonly #worker: Worker;
  readonly #ready: Promise<Invocation | undefined>;
  #settle: ((invocation: Invocation) => void) | undefined;
  #body: ResponseBody | undefined;
  #calls = 0;
  #alive = true;
  #limit: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;

  constructor(localFunction: LocalFunction, options: EnvironmentOptions) {
    const { name, module, exported, timeoutSeconds, memoryMegabytes, environment } = localFunction;
    this.#function = localFunction;
    const workerData: WorkerFacts = {
      name,
      arn: `arn:aws:lambda:${localRegion}:${localAccount}:function:${name}`,
      module,
      exported,
      timeoutSeconds,
      memoryMegabytes,
      aheadMilliseconds: millisecondsAhead(),
    };
    this.#worker = new Worker(
      new URL(`./worker${extname(import.meta.filename)}`, import.meta.url),
      {
        workerData,
        // The worker itself is compiled before its first line runs: without the cache it loads what
        // strips types, 13 MB and twice the time.
        env: { ...environment, NODE_COMPILE_CACHE: options.compileCache },
        execArgv: [],
        stdout: true,
        stderr: true,
        resourceLimits: {
          maxOldGenerationSizeMb: memoryMegabytes,
          maxYoungGenerationSizeMb: youngMegabytes,
        },
      },
    );
    options.log(this.#worker.stdout, name);
    options.log(this.#worker.stderr, name);
    this.#ready = this.#begin(options.used);
  }

  /** A worker that timed out or crashed receives no more events. */
  get isAlive(): boolean {
    return this.#alive;
  }

  /** @param body receives what a function streams; without one it is discarded */
  async run(payload: string, body?: ResponseBody): Promise<Invocation> {
    const refused = await this.#ready;
    if (refused !== undefined) return refused;
    const { promise, resolve } = Promise.withResolvers<Invocation>();
    this.#settle = resolve;
    this.#calls += 1;
    const id = this.#calls;
    this.#body = body;
    body?.from({
      more: () => this.#post({ kind: 'more', id }),
      stop: () => this.#post({ kind: 'stop', id }),
    });
    this.endWithin(this.#function.timeoutSeconds);
    this.#post({ kind: 'call', id, requestId: randomUUID(), payload });
    const invocation = await promise;
    clearTimeout(this.#limit?.timer);
    this.#limit = undefined;
    this.#settle = undefined;
    this.#body = undefined;
    return invocation;
  }

  /** Ends the call that runs, if it runs for longer than this. */
  endWithin(seconds: number): void {
    const at = performance.now() + seconds * 1000;
    if (this.#settle === undefined || at >= (this.#limit?.at ?? Infinity)) return;
    clearTimeout(this.#limit?.timer);
    const timer = setTimeout(() => {
      this.#settle?.({
        kind: 'failed',
        timedOut: true,
        error: {
          errorType: 'Sandbox.Timedout',
          errorMessage: `Task timed out after ${this.#function.timeoutSeconds.toFixed(2)} seconds`,
        },
      });
      void this.end();
    }, seconds * 1000);
    this.#limit = { at, timer };
  }

  #post(request: WorkerRequest): void {
    this.#worker.postMessage(request);
  }

  #take(bytes: Uint8Array, id: number): void {
    if (this.#body === undefined) this.#post({ kind: 'more', id });
    else this.#body.receive(bytes);
  }

  async end(): Promise<void> {
    this.#alive = false;
    await this.#worker.terminate();
  }

  /** Loads the bundle; returns why it cannot run, or undefined. */
  async #begin(used: EnvironmentOptions['used']): Promise<Invocation | undefined> {
    const { promise, resolve } = Promise.withResolvers<Invocation | undefined>();
    const timer = setTimeout(() => {
      void this.end();
      resolve(failed('Sandbox.InitTimedout', 'the function took too long to start'));
    }, longestStart);
    this.#worker.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'ready') {
        resolve(undefined);
      } else if (answer.kind === 'used') {
        used?.(answer.use, this.#function.name);
      } else if (answer.kind === 'started') {
        noteStart(answer.executionName);
      } else if (answer.kind === 'chunk') {
        if (answer.id === this.#calls) this.#take(answer.bytes, answer.id);
      } else if (answer.id === this.#calls) {
        this.#settle?.(invocationOf(answer));
      } else if (answer.id === notLoaded) {
        resolve(invocationOf(answer));
        void this.end();
      }
    });
    const died = (errorType: string) => {
      this.#alive = false;
      const invocation = failed(errorType, 'the function ended before it responded');
      resolve(invocation);
      this.#settle?.(invocation);
    };
    // As in Lambda, an uncaught error ends the environment.
    this.#worker.once('error', (error: unknown) =>
      died(error instanceof Error ? error.name : 'Runtime.Unknown'),
    );
    this.#worker.once('exit', () => died('Runtime.ExitError'));
    const outcome = await promise;
    clearTimeout(timer);
    return outcome;
  }
}

const invocationOf = (answer: Extract<WorkerAnswer, { kind: 'returned' | 'failed' }>): Invocation =>
  answer.kind === 'returned'
    ? { kind: 'returned', payload: answer.payload }
    : failed(answer.errorType, answer.errorMessage);

const failed = (errorType: string, errorMessage: string): Invocation => ({
  kind: 'failed',
  timedOut: false,
  error: { errorType, errorMessage },
});
