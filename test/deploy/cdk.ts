import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { editTemplates } from './assembly.ts';
import type { Template } from './assembly.ts';
import { ProgramFailedError } from './programs.ts';
import type { Programs } from './programs.ts';

export interface Deployment {
  /** Outputs by stack, then by name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the CDK printed. */
  readonly output: string;
}

/** Working directory of the command. */
export interface CdkSurroundings {
  readonly account: string;
  readonly region: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Changes to the templates of the product that an emulator needs. */
  readonly edit?: (template: Template) => void;
  /** A command is ended after this time. */
  readonly timeoutSeconds?: number;
}

export interface DeployOptions {
  /** Name of the deployment; that of the stage when absent. */
  readonly deployment?: string;
}

/** The CDK CLI, for an emulator or an account. */
export class Cdk {
  readonly #programs: Programs;
  readonly #where: CdkSurroundings;

  constructor(programs: Programs, where: CdkSurroundings) {
    this.#programs = programs;
    this.#where = where;
  }

  bootstrap(): Promise<string> {
    const { account, region } = this.#where;
    // In another folder, so that commands without an app synthesize none.
    return this.#run(['bootstrap', `aws://${account}/${region}`], tmpdir());
  }

  /** Synthesizes the product's own app, unedited. */
  async synthesize(
    stage: 'dev' | 'prod',
    policy: string,
    assembly: string,
    { deployment }: DeployOptions = {},
  ): Promise<void> {
    await this.#run([
      ...['synth', '--quiet', '--output', assembly],
      ...['-c', `stage=${stage}`, '-c', `policy=${policy}`],
      ...(deployment === undefined ? [] : ['-c', `deployment=${deployment}`]),
    ]);
  }

  /** Synthesizes, edits for the emulator and deploys. */
  async deploy(policy: string, assembly: string, options?: DeployOptions): Promise<Deployment> {
    await this.synthesize('dev', policy, assembly, options);
    if (this.#where.edit !== undefined) editTemplates(assembly, this.#where.edit);
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
        ...(this.#where.timeoutSeconds !== undefined && {
          timeoutSeconds: this.#where.timeoutSeconds,
        }),
        env: {
          ...this.#where.environment,
          CDK_DISABLE_CLI_TELEMETRY: 'true',
          CDK_DISABLE_VERSION_CHECK: 'true',
          CDK_DEFAULT_ACCOUNT: this.#where.account,
          CDK_DEFAULT_REGION: this.#where.region,
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

/** The CDK failed; the message has the errors of the resources that failed. */
export class CdkFailedError extends Error {
  override readonly name = 'CdkFailedError';

  constructor(command: string, cause: ProgramFailedError) {
    const failures = cause.output.split('\n').filter((line) => line.includes('_FAILED'));
    super([`cdk ${command}`, ...new Set(failures), cause.message].join('\n'), { cause });
  }
}
