import { describe, expect, test } from 'vitest';
import { estimate } from '../../cli/cost.ts';
import { loadsOf } from '../../cli/cost/calls.ts';
import { dollars, priceNames } from '../../cli/cost/price.ts';
import type { PriceName } from '../../cli/cost/price.ts';
import { regions } from '../../cli/cost/prices.ts';
import { showEstimate } from '../../cli/cost/show.ts';
import { assumedUsage, volumesOf } from '../../cli/cost/usage.ts';
import type { Usage } from '../../cli/cost/usage.ts';
import { functions } from '../../lib/functions.ts';

const usage = (changes: Partial<Usage> = {}): Usage => ({
  subjects: 12_000,
  ...assumedUsage,
  ...changes,
});
const lineOf = (name: PriceName, changes: Partial<Usage> = {}, region = 'us-east-1') =>
  estimate(region, 'prod', usage(changes)).lines.find(({ price }) => price === name)!;

/** Nobody does anything but ask for decisions: one a person and month. */
const decisionsOnly = {
  promptsPerMonth: 1,
  recordBytes: 0,
  decisionsPerPrompt: 1,
  requestsPerYear: 0,
  monthsKept: 0,
};

describe('a line of the estimate', () => {
  test('for calls counts one decision and one batch a prompt, and four choices a year', () => {
    // 12,000 x 30 prompts x 2 calls + 12,000 x 4 / 12 choices + 12 x 20 / 12 requests x 5 calls
    const calls = 720_000 + 4_000 + 100;

    expect(lineOf('apiCalls')).toMatchObject({ quantity: calls });
    expect(lineOf('apiCalls').usd).toBeCloseTo((calls / 1_000_000) * 3.5, 10);
  });

  test('for keys is the number of keys', () => {
    expect(lineOf('keys')).toMatchObject({ quantity: 9, usd: 9 });
  });

  test('for signatures counts receipts and certificates', () => {
    // 4,000 receipts and 20 certificates at $0.15 for 10,000
    expect(lineOf('signatures').quantity).toBe(4_020);
    expect(lineOf('signatures').usd).toBeCloseTo(0.0603, 10);
  });

  test('for writes counts transactional units of a KiB', () => {
    // 12,000 decisions, 5 % denied at 2 units, the others counted twice at 1; 12,000 batches: two rows of 400 bytes at 2 units and
    // one of idempotency at 2; 24,000 records change twice at three rows of 2 units, and a
    // counter a hundred; 4,000 choices at 2 x 2 + 2 x 4 units, each with a sweep of two rows.
    const units = 1_200 + 22_800 + 24_000 * 2 + 12_000 * 2 + 48_000 * 6 + 480 * 2 + 4_000 * 16;

    expect(lineOf('tableWrites', decisionsOnly).quantity).toBeCloseTo(units, 6);
  });

  test('for storage counts what is held, and the small rows of each person', () => {
    // 12,000 x 30 x 2 records x 12 months x 1,900 bytes + 12,000 x 12 rows x 700 bytes
    const gigabytes = (720_000 * 12 * 1_900 + 12_000 * 12 * 700) / 1024 ** 3;

    expect(lineOf('tableStorage').quantity).toBeCloseTo(gigabytes, 6);
    expect(lineOf('tableStorage').usd).toBeCloseTo(gigabytes * 0.25, 6);
    expect(lineOf('tableStorage', {}, 'eu-central-1').usd).toBeCloseTo(gigabytes * 0.306, 6);
  });

  test('for computing multiplies by the memory of the stage', () => {
    const [dev, prod] = (['dev', 'prod'] as const).map((stage) =>
      estimate('us-east-1', stage, usage()).lines.find(
        ({ price }) => price === 'lambdaGigabyteSeconds',
      ),
    );

    expect(prod!.quantity).toBeGreaterThan(dev!.quantity);
  });

  test('becomes cheaper beyond a tier, for what is beyond it only', () => {
    const price = regions['us-east-1']!.prices.apiCalls;

    expect(dollars(price, 333_000_000)).toBeCloseTo(333 * 3.5, 6);
    expect(dollars(price, 334_000_000)).toBeCloseTo(333 * 3.5 + 2.8, 6);
    expect(dollars(price, 2_000_000_000)).toBeCloseTo(333 * 3.5 + 667 * 2.8 + 1_000 * 2.38, 6);
  });
});

describe('the estimate', () => {
  test.each(Object.keys(usage()) as (keyof Usage)[])('never falls when %s grows', (name) => {
    const [before, after] = [usage(), usage({ [name]: usage()[name] * 3 + 1 })].map((each) =>
      estimate('eu-central-1', 'prod', each),
    );

    expect(after!.usdPerMonth).toBeGreaterThan(before!.usdPerMonth);
    for (const [index, line] of before!.lines.entries()) {
      expect(after!.lines[index]!.usd).toBeGreaterThanOrEqual(line.usd);
    }
  });

  test('has a line for every price, and the lines make the total', () => {
    const { lines, usdPerMonth } = estimate('eu-central-1', 'prod', usage());

    expect(lines.map(({ price }) => price).toSorted()).toEqual([...priceNames].sort());
    expect(lines.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(usdPerMonth, 8);
  });

  test('speaks of functions that the program has', () => {
    const names = functions.map(({ name }) => name);

    for (const load of loadsOf(volumesOf(usage()))) expect(names).toContain(load.function);
  });

  test('says which prices nobody has compared with the published page', () => {
    const text = showEstimate(estimate('eu-central-1', 'prod', usage()));

    expect(text).toMatch(/\d+ prices are from memory/);
    expect(text).toMatch(/key-months +9\.00/);
    expect(text).toMatch(/ {2}storage: [\d.]+ GB-months/);
    const rows = text.split('\n').filter((row) => row.startsWith('  '));
    expect(rows.filter((row) => !/^ {2}[a-zA-Z][\w -]*: [\d,.]+ /.test(row))).toEqual([]);
    expect(text).toMatch(/calls \* +\d/);
  });

  test('is refused for a Region whose prices are not known', () => {
    expect(() => estimate('mars-north-1', 'prod', usage())).toThrow(/no prices of mars-north-1/);
  });
});

test.each(Object.values(regions))(
  'every price of $region has a date or says it has none',
  ({ prices }) => {
    for (const { checkedOn, source, usd } of Object.values(prices)) {
      expect(checkedOn).toMatch(/^(from-memory|202\d-\d\d-\d\d)$/);
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\//);
      expect(usd).toBeGreaterThan(0);
    }
  },
);
