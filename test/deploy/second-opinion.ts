import { join } from 'node:path';
import * as z from 'zod';
import { readFileSync } from 'node:fs';
import type { Emulator } from './emulators.ts';
import type { Programs } from './programs.ts';
import type { Tally } from './tally.ts';

const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });

/** Runs the contract suites of the KMS and S3 adapters against an emulator. */
export async function contractSuites(
  programs: Programs,
  emulator: Emulator,
  suites: readonly ('keyring' | 'objects')[],
  directory: string,
): Promise<Tally> {
  const files = {
    keyring: 'test/platform/keyring/kms-keyring.integration.test.ts',
    objects: 'test/platform/objects/s3-objects.integration.test.ts',
  };
  const outcome = join(directory, `contract-${emulator.port}.json`);
  await programs.succeed(
    [
      ...['vitest', 'run', '--project', 'integration'],
      ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', outcome],
      ...suites.map((suite) => files[suite]),
    ],
    {
      env: {
        ...emulator.environment,
        ...(suites.includes('keyring') && { CUSTOS_TEST_KMS_ENDPOINT: emulator.endpoint }),
        ...(suites.includes('objects') && { CUSTOS_TEST_S3_ENDPOINT: emulator.endpoint }),
        NO_COLOR: '1',
      },
    },
  );
  const { numPassedTests, numFailedTests } = report.parse(
    JSON.parse(readFileSync(outcome, 'utf8')),
  );
  if (numPassedTests === 0) throw new TypeError('no contract was run');
  return { passed: numPassedTests, failed: numFailedTests };
}
