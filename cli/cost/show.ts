import type { CostLine } from './lines.ts';
import type { Usage } from './usage.ts';

export interface Estimate {
  readonly region: string;
  readonly stage: string;
  readonly usage: Usage;
  readonly lines: readonly CostLine[];
  readonly usdPerMonth: number;
}

/** Dollars by service, in the order of the lines. */
export const byService = (lines: readonly CostLine[]): readonly (readonly [string, number])[] =>
  [...Map.groupBy(lines, ({ service }) => service)].map(
    ([service, own]) => [service, own.reduce((sum, { usd }) => sum + usd, 0)] as const,
  );

/** The estimate as a table for a terminal. */
export function showEstimate({ region, stage, usage, lines, usdPerMonth }: Estimate): string {
  const unverified = lines.filter(({ checkedOn }) => checkedOn === 'from-memory');
  return [
    `Stage ${stage} in ${region}, ${grouped(usage.subjects)} people, US dollars a month:`,
    '',
    ...byService(lines).flatMap(([service, usd]) => [
      row(service, '', money(usd)),
      ...lines
        .filter((line) => line.service === service && line.usd >= 0.005)
        .map((line) =>
          row(
            `  ${line.title}: ${grouped(line.quantity)} ${line.unit}${line.checkedOn === 'from-memory' ? ' *' : ''}`,
            money(line.usd),
            '',
          ),
        ),
    ]),
    row('Total', '', money(usdPerMonth)),
    '',
    `Assumed: ${usage.promptsPerMonth} prompts a person and month, ${usage.decisionsPerPrompt} decisions a prompt,`,
    `records of ${grouped(usage.recordBytes)} bytes kept for ${usage.monthsKept} months, ${usage.requestsPerYear} requests a year of a thousand people.`,
    'Without free tiers, taxes, support and commitments.',
    ...(unverified.length === 0
      ? []
      : [
          `* ${unverified.length} prices are from memory: nobody has compared them with the published page. See cli/cost/prices-${region}.ts.`,
        ]),
  ].join('\n');
}

const row = (title: string, part: string, total: string): string =>
  `${title.padEnd(48)}${part.padStart(12)}${total.padStart(12)}`.trimEnd();

const money = (usd: number): string =>
  usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const grouped = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });
