import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The program is ended after this time. */
  readonly timeoutSeconds?: number;
}

export interface Ended {
  /** `null` if a signal ended it. */
  readonly code: number | null;
  /** Output of both streams. */
  readonly output: string;
}

/** Programs that this process starts, each with its own children, none of which outlives it. */
export class Programs {
  readonly #running = new Set<ChildProcess>();

  /** Runs a program to its end. */
  async run(command: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
    const child = this.#start(command, options);
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const { timeoutSeconds = 300 } = options;
    const timer = setTimeout(() => {
      output += `\nended after ${timeoutSeconds} s`;
      signal(child, 'SIGKILL');
    }, timeoutSeconds * 1000);
    try {
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, output };
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The same, but anything except success is an error with the end of the output.
   *
   * @throws ProgramFailedError
   */
  async succeed(command: readonly string[], options: ProgramOptions = {}): Promise<string> {
    const { code, output } = await this.run(command, options);
    if (code !== 0) throw new ProgramFailedError(command, code, output);
    return output;
  }

  /** Starts a server whose output goes to a file. */
  serve(command: readonly string[], log: string, options: ProgramOptions = {}): ChildProcess {
    const child = this.#start(command, options);
    const file = createWriteStream(log, { flags: 'a' });
    child.stdout?.pipe(file, { end: false });
    child.stderr?.pipe(file, { end: false });
    child.once('close', () => file.end());
    return child;
  }

  /** Ends all programs: SIGTERM first, then SIGKILL. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#running].map((child) => this.#end(child)));
  }

  async #end(child: ChildProcess): Promise<void> {
    const closed = new Promise((resolve) => child.once('close', resolve));
    signal(child, 'SIGTERM');
    await Promise.race([closed, delay(5_000, undefined, { ref: false })]);
    // Children of the child receive it even if their parent has ended.
    signal(child, 'SIGKILL');
  }

  #start([program = '', ...args]: readonly string[], options: ProgramOptions): ChildProcess {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that its children end with it.
      detached: process.platform !== 'win32',
    });
    this.#running.add(child);
    child.once('close', () => this.#running.delete(child));
    // It could not be started, which is reported to the waiting caller.
    child.once('error', () => this.#running.delete(child));
    return child;
  }
}

function signal({ pid }: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch {
    // It has ended.
  }
}

const shownLines = 40;

/** A program did not succeed. */
export class ProgramFailedError extends Error {
  override readonly name = 'ProgramFailedError';
  readonly output: string;

  constructor(command: readonly string[], code: number | null, output: string) {
    const end = output.trimEnd().split('\n').slice(-shownLines).join('\n');
    super(`${command.slice(0, 3).join(' ')} ended with ${code ?? 'a signal'}:\n${end}`);
    this.output = output;
  }
}
