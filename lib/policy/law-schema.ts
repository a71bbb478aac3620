import * as z from 'zod';
import { id, locale, period, residence, text } from '../../lambda/policy/fields.ts';
import { optOutRights } from '../../lambda/policy/vocabulary.ts';
import {
  clockStarts,
  consentModels,
  consentTopics,
  delayCodes,
  lastDayRolls,
  rights,
} from '../../lambda/policy/law.ts';
import { spanUnits } from '../../lambda/policy/spans.ts';
import { breachFacts } from './breach-schema.ts';
import { cited, citedFields, oneOfTwo, saysHowItIsKnown } from './cited.ts';

const span = z.object({ amount: z.int().min(1), unit: z.enum(spanUnits) });
const respond = z.union(
  [span, z.object({ amount: z.null(), unit: z.enum(['immediately', 'without-undue-delay']) })],
  'must be {amount, unit} in days or months, or {amount: null} with the unit immediately or without-undue-delay',
);

const extension = z.object({
  amount: z.int().min(1).nullable(),
  unit: z.enum([...spanUnits, 'without-undue-delay']),
  max: z.int().min(1).nullable(),
  times: z.int().min(1).default(1),
  must_notify_within_initial: z.literal(true),
  allowed_reasons: z.array(z.enum(delayCodes)).min(1),
});

const clock = cited({
  respond,
  standard: z.string().optional(),
  operator_target: span.optional(),
  ack: span.nullable(),
  extension: extension.nullable(),
  start: z.enum(clockStarts),
  refusal_notice: z.union([z.literal('same'), span]).optional(),
}).refine(
  ({ respond: { unit }, extension: more }) =>
    typeof more?.amount !== 'number' || more.unit === unit,
  { path: ['extension'], error: 'must be in the unit of `respond`: the two are added' },
);

const signal = cited({
  duty: z.boolean(),
  scope: z.array(z.string()).default([]),
  since: z.iso.date().optional(),
});

/** Of a law that the policy does not use. */
export const foreignFacts = z.object({
  id,
  places: z.array(residence).default([]),
  gpc: signal,
});

/** Words of a citation that begin in lower case; every other one is a remark. Letters number items. */
const citing = 'art|arts|ss|para|paras|reg|regs|cl|no|and|as|amended|of'.split('|');
const isCitation = (text: string): boolean =>
  (text.match(/(?<![\p{L}\d(-])\p{Ll}\p{L}+/gu) ?? []).every((word) => citing.includes(word));

/** One entry of `jurisdictions`, as far as it is read. */
export const jurisdictionFacts = z.object({
  id,
  name: z.string(),
  /** What people read as its name, by language. */
  labels: z.record(locale, z.strictObject({ name: text, short: text })).default({}),
  /** `complete`: enough was read that a review can make the law active. */
  facts: z.enum(['complete', 'orientation']).default('orientation'),
  /** Where the people live that it applies to. */
  places: z.array(residence).default([]),
  arithmetic: z.string(),
  in_force: cited({ note: z.string() }).optional(),
  pending: z.array(cited({ what: z.string() })).default([]),
  consent_model: z
    .partialRecord(z.enum(consentTopics), cited({ model: z.enum(consentModels) }))
    .refine(({ default: general, sensitive, 'sale-share': sale }) => general && sensitive && sale, {
      error: 'must answer default, sale-share and sensitive',
    }),
  minors: z.array(cited({ age: z.int().min(1).max(25).nullable(), rule: z.string() })),
  consent_age_by_place: cited({}).optional(),
  special_categories: cited({ condition: z.literal('required') }).optional(),
  erasure_exemption: cited({ basis: z.literal('required') }).optional(),
  portable_data: cited({ of: z.literal('consent-or-contract') }).optional(),
  objection_to_notice: cited({}).optional(),
  transfers: cited({ free_within: z.literal('eea') }).optional(),
  indirect_collection: cited({ within: span }).optional(),
  request_records: cited({ period }).optional(),
  clocks: z.record(z.string(), clock),
  pauses: z.array(
    cited({
      code: z.enum(delayCodes),
      effect: z.string(),
      stops: z.array(z.enum(rights)).default([]),
    }),
  ),
  rights: z.partialRecord(
    z.enum(rights),
    cited({
      clock: z.string(),
      cite: z.string().optional(),
      to: z.literal('controller').optional(),
    }).refine(({ ref, cite = ref }) => isCitation(cite), {
      error: 'ref has a remark that people would read: add cite, the article alone',
    }),
  ),
  rights_absent: z
    .object({ ...citedFields, ref: z.string().optional(), codes: z.array(z.enum(rights)) })
    .refine(saysHowItIsKnown, oneOfTwo),
  refusals: z.array(cited({ code: z.string() })),
  opt_in_again: cited({
    steps: z.literal(2),
    scope: z.array(z.enum(optOutRights)).min(1),
  }).optional(),
  gpc: signal,
  breach: breachFacts.default({}),
});
export type JurisdictionFacts = z.output<typeof jurisdictionFacts>;

const profile = cited({ last_day_roll: z.enum(lastDayRolls) });
export type Profile = z.output<typeof profile>;

/** The file as a whole; it says more than is read. */
export const lawFile = z.object({
  schema_version: z.literal(1),
  period_arithmetic: z.object({ profiles: z.record(z.string(), profile) }),
  refusal_codes: z.record(z.string(), z.unknown()),
  sources: z.record(z.string(), z.unknown()),
  jurisdictions: z.array(z.looseObject({ id: z.string() })),
});
