import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { editTemplates } from './assembly.ts';
import type { Template } from './assembly.ts';
import { account, region } from './emulators.ts';
import type { Emulator } from './emulators.ts';
import { ProgramFailedError } from './programs.ts';
import type { Programs } from './programs.ts';

export interface Deployment {
  /** By stack, then by name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the CDK printed. */
  readonly output: string;
}

/** The real CDK command line, pointed at the emulator. */
export class Cdk {
  readonly #programs: Programs;
  readonly #emulator: Emulator;
  readonly #edit: (template: Template) => void;

  /** @param edit what the emulator needs to have changed in templates of the product */
  constructor(programs: Programs, emulator: Emulator, edit: (template: Template) => void) {
    this.#programs = programs;
    this.#emulator = emulator;
    this.#edit = edit;
  }

  bootstrap(): Promise<string> {
    // Elsewhere, so that no app is synthesized for what needs none.
    return this.#run(['bootstrap', `aws://${account}/${region}`], tmpdir());
  }

  /** Synthesizes the product's own app, unedited. */
  async synthesize(stage: 'dev' | 'prod', policy: string, assembly: string): Promise<void> {
    await this.#run([
      ...['synth', '--quiet', '--output', assembly],
      ...['-c', `stage=${stage}`, '-c', `policy=${policy}`],
    ]);
  }

  /** Synthesizes, edits for the emulator and deploys. */
  async deploy(policy: string, assembly: string): Promise<Deployment> {
    await this.synthesize('dev', policy, assembly);
    editTemplates(assembly, this.#edit);
    const outputs = `${assembly}.outputs.json`;
    const output = await this.#run([
      ...['deploy', '--all', '--app', assembly, '--require-approval', 'never'],
      ...['--progress', 'events', '--outputs-file', outputs],
    ]);
    return { output, outputs: JSON.parse(readFileSync(outputs, 'utf8')) as Deployment['outputs'] };
  }

  destroy(assembly: string): Promise<string> {
    return this.#run(['destroy', '--all', '--force', '--app', assembly]);
  }

  async #run(args: readonly string[], cwd?: string): Promise<string> {
    try {
      return await this.#programs.succeed(['cdk', ...args, '--no-notices'], {
        ...(cwd !== undefined && { cwd }),
        env: {
          ...this.#emulator.environment,
          CDK_DISABLE_CLI_TELEMETRY: 'true',
          CDK_DISABLE_VERSION_CHECK: 'true',
          CDK_DEFAULT_ACCOUNT: account,
          CDK_DEFAULT_REGION: region,
          // The rule packs have a test of their own.
          CDK_VALIDATION: 'false',
          NO_COLOR: '1',
          CI: 'true',
        },
      });
    } catch (error) {
      if (error instanceof ProgramFailedError) throw new CdkFailedError(args[0] ?? '', error);
      throw error;
    }
  }
}

/** The CDK failed; the message holds what it said of resources that failed. */
export class CdkFailedError extends Error {
  override readonly name = 'CdkFailedError';

  constructor(command: string, cause: ProgramFailedError) {
    const failures = cause.output.split('\n').filter((line) => line.includes('_FAILED'));
    super([`cdk ${command}`, ...new Set(failures), cause.message].join('\n'), { cause });
  }
}
