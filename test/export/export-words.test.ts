import { describe, expect, test } from 'vitest';
import { chooseLanguage, speech } from '../../lambda/export/words.ts';

const en = speech('en', 'Europe/Berlin');
const de = speech('de', 'Europe/Berlin');

describe('the words of an export', () => {
  test.each([
    ['P30D', '30 days', '30 Tage'],
    ['P1D', '1 day', '1 Tag'],
    ['P2Y', '2 years', '2 Jahre'],
    ['P1Y6M', '1 year and 6 months', '1 Jahr und 6 Monate'],
    ['P2W', '2 weeks', '2 Wochen'],
    ['PT15M', '15 minutes', '15 Minuten'],
    ['P1MT12H', '1 month and 12 hours', '1 Monat und 12 Stunden'],
    ['PT30S', '30 seconds', '30 Sekunden'],
  ])('GDPR Art. 12(1): the period %s is told in plain words', (iso, english, german) => {
    expect(en.period(iso)).toBe(english);
    expect(de.period(iso)).toBe(german);
  });

  test('days are those of the controller, and moments name their zone', () => {
    expect(en.day('2026-11-23T23:30:00.000Z')).toBe('24 November 2026');
    expect(de.day('2026-11-23T23:30:00.000Z')).toBe('24. November 2026');
    expect(de.moment('2026-11-23T23:30:00.000Z')).toMatch(/24\. November 2026.*00:30 MEZ/);
  });

  test('a civil date of the policy is that day in every zone of a controller', () => {
    for (const zone of ['Pacific/Honolulu', 'Europe/Berlin', 'Pacific/Kiritimati']) {
      expect(speech('en', zone).day('2026-11-01')).toBe('1 November 2026');
    }
  });

  test('the time in which a law has requests answered is given with its unit', () => {
    expect(en.respond({ amount: 1, unit: 'calendar-months' })).toBe('1 month');
    expect(de.respond({ amount: 45, unit: 'calendar-days' })).toBe('45 Tage');
    expect(en.respond({ amount: 15, unit: 'business-days' })).toBe('15 working days');
    expect(de.respond('immediately')).toBe('Sofort');
  });

  test('countries have their name, parts of one their code beside it', () => {
    expect(de.country('US')).toBe('Vereinigte Staaten');
    expect(de.country('US-CA')).toBe('Vereinigte Staaten (US-CA)');
  });

  test.each([
    [['de'], 'de'],
    [['de-AT', 'en'], 'de'],
    [['fr', 'de'], 'de'],
    [[undefined, 'EN-gb'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
  ] as const)('of the wanted languages %j it is %s', (wanted, language) => {
    expect(chooseLanguage(wanted)).toBe(language);
  });
});
