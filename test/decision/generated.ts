import { milliseconds } from '../../lambda/value/time.ts';
import { obligations } from '../../lambda/policy/vocabulary.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import type { LegalBasis } from '../../lambda/policy/vocabulary.ts';
import type { Case, Person, Said } from './oracle.ts';

/** The same numbers on every machine (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (share: number): boolean => next() < share,
    below: (limit: number): number => Math.floor(next() * limit),
    pick: <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)]!,
    some: <Value>(values: readonly Value[], share: number): Value[] =>
      values.filter(() => next() < share),
  };
}
export type Random = ReturnType<typeof randomFrom>;

const gdprBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;
const groundless = ['notice', 'opt-out', 'consent'] as const;
const basesOf = {
  gdpr: gdprBases,
  'uk-gdpr': gdprBases,
  'ch-fadp': [...groundless, 'contract', 'legal-obligation'],
  ccpa: groundless,
  'us-co-cpa': groundless,
} as const satisfies Partial<Record<JurisdictionId, readonly LegalBasis[]>>;
export const lawIds = Object.keys(basesOf) as (keyof typeof basesOf)[];

export const now = milliseconds(Date.parse('2026-11-24T09:00:00Z'));
const purposes = ['answering', 'training', 'profiling', 'counting', 'safety'];
const categories = ['prompts', 'health', 'scores', 'usage'];
const places = ['DE', 'AT', 'FR', 'GB', 'CH', 'US-CA', 'US-CO', 'US-TX', 'BR'];
const versions = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)];

type Purpose = Policy['purposes'][string];
type Basis = NonNullable<Purpose['legalBasis'][JurisdictionId]>;

function statedFor(random: Random, law: keyof typeof basesOf): Basis {
  const basis = random.pick(basesOf[law]);
  const hasCondition = (law === 'gdpr' || law === 'uk-gdpr') && random.chance(0.5);
  return {
    basis,
    ...(hasCondition && {
      condition: random.pick(['explicit-consent', 'legal-claims'] as const),
    }),
    ...(basis === 'opt-out' && random.chance(0.5) && { optOut: 'opt-out-sale-share' as const }),
  };
}

function basisFor(random: Random, law: keyof typeof basesOf): Basis {
  const stated = statedFor(random, law);
  if (random.chance(0.7)) return stated;
  return {
    ...stated,
    effectiveFrom: random.pick(['2026-06-01', '2026-11-24', '2026-11-25']),
    ...(random.chance(0.9) && { previous: statedFor(random, law) }),
  };
}

/** A policy that says anything, whether or not its validator would let it pass. */
export function policyFrom(random: Random, shipped: Policy): Policy {
  const template = shipped.purposes['improvement']!;
  const category = shipped.categories['prompt-text']!;
  const notice = shipped.published[shipped.primaryNotice]!;
  const setting = () => (random.chance(0.7) ? { purposes: random.some(purposes, 0.5) } : undefined);
  const [training, personalisation, storage] = [setting(), setting(), setting()];
  const published = Object.fromEntries(
    ['general', 'extra'].map((id) => [
      id,
      {
        ...notice,
        id,
        version: versions[0]!,
        compatibleWith: random.chance(0.3) ? [versions[1]!] : [],
        material: random.chance(0.6),
        purposes: random.some(purposes, 0.8),
      },
    ]),
  );
  return {
    ...shipped,
    controller: { ...shipped.controller, timeZone: random.pick(['+02:00', '-08:00', 'UTC']) },
    jurisdictions: {
      ...shipped.jurisdictions,
      default: random.pick(lawIds),
      residences: {
        DE: 'gdpr',
        AT: 'gdpr',
        FR: 'gdpr',
        ...(random.chance(0.8) && { GB: 'uk-gdpr' as const, CH: 'ch-fadp' as const }),
        'US-CA': 'ccpa',
        ...(random.chance(0.8) && { 'US-CO': 'us-co-cpa' as const }),
        ...(random.chance(0.5) && { US: 'ccpa' as const }),
      },
    },
    categories: Object.fromEntries(
      categories.map((id) => [
        id,
        { ...category, sensitivity: random.chance(0.4) ? 'special' : 'ordinary' } as const,
      ]),
    ),
    purposes: Object.fromEntries(
      purposes.map((id): [string, Purpose] => {
        const lasts = random.pick([undefined, 'P30D', 'P1Y', 'P2Y']);
        return [
          id,
          {
            ...template,
            consentValidity: lasts,
            role: random.chance(0.1) ? 'processor' : 'controller',
            categories: random.some(categories, 0.7),
            recipients: random.some(['cloud-hosting'], 0.5),
            obligations: random.some(obligations, 0.2),
            legalBasis: Object.fromEntries(
              random.some(lawIds, 0.9).map((law) => [law, basisFor(random, law)]),
            ),
          },
        ];
      }),
    ),
    published,
    primaryNotice: 'general',
    minors: {
      unknownAge: random.pick(['adult', 'minor']),
      consentAge: random.chance(0.7) ? { AT: 14, FR: 15 } : {},
    },
    settings: {
      ...(training && { training }),
      ...(personalisation && { personalisation }),
      ...(storage && { storage }),
    },
    unclassified: random.chance(0.6)
      ? { treatAs: random.pick([...categories, 'gone']) }
      : undefined,
  };
}

export function personFrom(random: Random): Case['who'] {
  if (random.chance(0.02)) return random.pick(['unknown', 'erased']);
  const [declared, stated, age] = [
    random.chance(0.5) && random.pick(places),
    random.chance(0.6) && random.pick(places),
    random.chance(0.7) && random.pick(['under-13', '13-to-15', '16-to-17', 'adult'] as const),
  ];
  const restricted = random.chance(0.05) ? 'all' : random.some(purposes, 0.08);
  return {
    ...(declared && { declared }),
    ...(stated && { stated }),
    ...(age && { age }),
    erasing: random.chance(0.01),
    restricted,
    off: random.some(['training', 'personalisation', 'storage'], 0.1),
  } satisfies Person;
}

const day = 86_400_000;
const spans = [0, 30 * day, 365 * day, 731 * day, 800 * day];

/** When people of one policy spoke: also at the ends of consents, to the second. */
export const momentsFrom = (random: Random): number[] =>
  Array.from({ length: 50 }, () => {
    const edge = random.chance(0.3) ? random.below(3) * 1_000 - 1_000 : random.below(300 * day);
    return Math.min(now - random.pick(spans) + edge, now);
  });

export const wordsFrom = (random: Random, moments: readonly number[]): Said[] =>
  Array.from({ length: random.below(7) }, () => ({
    purpose: random.pick(purposes),
    at: random.pick(moments),
    word: random.pick(['given', 'given', 'given', 'refused', 'withdrawn'] as const),
    ...(random.chance(0.9) && {
      notice: { id: random.pick(['general', 'extra', 'gone']), version: random.pick(versions) },
    }),
    byParent: random.chance(0.4),
    parentWasNeeded: random.chance(0.2),
    explicit: random.chance(0.7),
  }));

/** Rarely, so that what else is denied is seen too. */
export function freezeFrom(random: Random): Pick<Case, 'frozen'> {
  if (random.chance(0.9)) return {};
  return { frozen: random.pick(['all', 'person', random.some(categories, 0.3), ['unclassified']]) };
}

/** A question or so, at times about a purpose that no one declared. */
export function questionsFrom(
  random: Random,
): Pick<Case, 'purpose' | 'category' | 'collectedAt' | 'storing'>[] {
  const asked = [...random.some(purposes, 0.22), ...random.some(['constructor'], 0.02)];
  return asked.map((purpose) => ({
    purpose,
    category: random.pick([...categories, ...categories, 'unclassified', 'toString']),
    ...(random.chance(0.3) && { collectedAt: now - random.below(400 * day) + day }),
    storing: random.chance(0.3),
  }));
}
