import type {
  BreachClock,
  BreachDuty,
  BreachLaw,
  BreachSpan,
} from '../../lambda/policy/breach-law.ts';
import type { Cited } from '../../lambda/policy/spans.ts';
import type { BreachClockFacts, BreachFacts } from './breach-schema.ts';

const dutyOf = {
  authority: 'authority',
  authority_final: 'authority-final',
  subjects: 'subjects',
  assessment: 'assessment',
  possible_leak: 'possible-leak',
  cert_in: 'cert-in',
  processor: 'processor',
} as const satisfies Record<keyof BreachFacts, BreachDuty>;

/** The duties of one jurisdiction after a personal-data breach. */
export function compileBreach(facts: BreachFacts): BreachLaw {
  const clocks: Partial<Record<BreachDuty, BreachClock>> = {};
  for (const name of Object.keys(dutyOf) as (keyof BreachFacts)[]) {
    const clock = facts[name];
    if (clock === undefined) continue;
    clocks[dutyOf[name]] = compileClock(clock, withinOf(clock));
    // Only the report to the authority has one: Res. CD/ANPD 15/2024 Art. 6.
    if (name === 'authority' && clock.supplement !== undefined) {
      clocks['authority-supplement'] = compileClock(clock, clock.supplement);
    }
  }
  return clocks;
}

function withinOf({ amount, unit }: BreachClockFacts): BreachClock['within'] {
  if (unit === 'immediately' || unit === 'without-undue-delay') return unit;
  if (amount === undefined) throw new TypeError('the schema asks for an amount of this unit');
  return { amount, unit } satisfies BreachSpan;
}

const compileClock = (facts: BreachClockFacts, within: BreachClock['within']): BreachClock => {
  const { from, standard, threshold, late } = facts;
  return {
    within,
    from,
    ...(standard !== undefined && { standard }),
    ...(threshold !== undefined && { threshold }),
    ...(late && { lateNeedsReasons: true }),
    exceptions: exceptionsOf(facts),
    ...citation(facts),
  };
};

/** A law that names a threshold asks nothing below it. */
function exceptionsOf(facts: BreachClockFacts): BreachClock['exceptions'] {
  if (facts.exceptions !== undefined) {
    return facts.exceptions.map(({ code, ...source }) => ({ code, ...citation(source) }));
  }
  return facts.threshold === undefined ? [] : [{ code: 'threshold-not-met', ...citation(facts) }];
}

const citation = (facts: { ref: string; verified?: false | undefined }): Cited => ({
  reference: facts.ref,
  verified: facts.verified ?? true,
});
