import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A shell in which the commands of a page run one after the other, as in one terminal. */
export class Shell {
  readonly #process: ChildProcess;
  #output = '';

  constructor(environment: NodeJS.ProcessEnv) {
    this.#process = spawn('bash', ['--noprofile', '--norc'], { env: environment });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** What the commands print. */
  async run(commands: string): Promise<string> {
    const end = `--end-${crypto.randomUUID()}--`;
    this.#output = '';
    this.#process.stdin?.write(`${commands}\nprintf '%s' '${end}'\n`);
    while (!this.#output.includes(end)) {
      if (this.#process.exitCode !== null) throw new Error(`the shell has ended: ${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.#output.slice(0, this.#output.indexOf(end));
  }

  close(): void {
    this.#process.kill();
  }
}
