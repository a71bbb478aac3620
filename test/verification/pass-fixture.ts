import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { v7 } from 'uuid';
import type { PurgedTable } from '../../lambda/platform/dynamo/facts.ts';
import type { Found } from '../../lambda/verification/found.ts';
import { verificationPass, verificationScan } from '../../lambda/verification/needs.ts';
import { planPass } from '../../lambda/verification/plan.ts';
import { verifyTables } from '../../lambda/verification/run.ts';
import type { PassEnded } from '../../lambda/verification/run.ts';
import { scanParts } from '../../lambda/verification/scan.ts';
import type { ScanInput } from '../../lambda/verification/scan.ts';
import { openPasses } from '../../lambda/verification/store.ts';
import { boundTo } from '../record/record-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

interface Options {
  readonly passId?: string;
  readonly tables?: readonly PurgedTable[];
  /** Runs before each call of the scan. */
  readonly before?: (input: ScanInput) => Promise<void>;
  /** What DynamoDB says of the number of rows, by table. @default - what it says */
  readonly itemCounts?: Readonly<Record<string, number>>;
  /** Changes what a call of the scan has found. */
  readonly altered?: (found: Found) => Found;
}

/** The scan with the tables that its function may reach, and no other. */
export const scanOn = (
  fixture: RequestFixture,
  input: ScanInput,
  remainingMilliseconds = () => 900,
): Promise<Found> =>
  scanParts(
    {
      database: boundTo(verificationScan, fixture.server, fixture.database),
      media: fixture.media,
      remainingMilliseconds,
    },
    // As it reaches the function.
    JSON.parse(JSON.stringify(input)) as ScanInput,
  );

/** A whole pass, without the runtime of workflows. */
export async function passOn(
  fixture: RequestFixture,
  { passId = v7(), tables, before, itemCounts, altered = (found) => found }: Options = {},
): Promise<PassEnded> {
  const database = boundTo(verificationPass, fixture.server, fixture.database);
  const { clock, log } = fixture;
  const context = {
    step: (_: string, work: () => Promise<unknown>) => work(),
    wait: (_: string, { seconds }: { seconds: number }) => {
      fixture.pass(seconds);
      return Promise.resolve();
    },
    invoke: async (_: string, __: string, input: ScanInput) => {
      await before?.(input);
      return altered(await scanOn(fixture, input));
    },
  } as unknown as DurableContext;
  const deps = { database, clock, log, passes: openPasses({ database, clock }), scan: 'scan' };
  const plan: typeof planPass = async (on, planned) => {
    const made = await planPass(on, planned);
    return { ...made, itemCounts: { ...made.itemCounts, ...itemCounts } };
  };
  return verifyTables({ ...deps, plan, ...(tables && { tables }) }, context, passId);
}
