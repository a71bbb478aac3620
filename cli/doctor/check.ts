import type { Stage } from '../../lib/stages.ts';
import type { Finding, Outcome } from './outcome.ts';
import { unknown } from './outcome.ts';

/** Where AWS is asked and what for. */
export interface DoctorContext {
  readonly region: string;
  readonly stage: Stage;
  /** Part of the names of its stacks: `Custos-<deployment>-Data`. */
  readonly deployment: string;
  /** Qualifier of the CDK bootstrap. */
  readonly qualifier: string;
  /** Configuration of every client: credentials, Region, and an endpoint for emulators. */
  readonly client: ClientConfig;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface ClientConfig {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  /** Found where the AWS tools find them when absent. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
  readonly requestHandler?: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
}

export interface Check {
  readonly name: string;
  /** IAM actions that it needs, all of them reading. */
  readonly actions: readonly string[];
  readonly run: (context: DoctorContext) => Promise<readonly Outcome[]>;
}

/**
 * Runs every check at once; the findings keep the order of the checks. When the first one has failed,
 * no one is there to ask, and the others would only repeat it.
 */
export async function examine(
  [first, ...others]: readonly [Check, ...Check[]],
  context: DoctorContext,
): Promise<readonly Finding[]> {
  const found = await runAll([first], context);
  return found.some(({ outcome }) => outcome.kind === 'failed')
    ? found
    : [...found, ...(await runAll(others, context))];
}

async function runAll(
  checks: readonly Check[],
  context: DoctorContext,
): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    checks.map(async ({ name, run }): Promise<Finding[]> => {
      const outcomes = await run(context).catch((error: unknown) => [defect(error)]);
      return outcomes.map((outcome) => ({ check: name, outcome }));
    }),
  );
  return findings.flat();
}

// A shape of answer that no check foresees must not hide what the others found.
const defect = (error: unknown): Outcome =>
  unknown(
    'The check itself broke off.',
    `Report it: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error'}`,
  );
