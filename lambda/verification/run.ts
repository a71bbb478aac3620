import { InvokeError } from '@aws/durable-execution-sdk-js';
import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { purgedTables } from '../erasure/purged-tables.ts';
import type { PurgedTable } from '../platform/dynamo/facts.ts';
import { stepsOf } from '../platform/workflow/steps.ts';
import { parseRfc3339, toRfc3339 } from '../value/time.ts';
import type { Clock, Rfc3339 } from '../value/time.ts';
import { concludePass } from './conclude.ts';
import type { ConcludingDependencies } from './conclude.ts';
import { nothingFound, together } from './found.ts';
import type { Found } from './found.ts';
import { lanesOf, planPass } from './plan.ts';
import type { Part, Plan } from './plan.ts';
import type { ScanInput } from './scan.ts';
import type { PassState } from './store.ts';
import { cutOff } from './waiting.ts';

export interface PassDependencies extends ConcludingDependencies {
  readonly clock: Clock;
  /** ARN of the function that scans. */
  readonly scan: string;
  /** @default - every purged table */
  readonly tables?: readonly PurgedTable[];
  /** @default - by the sizes of the tables */
  readonly plan?: typeof planPass;
}

export type PassEnded =
  | { readonly kind: 'ended'; readonly state: PassState }
  /** Nothing was read. */
  | { readonly kind: 'nothing-waits' | 'another-runs' };

const workflow = 'verification-pass';
/** Rounds in which a call fails, of one pass. */
const maximumFailures = 10;
const scanAgainSeconds = 60;

type Begun =
  | { readonly kind: 'nothing-waits' | 'another-runs' }
  | {
      readonly kind: 'begun';
      readonly plan: Plan;
      readonly startedAt: Rfc3339;
      readonly until: Rfc3339;
    };

/**
 * Reads every table with rows of people, and the names of their files, for everybody whose erasure was
 * concluded before it began and waits for it. Lanes read side by side, in rounds; each call of a round is
 * checkpointed with counts and hashes, so that a crash loses the work of one round at most.
 *
 * @throws what a step could not get over, once the pass is marked as failed
 */
export async function verifyTables(
  deps: PassDependencies,
  context: DurableContext,
  passId: string,
): Promise<PassEnded> {
  const { log, passes, clock, tables = purgedTables } = deps;
  const step = stepsOf(context, { workflow, log });
  try {
    const begun = await step('begin', () => beginPass(deps, passId, tables));
    if (begun.kind !== 'begun') return begun;
    const { plan, startedAt, until } = begun;
    const found = await readLanes(deps, context, until, lanesOf(plan));
    const endedAt = await step('end', () => Promise.resolve(toRfc3339(clock())));
    const { itemCounts } = plan;
    const pass = { passId, startedAt, endedAt, until, itemCounts, found };
    const { state } = await step('conclude', () => concludePass(deps, pass));
    log.info('VERIFICATION_ENDED', { outcome: state, count: found.rows });
    return { kind: 'ended', state };
  } catch (error) {
    log.error('FAILED', error, { workflow });
    await step('fail', () => passes.end(passId, { state: 'failed' }));
    // Executions that fail raise the alarm; one that returned would not.
    throw error;
  }
}

async function beginPass(
  deps: PassDependencies,
  passId: string,
  tables: readonly PurgedTable[],
): Promise<Begun> {
  const { database, passes, clock, plan: planned = planPass } = deps;
  const known = await passes.get(passId);
  const now = parseRfc3339(known?.startedAt ?? '') ?? clock();
  const until = await cutOff(database, now);
  if (until === undefined) {
    if (known !== undefined) await passes.end(passId, { state: 'inconclusive' });
    return { kind: 'nothing-waits' };
  }
  const plan = await planned(database, tables);
  const segments = Object.values(plan.segments).reduce((sum, count) => sum + count, 0);
  const begun = await passes.begin(passId, { tables: tables.length, segments });
  if (begun.kind === 'running') return { kind: 'another-runs' };
  return { kind: 'begun', plan, startedAt: begun.startedAt, until };
}

async function readLanes(
  deps: PassDependencies,
  context: DurableContext,
  until: Rfc3339,
  lanes: readonly (readonly Part[])[],
): Promise<Found> {
  let found: Found = nothingFound;
  let left = lanes;
  let failures = 0;
  for (let round = 1; left.length > 0; round += 1) {
    // Names and numbers of operations follow from what was checkpointed, in whatever order calls end.
    const scans = await Promise.all(
      left.map((parts, lane) =>
        scanned(deps, context, `scan-${round}-${lane + 1}`, { until, parts: [...parts] }),
      ),
    );
    found = together([found, ...scans.filter((scan) => scan !== undefined)]);
    left = left
      .map((parts, lane) => parts.slice(scans[lane]?.parts ?? 0))
      .filter((parts) => parts.length > 0);
    if (!scans.includes(undefined)) continue;
    failures += 1;
    if (failures === maximumFailures) throw new ScanFailedError();
    await context.wait(`wait-${round}`, { seconds: scanAgainSeconds * failures });
  }
  return found;
}

/** The SDK tries a step again, but not a function that is invoked: a lane whose call failed has read nothing. */
async function scanned(
  { scan, log }: PassDependencies,
  context: DurableContext,
  step: string,
  input: ScanInput,
): Promise<Found | undefined> {
  try {
    return await context.invoke<ScanInput, Found>(step, scan, input);
  } catch (error) {
    if (!(error instanceof InvokeError)) throw error;
    log.error('FAILED', error, { workflow, step });
    return undefined;
  }
}

/** Rounds of scans kept failing; the log has why. */
export class ScanFailedError extends Error {
  override readonly name = 'ScanFailedError';

  constructor() {
    super('whole tables could not be read');
  }
}
