import { describe, expect, test } from 'vitest';
import { defaultFor } from '../../lambda/consent/model/basis.ts';
import type { ConsentState } from '../../lambda/consent/model/status.ts';
import { decide } from '../../lambda/consent/model/decision.ts';
import { milliseconds, toRfc3339 } from '../../lambda/value/time.ts';
import { clockForAll, consentAge } from '../../lambda/policy/protective.ts';
import type { JurisdictionId } from '../../lambda/policy/schema.ts';
import { exportFacts } from '../../lambda/export/facts.ts';
import { policyTexts } from '../../lambda/export/texts.ts';
import { portabilityOf } from '../../lambda/export/portability.ts';
import { jurisdictionsOf, untouched } from '../../lambda/subject/model/subject.ts';
import { found } from '../export/export-fixture.ts';
import { loadedFrom } from './edited-policy.ts';

const { policy } = loadedFrom('policy');
const now = milliseconds(Date.parse('2027-01-29T11:00:00Z'));
const beyondTheService = ['improvement', 'training', 'profiling'];
/** Special categories: where no law asks for consent, the policy does. */
const askedEverywhere = 'fairness-attributes';

const decisionOn = (purpose: string, laws: readonly JurisdictionId[], state: ConsentState) =>
  decide({
    ...{ policy, purpose, now, jurisdictions: laws as [JurisdictionId], consent: { state } },
    category: policy.purposes[purpose]!.categories[0]!,
    subject: { kind: 'known', status: 'active', restrictedPurposes: [], settings: untouched },
  });

const permitted = (laws: readonly JurisdictionId[], state: ConsentState) =>
  Object.keys(policy.purposes).filter(
    (purpose) => decisionOn(purpose, laws, state).decision === 'permit',
  );

interface Home {
  readonly lives: string;
  readonly law: JurisdictionId;
  readonly asked: boolean;
  /** Day of the answer to an access request. */
  readonly due: string;
  readonly age: number;
  readonly en: RegExp;
  readonly de: RegExp;
}

describe.each<Home>([
  {
    ...{ lives: 'DE-BE', law: 'gdpr', asked: true, due: '2027-03-01', age: 16 },
    ...{ en: /Berlin Commissioner/, de: /Berliner Beauftragten/ },
  },
  {
    ...{ lives: 'GB-SCT', law: 'uk-gdpr', asked: true, due: '2027-03-01', age: 13 },
    ...{ en: /Information Commission.*\(ICO\)/, de: /Information Commission.*\(ICO;/ },
  },
  {
    ...{ lives: 'CH-ZH', law: 'ch-fadp', asked: true, due: '2027-02-28', age: 16 },
    ...{ en: /Federal Data Protection.*FDPIC/, de: /Datenschutz- und Öffentlichkeits.*EDÖB/ },
  },
  {
    ...{ lives: 'US-CA', law: 'ccpa', asked: false, due: '2027-03-15', age: 13 },
    ...{ en: /California Privacy Protection Agency/, de: /Attorney General von Kalifornien/ },
  },
])('a person in $lives', ({ lives, law, asked, due, age, en, de }) => {
  const laws = jurisdictionsOf(policy, { declaredResidence: lives });

  test(`comes under ${law}`, () => {
    expect(laws).toEqual([law]);
  });

  test('gets a decision with a basis and a reference for each purpose', () => {
    for (const [purpose, { legalBasis }] of Object.entries(policy.purposes)) {
      const decision = decisionOn(purpose, laws, 'given');

      expect(decision).toMatchObject({ decision: 'permit', basis: legalBasis[law]!.basis });
      expect(legalBasis[law]!.reference).toMatch(/GDPR|FADP|Civ\. Code|CCR/);
    }
  });

  test(asked ? 'is asked before anything beyond the service' : 'is told and can opt out', () => {
    const unasked = Object.keys(policy.purposes).filter(
      (purpose) => purpose !== askedEverywhere && (!asked || !beyondTheService.includes(purpose)),
    );
    const person = { policy, now, jurisdictions: laws, ageBand: 'adult' as const };

    expect(permitted(laws, 'not-asked')).toEqual(unasked);
    expect(
      Object.keys(policy.purposes).filter((purpose) => defaultFor(purpose, person) === 'permit'),
    ).toEqual(unasked);
    for (const purpose of [...beyondTheService, askedEverywhere]) {
      expect(decisionOn(purpose, laws, 'withdrawn').decision).toBe('deny');
    }
  });

  test(`consents alone from ${age}`, () => {
    expect(consentAge(policy, laws, [lives])).toBe(age);
  });

  test(`gets the answer to an access request by ${due}`, () => {
    const { dueAt } = clockForAll(laws, 'access', now, policy);

    expect(toRfc3339(milliseconds(dueAt + 1))).toMatch(/T2[23]:00:00\.000Z$/);
    expect(toRfc3339(dueAt)).toContain(due);
  });

  test('is told in English and German where to complain', () => {
    for (const [locale, authority] of Object.entries({ en, de })) {
      const remedies = policyTexts(policy, locale).remedies(law, []);

      expect(remedies).toMatchObject({ lang: locale, authority: expect.stringMatching(authority) });
      expect(remedies.court).not.toBe('');
    }
  });

  test('is informed in English and German that an appeal to us is taken', () => {
    const appeals = ['en', 'de'].map((locale) => policyTexts(policy, locale).remedies(law, []));

    expect(appeals[0]?.appeal).toMatch(/^You can (ask|complain to) us/);
    expect(appeals[1]?.appeal).toMatch(/^Sie können (uns bitten|sich bei uns beschweren)/);
  });

  test('reads in an export on what each purpose rests', () => {
    for (const locale of ['en', 'de']) {
      const { purposes, remedies } = exportFacts(
        policy,
        locale,
        found({ jurisdictions: laws }),
        now,
      );

      expect(purposes).toHaveLength(11);
      for (const { bases } of purposes) {
        expect(bases).toMatchObject([{ jurisdiction: law, reference: expect.any(String) }]);
      }
      expect(remedies).toMatchObject([{ jurisdiction: law, lang: locale }]);
    }
  });
});

describe('the United Kingdom', () => {
  test('UK GDPR Art. 12A(2): the month begins when the proof of identity is there', () => {
    const identityAt = milliseconds(Date.parse('2027-02-03T11:00:00Z'));

    const { dueAt } = clockForAll(['uk-gdpr'], 'access', now, policy, { identityAt });

    expect(toRfc3339(dueAt)).toContain('2027-03-03');
  });

  test('DPA 2018 s. 164A: a complaint to us is confirmed in 30 days, and people are told how', () => {
    const { acknowledgeBy, dueAt } = clockForAll(['uk-gdpr'], 'complaint', now, policy);

    expect(toRfc3339(acknowledgeBy!)).toContain('2027-03-01');
    expect(dueAt).toBe(acknowledgeBy);
    for (const locale of ['en', 'de']) {
      expect(policyTexts(policy, locale).remedies('uk-gdpr', []).appeal).toContain('164A');
    }
  });
});

describe('Switzerland', () => {
  test('FADP Art. 30(2)(b): an objection ends what needs no justification, and nothing else', () => {
    const refused = permitted(['ch-fadp'], 'refused');

    expect(refused).toEqual(['service-provision', 'inference', 'decision-review']);
  });

  test('FADP Art. 28(1)(b): what serves the contract is handed over', () => {
    const record = { category: 'prompt-text', purposes: ['inference'], collectedAt: now };

    expect(portabilityOf(policy, ['ch-fadp'], record).kind).toBe('portable');
  });

  test('FADP Art. 32: erasure has a last day of our own', () => {
    const { dueAt, ownTarget } = clockForAll(['ch-fadp'], 'erasure', now, policy);

    expect(toRfc3339(dueAt)).toContain('2027-02-28');
    expect(ownTarget).toBe(true);
  });
});
