import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import type { LegalBasis } from '../../lambda/policy/vocabulary.ts';
import type { RecordSource } from '../../lambda/record/model/record.ts';
import { portabilityOf } from '../../lambda/export/portability.ts';
import { portabilityJsonSchema } from '../../lambda/export/portability-schema.ts';
import { formatted } from '../support/formatted.ts';
import { examplePolicy } from '../support/example-policy.ts';

const example = examplePolicy;
const today = milliseconds(Date.parse('2026-11-24T12:00:00Z'));

type Declared = Policy['purposes'][string]['legalBasis'];
const withBasis = (legalBasis: Declared): Policy => ({
  ...example,
  purposes: { only: { ...example.purposes['support']!, legalBasis } },
});
const portable = (
  policy: Policy,
  category: string,
  purposes: string[],
  jurisdictions: JurisdictionId[] = ['gdpr'],
  collectedAt: EpochMilliseconds = today,
) => portabilityOf(policy, jurisdictions, { category, purposes, collectedAt });

const handedOver = { kind: 'portable', purposes: ['only'] };
const otherBasis = { kind: 'left-out', reason: 'other-basis' };

describe('what is portable', () => {
  test.each<[LegalBasis, object]>([
    ['consent', handedOver],
    ['contract', handedOver],
    ['legal-obligation', otherBasis],
    ['vital-interests', otherBasis],
    ['public-task', otherBasis],
    ['legitimate-interests', otherBasis],
  ])('GDPR Art. 20(1)(a): data on %s is %j', (basis, expected) => {
    expect(portable(withBasis({ gdpr: { basis } }), 'feedback', ['only'])).toEqual(expected);
  });

  test('GDPR Art. 20(1)(a), 9(2)(a): so is what rests on explicit consent to special categories', () => {
    const policy = withBasis({
      gdpr: { basis: 'legitimate-interests', condition: 'explicit-consent' },
    });

    expect(portable(policy, 'feedback', ['only'])).toEqual(handedOver);
  });

  test('GDPR Art. 20(1): what no one has classified is handled as the policy says', () => {
    const treatedAs = (treatAs: string) =>
      portable({ ...example, unclassified: { treatAs } }, 'unclassified', ['service-provision']);
    const without = { ...example, unclassified: undefined };

    expect(treatedAs('prompt-text').kind).toBe('portable');
    expect(treatedAs('output-text')).toEqual({ kind: 'left-out', reason: 'inferred' });
    expect(portable(without, 'unclassified', ['service-provision']).kind).toBe('left-out');
  });

  test('GDPR Art. 20(1): what was obtained from a recipient is not portable, what is named in words is', () => {
    const outcome = (source: RecordSource) =>
      portabilityOf(example, ['gdpr'], {
        category: 'prompt-text',
        purposes: ['service-provision'],
        collectedAt: milliseconds(Date.parse('2026-11-24T10:00:00Z')),
        source,
      });

    expect(outcome({ recipient: 'support-desk' })).toEqual({
      kind: 'left-out',
      reason: 'from-recipient',
    });
    expect(outcome('chat').kind).toBe('portable');
  });

  test('GDPR Art. 20(1): provided and observed data is portable, inferred data is not', () => {
    const outcome = (category: string) => portable(example, category, ['service-provision']).kind;

    expect(outcome('prompt-text')).toBe('portable');
    expect(outcome('usage-log')).toBe('portable');
    expect(portable(example, 'output-text', ['service-provision'])).toEqual({
      kind: 'left-out',
      reason: 'inferred',
    });
    expect(portable(example, 'given-up-category', ['service-provision']).kind).toBe('left-out');
  });

  test('GDPR Art. 20(1)(a): of several purposes those on consent or contract go along', () => {
    const purposes = ['service-provision', 'safety', 'given-up-purpose'];

    expect(portable(example, 'usage-log', purposes)).toEqual({
      kind: 'portable',
      purposes: ['service-provision'],
    });
  });

  test('GDPR Art. 13(3): data collected before a new basis stays under the old one', () => {
    const policy = withBasis({
      gdpr: {
        basis: 'legitimate-interests',
        effectiveFrom: '2026-11-24',
        previous: { basis: 'consent' },
      },
    });
    const at = (time: string) =>
      portable(policy, 'feedback', ['only'], ['gdpr'], milliseconds(Date.parse(time))).kind;

    // The day begins in Berlin, an hour before it does in UTC.
    expect(at('2026-11-23T22:59:59.999Z')).toBe('portable');
    expect(at('2026-11-23T23:00:00.000Z')).toBe('left-out');
  });

  test('Civ. Code 1798.130(a)(3)(B)(iii): without grounds, what a person provided is portable', () => {
    const policy = withBasis({ ccpa: { basis: 'notice' }, gdpr: { basis: 'legal-obligation' } });

    expect(portable(policy, 'feedback', ['only'], ['ccpa'])).toEqual(handedOver);
    expect(portable(policy, 'safety-score', ['only'], ['ccpa']).kind).toBe('left-out');
    expect(portable(policy, 'feedback', ['only'], ['gdpr'])).toEqual(otherBasis);
  });

  test('FADP Art. 28(1)(b): on consent or with a contract, not on notice alone', () => {
    const policy = (basis: LegalBasis) => withBasis({ 'ch-fadp': { basis } });

    expect(portable(policy('notice'), 'feedback', ['only'], ['ch-fadp'])).toEqual(otherBasis);
    expect(portable(policy('consent'), 'feedback', ['only'], ['ch-fadp'])).toEqual(handedOver);
  });

  test('where two laws apply, what one of them gives is given', () => {
    const policy = withBasis({ ccpa: { basis: 'notice' }, gdpr: { basis: 'legal-obligation' } });

    expect(portable(policy, 'feedback', ['only'], ['gdpr', 'ccpa'])).toEqual(handedOver);
  });
});

describe('the published schema', () => {
  const schema = portabilityJsonSchema() as { $defs: object };
  const ajv = new Ajv2020({ strict: true, validateFormats: false }).addSchema(schema, 'v1');

  test('is what the code says: else run this test with -u', async () => {
    const file = 'docs/portability.schema.json';
    const text = await formatted(file, JSON.stringify(schema));

    await expect(text).toMatchFileSnapshot(`../../${file}`);
  });

  test('accepts a line that POST /v1/records takes, and none that says more or less', () => {
    const validate = ajv.getSchema('v1#/$defs/record')!;
    const line = {
      category: 'prompt-text',
      purposes: ['service-provision'],
      content: null,
      collectedAt: '2026-11-24T12:00:00.000Z',
    };

    expect(validate(line)).toBe(true);
    expect(validate({ ...line, source: 'web' })).toBe(true);
    expect(validate({ ...line, subject: 'me' })).toBe(false);
    expect(validate({ ...line, purposes: [] })).toBe(false);
    expect(validate({ ...line, collectedAt: 'yesterday' })).toBe(false);
    expect(validate({ ...line, content: undefined })).toBe(false);
  });
});
