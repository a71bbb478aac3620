import type {
  JurisdictionLaw,
  LegalClock,
  LegalExtension,
  LegalSignal,
} from '../../lambda/policy/law.ts';
import type { Cited } from '../../lambda/policy/spans.ts';
import { compileBreach } from './breach-compile.ts';
import type { JurisdictionFacts, Profile } from './law-schema.ts';

/** Reduces the facts of one jurisdiction to what runs. */
export function compileLaw(facts: JurisdictionFacts, profile: Profile): JurisdictionLaw {
  const { in_force: inForce, pending, rights_absent: absent, opt_in_again: again, gpc } = facts;
  return {
    name: facts.name,
    labels: facts.labels,
    facts: facts.facts,
    arithmetic: { name: facts.arithmetic, ...citation(profile) },
    lastDayRoll: profile.last_day_roll,
    notes: [...(inForce ? [inForce.note] : []), ...pending.map(({ what }) => what)],
    consent: mapped(facts.consent_model, ({ model, ...source }) => ({
      model,
      ...citation(source),
    })),
    minors: facts.minors.map(({ age, rule, ...source }) => ({
      ...(age !== null && { age }),
      rule,
      ...citation(source),
    })),
    ...compileBehaviour(facts),
    clocks: mapped(facts.clocks, compileClock),
    pauses: facts.pauses.map(({ code, effect, stops, ...source }) => ({
      code,
      effect,
      stops,
      ...citation(source),
    })),
    rights: mapped(facts.rights, ({ clock, to, ref, cite = ref, ...source }) => ({
      clock,
      ...(to !== undefined && { to }),
      ...citation({ ...source, ref: cite }),
    })),
    rightsAbsent: {
      codes: absent.codes,
      ...citation({ ...absent, ref: absent.ref ?? 'none found' }),
    },
    refusals: facts.refusals.map(({ code, ...source }) => ({ code, ...citation(source) })),
    ...(again && { optInAgain: { scope: again.scope, ...citation(again) } }),
    signal: compileSignal(gpc),
    breach: compileBreach(facts.breach),
  };
}

/** Where a law departs from what holds without it; each is absent where it does not. */
function compileBehaviour(facts: JurisdictionFacts) {
  const {
    consent_age_by_place: age,
    special_categories: special,
    erasure_exemption: exemption,
    portable_data: portable,
    objection_to_notice: objection,
    transfers,
    indirect_collection: indirect,
    request_records: records,
  } = facts;
  return {
    ...(age && { consentAgeByPlace: citation(age) }),
    ...(special && {
      specialCategories: { condition: special.condition, ...citation(special) },
    }),
    ...(exemption && { erasureExemption: { basis: exemption.basis, ...citation(exemption) } }),
    ...(portable && { portableData: { of: portable.of, ...citation(portable) } }),
    ...(objection && { objectionToNotice: citation(objection) }),
    ...(transfers && { transfers: { freeWithin: transfers.free_within, ...citation(transfers) } }),
    ...(indirect && { indirectCollection: { within: indirect.within, ...citation(indirect) } }),
    ...(records && { requestRecords: { period: records.period, ...citation(records) } }),
  };
}

export const compileSignal = (gpc: JurisdictionFacts['gpc']): LegalSignal => ({
  duty: gpc.duty,
  scope: gpc.scope,
  ...(gpc.since !== undefined && { since: gpc.since }),
  ...citation(gpc),
});

type ClockFacts = JurisdictionFacts['clocks'][string];

function compileClock(facts: ClockFacts): LegalClock {
  const { respond, standard, operator_target: target, ack, refusal_notice: refusal } = facts;
  const extension = compileExtension(facts.extension);
  const period = respond.amount === null ? undefined : respond;
  const refuse = refusal === 'same' ? period : refusal;
  return {
    respond: respond.amount === null ? respond.unit : respond,
    ...(standard !== undefined && { standard }),
    ...(target && { target }),
    ...(ack && { acknowledge: ack }),
    ...(extension && { extension }),
    ...(refuse && { informOfRefusal: refuse }),
    start: facts.start,
    ...citation(facts),
  };
}

function compileExtension(facts: ClockFacts['extension']): LegalExtension | undefined {
  if (facts === null) return undefined;
  const { amount, unit, max, times, allowed_reasons: reasons } = facts;
  // Without an amount or an end the law asks that the person is informed by when.
  if (amount === null || max === null || unit === 'without-undue-delay') {
    return { kind: 'announced', reasons };
  }
  return { kind: 'fixed', amount, unit, max, times, reasons };
}

const citation = (facts: { ref: string; verified?: false | undefined }): Cited => ({
  reference: facts.ref,
  verified: facts.verified ?? true,
});

const mapped = <Key extends string, From, To>(
  record: Partial<Record<Key, From>>,
  map: (value: From) => To,
): Record<Key, To> =>
  Object.fromEntries(
    Object.entries<From>(record as Record<Key, From>).map(([key, value]) => [key, map(value)]),
  ) as Record<Key, To>;
