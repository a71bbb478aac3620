import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { breachDueAt, defaultHours } from '../../lambda/policy/breach-clocks.ts';
import type { BreachDuty } from '../../lambda/policy/breach-law.ts';
import { civilDate } from '../../lambda/policy/periods.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { milliseconds, parseRfc3339, toRfc3339 } from '../../lambda/value/time.ts';
import { jurisdictionWarnings } from '../../lib/policy/jurisdiction-warnings.ts';
import { isProcessor } from '../../lambda/policy/roles.ts';
import { jurisdictionIds, laws, worldwide } from './laws.ts';

const at = (text: string) => parseRfc3339(text)!;
const clockOf = (jurisdiction: (typeof jurisdictionIds)[number], duty: BreachDuty) =>
  laws[jurisdiction].breach[duty]!;
const due = (
  policy: Policy,
  jurisdiction: (typeof jurisdictionIds)[number],
  duty: BreachDuty,
  from: string,
) => breachDueAt(policy, jurisdiction, duty, clockOf(jurisdiction, duty), at(from));

describe('the duties after a breach', () => {
  test('name the authority and the affected people under every law of the file', () => {
    for (const id of jurisdictionIds) {
      expect(Object.keys(laws[id].breach), id).toEqual(
        expect.arrayContaining(['authority', 'subjects']),
      );
    }
  });

  test('leave out no entry of the file', () => {
    const { jurisdictions } = parse(readFileSync('policy/jurisdictions.yaml', 'utf8')) as {
      jurisdictions: { id: (typeof jurisdictionIds)[number]; breach: Record<string, object> }[];
    };
    const named = jurisdictions.flatMap(({ id, breach }) =>
      Object.keys(breach).map((duty) => [id, duty.replaceAll('_', '-')] as const),
    );

    expect(named.length).toBeGreaterThan(2 * jurisdictionIds.length);
    for (const [id, duty] of named) expect(laws[id].breach, id).toHaveProperty(duty);
  });

  test('GDPR Art. 33(1): 72 hours from awareness, unless there is no risk; a late report says why', () => {
    expect(clockOf('gdpr', 'authority')).toEqual({
      within: { amount: 72, unit: 'hours' },
      from: 'awareness',
      threshold: 'unless unlikely to result in a risk',
      lateNeedsReasons: true,
      exceptions: [{ code: 'no-risk', reference: 'art. 33(1)', verified: true }],
      reference: 'art. 33(1)',
      verified: true,
    });
  });

  test('GDPR Art. 34(1), (3): people need not be informed on four grounds', () => {
    expect(clockOf('gdpr', 'subjects').exceptions.map(({ code }) => code)).toEqual([
      'no-high-risk',
      'data-protected',
      'risk-removed',
      'disproportionate-effort',
    ]);
  });

  test('DPDP Rules r. 7: a law without a threshold has no ground', () => {
    expect(clockOf('in-dpdp', 'authority').exceptions).toEqual([]);
    expect(clockOf('za-popia', 'authority').exceptions).toMatchObject([
      { code: 'threshold-not-met', reference: 's. 22(1)-(2)' },
    ]);
  });

  test('Res. CD/ANPD 15/2024 Art. 6: a report can be completed within 20 working days', () => {
    expect(clockOf('br-lgpd', 'authority-supplement')).toMatchObject({
      within: { amount: 20, unit: 'working-days' },
      from: 'awareness',
      verified: true,
    });
  });
});

describe('the test vectors of jurisdictions.yaml, by the breach clock', () => {
  test('v09: 72 hours are absolute, over a clock change', () => {
    const reading = due(worldwide(), 'gdpr', 'authority', '2026-03-28T14:20:00+01:00');

    expect(reading).toEqual({ dueAt: at('2026-03-31T15:20:00+02:00') });
  });

  test('v15: three working days after Maundy Thursday, with Good Friday off', () => {
    const policy = worldwide({
      controller: { timeZone: 'America/Sao_Paulo', holidays: ['2026-04-03'] },
    });
    const { dueAt } = due(policy, 'br-lgpd', 'authority', '2026-04-02T15:00:00-03:00');

    expect(civilDate(dueAt, 'America/Sao_Paulo')).toBe('2026-04-08');
    expect(toRfc3339(dueAt)).toBe('2026-04-09T02:59:59.999Z');
  });

  test('v17: three calendar days after the assessment, though the weekend counts', () => {
    const policy = worldwide({ controller: { timeZone: 'Asia/Singapore', holidays: [] } });
    const { dueAt } = due(policy, 'sg-pdpa', 'authority', '2026-02-13T10:00:00+08:00');

    expect(clockOf('sg-pdpa', 'authority').from).toBe('assessment');
    expect(civilDate(dueAt, 'Asia/Singapore')).toBe('2026-02-16');
  });
});

const zones = ['Europe/Berlin', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu'];

test('72 hours are 72 times 3,600,000 milliseconds in every zone, at every moment', () => {
  const moment = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), moment, (timeZone, from) => {
      const policy = worldwide({ controller: { timeZone } });
      const clock = clockOf('gdpr', 'authority');
      const { dueAt } = breachDueAt(policy, 'gdpr', 'authority', clock, milliseconds(from));

      expect(dueAt - from).toBe(72 * 3_600_000);
    }),
  );
});

test('no breach clock of any law is due before it starts', () => {
  const moment = fc.integer({ min: at('2025-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
  const clocks = jurisdictionIds.flatMap((id) =>
    Object.entries(laws[id].breach).map(
      ([duty, clock]) => [id, duty as BreachDuty, clock] as const,
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...clocks), moment, ([id, duty, clock], from) => {
      const { dueAt } = breachDueAt(worldwide(), id, duty, clock, milliseconds(from));

      expect(dueAt).toBeGreaterThanOrEqual(from);
    }),
  );
});

describe('a duty that names no last hour', () => {
  const start = '2026-11-24T08:00:00Z';
  const targets = (own: Record<string, string>) =>
    worldwide({ jurisdictions: { targets: { gdpr: own } } });

  test('is due after 72 hours where the policy sets none, and says that this is not the law', () => {
    expect(due(worldwide(), 'gdpr', 'subjects', start)).toEqual({
      dueAt: at('2026-11-27T08:00:00Z'),
      ownTarget: true,
    });
    expect(due(worldwide(), 'gdpr', 'processor', start).dueAt).toBe(at('2026-11-25T08:00:00Z'));
    expect(defaultHours('processor')).toBe(24);
  });

  test('is due at the target of the policy, in hours or in days', () => {
    expect(due(targets({ 'breach-subjects': 'PT36H' }), 'gdpr', 'subjects', start)).toEqual({
      dueAt: at('2026-11-25T20:00:00Z'),
      ownTarget: true,
    });
    const days = due(targets({ 'breach-subjects': 'P2D' }), 'gdpr', 'subjects', start);
    expect(days.dueAt).toBe(at('2026-11-26T22:59:59.999Z'));
  });

  test('is not moved by the target of another duty, or by that of requests', () => {
    expect(
      due(targets({ 'breach-authority': 'P9D', subjects: 'P9D' }), 'gdpr', 'subjects', start),
    ).toEqual({ dueAt: at('2026-11-27T08:00:00Z'), ownTarget: true });
  });
});

test('PIPL Art. 57: at once is the moment of awareness', () => {
  const from = '2026-11-24T08:00:00Z';

  expect(due(worldwide(), 'cn-pipl', 'authority', from)).toEqual({ dueAt: at(from) });
});

test('working days without the public holidays of the year say so', () => {
  const policy = worldwide({ controller: { holidays: [] } });

  expect(due(policy, 'br-lgpd', 'authority', '2026-04-02T15:00:00Z')).toMatchObject({
    holidaysUnknown: true,
  });
});

test('GDPR Art. 33(2): a controller is no processor; one purpose for others makes it one', () => {
  const { purposes } = worldwide();
  const [[id, purpose] = []] = Object.entries(purposes);

  expect(isProcessor({ purposes })).toBe(false);
  expect(
    isProcessor({ purposes: { ...purposes, [id!]: { ...purpose!, role: 'processor' } } }),
  ).toBe(true);
});

test('a law whose duties no one has recorded is a warning of policy check', () => {
  const { law, ...document } = worldwide();
  const silent = { ...law, 'cn-pipl': { ...law['cn-pipl']!, breach: {} } };
  const about = (of: typeof law) =>
    jurisdictionWarnings(document, of, '2026-11-24').filter(({ message }) =>
      message.includes('after a breach'),
    );

  expect(about(law)).toEqual([]);
  expect(about(silent)).toMatchObject([{ message: expect.stringContaining('cn-pipl') as string }]);
});
