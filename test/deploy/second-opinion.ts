import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Emulator } from './emulators.ts';
import type { Programs } from './programs.ts';
import type { Tally } from './tally.ts';

const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });
const keyring = 'test/platform/keyring/kms-keyring.integration.test.ts';
const objects = 'test/platform/objects/s3-objects.integration.test.ts';
const pages = 'test/pages/s3-page-files.integration.test.ts';
const connector = 'test/system/s3';

export interface ContractParts {
  readonly programs: Programs;
  readonly emulator: Emulator;
  /** For the report. */
  readonly directory: string;
}

/** The contracts of KMS and S3, with moto, which has no signers (no Ed25519). */
export const contractsByMoto = (parts: ContractParts): Promise<Tally> =>
  onEmulator(parts, [keyring, objects, pages, connector]);

/** The contract of the signers, and that of the S3 connector, with MiniStack. */
export async function contractsByMiniStack(parts: ContractParts): Promise<Tally> {
  const signers = await onEmulator(parts, [
    keyring,
    '--testNamePattern',
    'contract of the signers',
  ]);
  const ofConnector = await onEmulator(parts, [connector]);
  return {
    passed: signers.passed + ofConnector.passed,
    failed: signers.failed + ofConnector.failed,
  };
}

const onEmulator = ({ emulator, ...parts }: ContractParts, which: readonly string[]) =>
  runContracts(parts, String(emulator.port), which, {
    ...emulator.environment,
    CUSTOS_TEST_KMS_ENDPOINT: emulator.endpoint,
    CUSTOS_TEST_S3_ENDPOINT: emulator.endpoint,
  });

/** Runs integration tests against what the environment names, and counts them. */
export async function runContracts(
  { programs, directory }: Pick<ContractParts, 'programs' | 'directory'>,
  name: string,
  which: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Tally> {
  const outcome = join(directory, `contracts-${name}.json`);
  await programs.succeed(
    [
      ...['vitest', 'run', '--project', 'integration'],
      ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', outcome],
      ...which,
    ],
    {
      env: { ...environment, NO_COLOR: '1' },
    },
  );
  const { numPassedTests, numFailedTests } = report.parse(
    JSON.parse(readFileSync(outcome, 'utf8')),
  );
  if (numPassedTests === 0) throw new TypeError('no contract was run');
  return { passed: numPassedTests, failed: numFailedTests };
}
