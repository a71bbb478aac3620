import * as z from 'zod';

const check = z.object({
  name: z.string(),
  status: z.string(),
  failure_info: z
    .object({ failure: z.object({ title: z.string(), message: z.string() }) })
    .nullish(),
});
const scenario = z.object({
  recorder: z.object({
    label: z.string(),
    checks: z.record(z.string(), z.array(check)).default({}),
    interactions: z
      .record(z.string(), z.object({ response: z.object({ status_code: z.int() }).nullish() }))
      .default({}),
  }),
});

/** One line of the report that Schemathesis writes as newline-delimited JSON. */
export const reportLine = z.looseObject({ ScenarioFinished: scenario.optional() });

interface Expected {
  readonly status: number;
  readonly reason: string;
}

/** Responses that no operation names, and why they are correct. */
const expected: readonly Expected[] = [
  {
    status: 431,
    reason:
      'the request line and headers exceed what the server reads at all (16 KB here, 10,240 bytes in ' +
      'API Gateway), so no route has seen the call',
  },
];

export interface Found {
  /** Operations that were called, `GET /v1/health`. */
  readonly called: ReadonlySet<string>;
  /** How many responses were of the 200s. */
  readonly accepted: number;
  /** Each kind of fault of each operation once. */
  readonly faults: readonly string[];
}

export function faultsIn(lines: readonly z.output<typeof reportLine>[]): Found {
  const recorded = lines.flatMap(({ ScenarioFinished: finished }) =>
    finished === undefined ? [] : [finished.recorder],
  );
  const faults = new Map<string, string>();
  let accepted = 0;
  for (const { label, checks, interactions } of recorded) {
    for (const [id, { response }] of Object.entries(interactions)) {
      const status = response?.status_code ?? 0;
      if (status >= 200 && status < 300) accepted += 1;
      if (expected.some((one) => one.status === status)) continue;
      for (const { status: outcome, failure_info: info } of checks[id] ?? []) {
        if (outcome !== 'failure') continue;
        const { title = '', message = '' } = info?.failure ?? {};
        faults.set(`${label} ${title}`, `${label}: ${status}, ${title}: ${brief(message)}`);
      }
    }
  }
  const called = new Set(
    recorded
      .filter(({ interactions }) => Object.keys(interactions).length > 0)
      .map((one) => one.label),
  );
  return { called, accepted, faults: [...faults.values()] };
}

const brief = (message: string): string => message.replaceAll(/\s+/g, ' ').slice(0, 300);
