import { describe, expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { exportFacts } from '../../lambda/export/facts.ts';
import type { Found } from '../../lambda/export/facts.ts';
import { contents, found, policy, rich, subject, today } from './export-fixture.ts';

const facts = (overrides: Partial<Found> = {}, its: Policy = policy, language = 'en') =>
  exportFacts(its, language, found(overrides), today);
const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
const supportOnly = [contents('feedback', { support: 2 })];

describe('what a person is informed of', () => {
  test('GDPR Art. 15(1)(a)-(b), Civ. Code 1798.110(a): purposes for which records exist, with their categories', () => {
    const { purposes, categories } = facts({ contents: supportOnly });

    expect(purposes[0]).toMatchObject({ id: 'support', records: { feedback: 2 } });
    expect(purposes.slice(1).every(({ records }) => Object.keys(records).length === 0)).toBe(true);
    expect(ids(purposes).toSorted()).toEqual(Object.keys(policy.purposes).toSorted());
    expect(ids(categories)).toEqual(['feedback']);
  });

  test('GDPR Art. 15(1)(c), CJEU C-154/21: recipients who actually get the data, not all', () => {
    expect(ids(facts({ contents: supportOnly }).recipients)).toEqual([
      'cloud-hosting',
      'support-desk',
    ]);
    const models = facts({ contents: [contents('prompt-text', { inference: 1 })] }).recipients;
    expect(ids(models)).toEqual(['cloud-hosting', 'model-provider']);
    expect(models[1]).toMatchObject({
      ...{ name: 'Example Models Inc.', country: 'US', contact: 'privacy@models.example.com' },
      ...{ purposes: ['inference'], categories: ['prompt-text'] },
    });
  });

  test('GDPR Art. 15(1)(c): a recipient that serves every purpose holds the account, and is named', () => {
    expect(facts().recipients).toMatchObject([
      { id: 'cloud-hosting', account: true, purposes: [], categories: [] },
    ]);
  });

  test('GDPR Art. 15(1)(c): a disclosure that was recorded names its recipient', () => {
    const disclosed = {
      ...{ recipient: 'annotation-partner', purposes: ['improvement'], categories: ['feedback'] },
      ...{ count: 2, oldest: '2026-11-18T10:00:00.000Z', newest: '2026-11-20T10:00:00.000Z' },
    };

    const { recipients } = facts({ contents: supportOnly, disclosed: [disclosed] });

    expect(recipients.find(({ id }) => id === 'annotation-partner')).toMatchObject({
      ...{ purposes: ['improvement'], categories: ['feedback'] },
      disclosures: { count: 2, oldest: disclosed.oldest, newest: disclosed.newest },
    });
  });

  test('GDPR Art. 15(1)(c), CJEU C-154/21: nor is a recipient forgotten that the policy has given up', () => {
    const disclosed = {
      ...{ recipient: 'former-partner', purposes: ['improvement'], categories: ['feedback'] },
      ...{ count: 1, oldest: '2026-11-20T10:00:00.000Z', newest: '2026-11-20T10:00:00.000Z' },
    };

    const { recipients, categories } = facts({ contents: supportOnly, disclosed: [disclosed] });

    expect(recipients.at(-1)).toEqual({
      ...{ id: 'former-partner', name: 'former-partner', account: false },
      ...{ purposes: ['improvement'], categories: ['feedback'] },
      disclosures: { count: 1, oldest: disclosed.oldest, newest: disclosed.newest },
    });
    expect(categories[0]?.recipients).toContain('former-partner');
  });

  test('GDPR Art. 15(2): what protects data abroad is given where data goes abroad', () => {
    const { recipients } = facts({
      contents: [contents('prompt-text', { inference: 1 })],
    });

    expect(recipients.map(({ id, transferMechanism }) => [id, transferMechanism])).toEqual([
      ['cloud-hosting', undefined],
      ['model-provider', 'standard-contractual-clauses'],
    ]);
  });

  test('GDPR Art. 15(1)(d): the period of a purpose, and the shorter one that the person chose', () => {
    const settings = { ...subject().settings, retention: { feedback: 'P7D' } };

    const { purposes, categories } = facts({
      subject: subject({ settings }),
      contents: supportOnly,
    });

    expect(purposes[0]?.retention).toBe('P2Y');
    expect(categories[0]?.ownRetention).toBe('P7D');
  });

  test('GDPR Art. 15(1)(e)-(f): the rights of the law that applies, and how to use each here', () => {
    const shown = (jurisdictions: Found['jurisdictions']) =>
      Object.fromEntries(facts({ jurisdictions }).rights.map(({ right, route }) => [right, route]));

    expect(shown(['gdpr'])).toMatchObject({
      ...{ access: 'request', erasure: 'request', portability: 'request' },
      ...{ objection: 'choice', 'withdraw-consent': 'choice', complaint: 'authority' },
    });
    expect(shown(['gdpr'])).not.toHaveProperty('opt-out-sale-share');
    expect(shown(['ccpa'])).toMatchObject({ 'opt-out-sale-share': 'choice' });
    expect(shown(['ccpa'])).not.toHaveProperty('restriction');
  });

  test('DPA 2018 s. 164A: a complaint in the United Kingdom goes to the controller first', () => {
    const route = (jurisdictions: Found['jurisdictions']) =>
      facts({ jurisdictions }).rights.find(({ right }) => right === 'complaint')?.route;

    expect(route(['uk-gdpr'])).toBe('request');
    expect(route(['uk-gdpr', 'gdpr'])).toBe('authority');
  });

  test('where two laws apply, the rights of both are given and both remedies are given', () => {
    const { rights, remedies } = facts({ jurisdictions: ['gdpr', 'ccpa'] });
    const of = (right: string) =>
      rights.find((each) => each.right === right)?.laws.map(({ jurisdiction }) => jurisdiction);

    expect(of('access')).toEqual(['gdpr', 'ccpa']);
    expect(of('restriction')).toEqual(['gdpr']);
    expect(of('opt-out-sale-share')).toEqual(['ccpa']);
    expect(remedies.map(({ jurisdiction }) => jurisdiction)).toEqual(['gdpr', 'ccpa']);
  });

  test('where two laws apply, the time limit is that of the law whose date comes first', () => {
    const limit = (jurisdictions: Found['jurisdictions']) =>
      facts({ jurisdictions }).rights.find(({ right }) => right === 'access')?.respond;

    expect(limit(['ccpa'])).toEqual({ amount: 45, unit: 'calendar-days' });
    expect(limit(['ccpa', 'gdpr'])).toEqual({ amount: 1, unit: 'calendar-months' });
    expect(limit(['gdpr', 'ccpa'])).toEqual({ amount: 1, unit: 'calendar-months' });
  });

  test('GDPR Art. 13(3): a basis that changed says what it was for data collected before', () => {
    const support = policy.purposes['support']!;
    const changed: Policy = {
      ...policy,
      purposes: {
        support: {
          ...support,
          legalBasis: {
            gdpr: {
              basis: 'legitimate-interests',
              effectiveFrom: '2026-11-01',
              previous: { basis: 'consent', reference: 'GDPR Art. 6(1)(a)' },
            },
          },
        },
      },
    };

    expect(facts({}, changed).purposes[0]?.bases).toEqual([
      {
        ...{ jurisdiction: 'gdpr', basis: 'legitimate-interests' },
        before: { day: '2026-11-01', basis: 'consent', reference: 'GDPR Art. 6(1)(a)' },
      },
    ]);
  });

  test('a purpose that no law lets be pursued for the person has no basis', () => {
    const { purposes } = facts({ jurisdictions: ['us-va-vcdpa'] }, policy);

    expect(purposes.every(({ bases }) => bases.length === 0)).toBe(true);
  });

  test('GDPR Art. 15(1)(h), 11 CCR 7222: logic and consequences of decisions by machines', () => {
    const decided = facts().purposes.filter(({ automatedDecision }) => automatedDecision);

    expect(ids(decided)).toEqual(['profiling', 'safety']);
    expect(decided[1]?.automatedDecision).toEqual({
      ...policy.purposes['safety']?.automatedDecision,
      lang: 'en',
    });
  });

  test('GDPR Art. 17(3)(e), 18: evidence that stays, restriction and holds in force', () => {
    const shown = exportFacts(policy, 'en', rich.found, today);

    expect(shown.evidence).toEqual([
      {
        ...{ kind: 'consent', count: 3, from: 'end-of-choice' },
        ...{ ...policy.evidence.consent, until: '2035-11-28T10:00:00.000Z' },
      },
      {
        ...{ kind: 'request', count: 2, from: 'end-of-request' },
        ...{ ...policy.evidence.request, until: '2028-11-24T11:00:00.000Z' },
      },
    ]);
    expect(shown.restrictedPurposes).toEqual(['support']);
    expect(shown.heldCategories).toEqual(['usage-log']);
  });

  test('a law that no one has reviewed is shown as advisory', () => {
    const reviewed: Policy = {
      ...policy,
      jurisdictions: {
        ...policy.jurisdictions,
        reviews: { gdpr: { reviewedBy: 'Counsel', reviewedOn: '2026-11-01' } },
      },
    };

    expect(facts().jurisdictions[0]?.advisory).toBe(true);
    expect(facts({}, reviewed).jurisdictions[0]?.advisory).toBe(false);
  });

  test('texts are in the language of the person, where the policy has them in it', () => {
    const { translations } = policy;
    const half: Policy = {
      ...policy,
      translations: { de: { ...translations['de']!, categories: {}, remedies: {} } },
    };

    const german = facts({ contents: supportOnly }, policy, 'de');
    const halfGerman = facts({ contents: supportOnly }, half, 'de');

    expect(german.categories[0]).toMatchObject({ title: 'Rückmeldungen', lang: 'de' });
    expect(german.remedies[0]?.lang).toBe('de');
    expect(halfGerman.categories[0]).toMatchObject({ title: 'Feedback', lang: 'en' });
    expect(halfGerman.purposes[0]).toMatchObject({ title: 'Hilfe für Sie', lang: 'de' });
    expect(halfGerman.remedies[0]?.lang).toBe('en');
  });

  test('the example policy has every text in German, so that no page mixes languages', () => {
    const { categories, purposes, remedies } = exportFacts(
      policy,
      'de',
      {
        ...rich.found,
        contents: Object.keys(policy.categories).map((id) => contents(id, { support: 1 })),
      },
      today,
    );

    const languages = [...categories, ...purposes, ...remedies].map(({ lang }) => lang);
    const decided = purposes.flatMap(({ automatedDecision }) => automatedDecision?.lang ?? []);
    expect(new Set([...languages, ...decided])).toEqual(new Set(['de']));
  });

  test('what no one has classified is shown as such, by the rules that hold for it', () => {
    const settings = { ...subject().settings, retention: { 'prompt-text': 'P7D' } };
    const stored = {
      subject: subject({ settings }),
      contents: [contents('unclassified', { inference: 1 })],
    };

    expect(facts(stored, policy, 'de').categories[0]).toMatchObject({
      ...{ id: 'unclassified', title: 'Noch nicht eingeordnet', lang: 'de' },
      ...{ source: 'provided', ownRetention: 'P7D' },
    });
    expect(facts(stored).categories[0]).toMatchObject({ title: 'Not classified yet', lang: 'en' });
  });

  test('categories have their names even where no record of them is held', () => {
    const { categories, categoryNames } = facts();

    expect(categories).toEqual([]);
    expect(categoryNames['usage-log']).toMatchObject({ title: 'Usage log' });
  });

  test('data of a purpose or category that the policy has given up is named by its id', () => {
    const { categories, recipients } = facts({
      contents: [contents('given-up-category', { 'given-up-purpose': 1 })],
    });

    expect(categories[0]).toMatchObject({ id: 'given-up-category', title: 'given-up-category' });
    expect(categories[0]).not.toHaveProperty('source');
    expect(ids(recipients)).toEqual(['cloud-hosting']);
  });
});
