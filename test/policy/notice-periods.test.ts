import { describe, expect, test } from 'vitest';
import { periodsOf } from '../../lambda/consent/model/validity.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';

const policy = loadPolicyOrThrow('policy');

interface Language {
  readonly days: string;
  readonly years: string;
  readonly numbers: readonly string[];
}
const languages: Readonly<Record<string, Language>> = {
  en: {
    days: 'days',
    years: 'years',
    numbers: 'zero one two three four five six seven eight nine ten'.split(' '),
  },
  de: {
    days: 'Tage',
    years: 'Jahre',
    numbers: 'null ein zwei drei vier fünf sechs sieben acht neun zehn'.split(' '),
  },
};
const cases = Object.entries(languages).map(([locale, language]) => ({ locale, ...language }));

const textOf = (id: string, locale: string): string =>
  policy.published[id]!.texts[locale]!.replaceAll(/\s+/g, ' ');
const yearsOf = (period: string): number => Number(/^P(\d+)Y$/.exec(period)![1]);

/** Titles of purposes in the order of the table, which is that of the policy. */
const rowsOf = (locale: string): string[] =>
  policy.published['assistant']!.texts[locale]!.split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);

describe('GDPR Art. 13(2)(a): the shipped notices tell the periods that are kept', () => {
  test.each(cases)('of every purpose, in $locale', ({ locale, days, years }) => {
    const reported = rowsOf(locale).map((row) => row.split('|').at(-2)?.trim());

    expect(reported).toEqual(
      Object.values(policy.purposes).map(({ retention }) =>
        retention.endsWith('D')
          ? `${/\d+/.exec(retention)![0]} ${days}`
          : `${yearsOf(retention)} ${years}`,
      ),
    );
  });

  test.each(cases)(
    'of the proof of choices and of requests, in $locale',
    ({ locale, years, numbers }) => {
      const text = textOf('assistant', locale);
      const at = milliseconds(Date.parse('2026-11-24T10:00:00Z'));
      const asked = Object.entries(policy.purposes).filter(([, { legalBasis }]) =>
        Object.values(legalBasis).some(({ basis }) => basis === 'consent'),
      );
      const longest = Math.max(
        ...asked.map(
          ([purpose]) => periodsOf(policy, { purpose, state: 'given' }, at).evidenceUntil,
        ),
      );
      const inYears = new Date(longest).getUTCFullYear() - 2026;
      const validity = new Set(asked.map(([, { consentValidity }]) => yearsOf(consentValidity!)));

      expect(validity.size).toBe(1);
      for (const count of [
        inYears,
        ...validity,
        yearsOf(policy.evidence.consent.retention),
        yearsOf(policy.evidence.request.retention),
      ]) {
        expect(text).toContain(`${numbers[count]} ${years}`);
      }
    },
  );

  test.each(cases)(
    'of improvement, in its own notice, in $locale',
    ({ locale, years, numbers }) => {
      const { retention, consentValidity } = policy.purposes['improvement']!;

      expect(retention).toBe(consentValidity);
      expect(textOf('improvement', locale)).toContain(`${numbers[yearsOf(retention)]} ${years}`);
    },
  );
});
