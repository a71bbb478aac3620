import * as z from 'zod';

/** Rights that `jurisdictions.yaml` knows: the kinds of data-subject requests, without `appeal`. */
export const rights = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'withdraw-consent',
  'opt-out-sale-share',
  'limit-sensitive',
  'opt-out-automated-decision',
  'human-review',
  'complaint',
] as const;
export type Right = (typeof rights)[number];

const unit = z.enum(['calendar-days', 'calendar-months', 'business-days', 'working-days']);
const span = z.object({ amount: z.int().min(1), unit });

/** A legal period: an amount of one unit, counted from the day after the event. */
export type LegalSpan = z.output<typeof span>;

export interface LegalClock {
  readonly respond: LegalSpan | 'immediately';
  readonly acknowledge?: LegalSpan;
  /** Added to `respond` from the same day 0; `max` is the longest total in the same unit. */
  readonly extension?: LegalSpan & { readonly max: number; readonly reasons: readonly string[] };
  readonly reference: string;
}

/** A fact with where it stands; `verified` is false for drafts that nobody read in the source. */
interface Cited {
  readonly reference: string;
  readonly verified: boolean;
}

/** What the program needs to know at run time of one jurisdiction. */
export interface JurisdictionLaw {
  readonly name: string;
  readonly lastDayRoll: 'next-working-day' | 'none';
  readonly clocks: Readonly<Record<string, LegalClock>>;
  readonly rights: Readonly<Partial<Record<Right, Cited & { readonly clock: string }>>>;
  /** No statutory duty was found for these. */
  readonly rightsAbsent: readonly string[];
  readonly refusals: readonly (Cited & { readonly code: string })[];
}

const cited = z.object({ ref: z.string(), verified: z.boolean().optional() });
const clock = z.object({
  respond: z.union(
    [span, z.object({ amount: z.null(), unit: z.literal('immediately') })],
    'must be {amount, unit} in days or months, or {amount: null, unit: immediately}',
  ),
  ack: span.nullable(),
  extension: span.extend({ max: z.int(), allowed_reasons: z.array(z.string()) }).nullable(),
  ref: z.string(),
});
/** The facts of one jurisdiction that are read. */
export const jurisdictionSchema = z.object({
  id: z.string(),
  name: z.string(),
  arithmetic: z.string(),
  clocks: z.record(z.string(), clock),
  rights: z.partialRecord(z.enum(rights), cited.extend({ clock: z.string() })),
  rights_absent: z.object({ codes: z.array(z.string()) }),
  refusals: z.array(cited.extend({ code: z.string() })),
});

/** The part of `jurisdictions.yaml` that is read: looser than the file, which says more. */
export const lawSchema = z.object({
  schema_version: z.literal(1),
  period_arithmetic: z.object({
    profiles: z.record(z.string(), z.object({ last_day_roll: z.string() })),
  }),
  jurisdictions: z.array(z.looseObject({ id: z.string() })),
});

type Facts = z.output<typeof jurisdictionSchema>;

/** Reduces the facts of one jurisdiction to what runs. */
export function compileLaw(
  facts: Facts,
  lastDayRoll: JurisdictionLaw['lastDayRoll'],
): JurisdictionLaw {
  return {
    name: facts.name,
    lastDayRoll,
    clocks: Object.fromEntries(
      Object.entries(facts.clocks).map(([name, raw]) => [name, compileClock(raw)]),
    ),
    rights: Object.fromEntries(
      Object.entries(facts.rights).map(([right, { clock: name, ...source }]) => [
        right,
        { clock: name, ...citation(source) },
      ]),
    ),
    rightsAbsent: facts.rights_absent.codes,
    refusals: facts.refusals.map(({ code, ...source }) => ({ code, ...citation(source) })),
  };
}

function compileClock({ respond, ack, extension, ref }: z.output<typeof clock>): LegalClock {
  return {
    respond: respond.unit === 'immediately' ? 'immediately' : respond,
    ...(ack && { acknowledge: ack }),
    ...(extension && {
      extension: {
        amount: extension.amount,
        unit: extension.unit,
        max: extension.max,
        reasons: extension.allowed_reasons,
      },
    }),
    reference: ref,
  };
}

const citation = ({ ref, verified }: z.output<typeof cited>): Cited => ({
  reference: ref,
  verified: verified ?? true,
});
