import { describe, expect, test } from 'vitest';
import { groundsFor, refusalGrounds } from '../../lambda/request/model/refusals.ts';

const common = [
  'identity-not-verified',
  'person-not-identifiable',
  'manifestly-unfounded',
  'manifestly-excessive',
  'fraudulent-request',
];

describe('grounds on which a request can be refused', () => {
  test('GDPR Art. 17(3), Civ. Code 1798.105(d), Civ. Code 1798.145: of an erasure, those that need the data', () => {
    expect(groundsFor('erasure', refusalGrounds)).toEqual([
      ...common,
      'legal-obligation',
      'legal-claims',
      'freedom-of-expression',
      'public-interest-task',
      'public-health',
      'research-archiving-statistics',
    ]);
  });

  test('GDPR Art. 15(4), 11 CCR 7024: of a copy, the rights of others and its effort', () => {
    const grounds = [...common, 'rights-of-others', 'disproportionate-effort'];

    expect(groundsFor('access', refusalGrounds)).toEqual(grounds);
  });

  test('GDPR Art. 20(4), FADP Art. 29(1): of a portable copy, the same', () => {
    expect(groundsFor('portability', refusalGrounds)).toEqual(groundsFor('access', refusalGrounds));
  });

  test('are accepted only where the law gives them', () => {
    expect(groundsFor('erasure', ['legal-claims', 'rights-of-others'])).toEqual(['legal-claims']);
    expect(groundsFor('access', ['legal-claims', 'rights-of-others'])).toEqual([
      'rights-of-others',
    ]);
    expect(groundsFor('access', [])).toEqual([]);
  });

  test('GDPR Art. 7(3): there is none against what executes at once', () => {
    expect(groundsFor('withdraw-consent', refusalGrounds)).toEqual([]);
    expect(groundsFor('restriction', refusalGrounds)).toEqual([]);
  });
});
