import { describe, expect, test } from 'vitest';
import { empty, hostile, markup, pageOf, policy, rich, rightToLeft } from './export-people.ts';

const languages = ['en', 'de'] as const;
const people = { empty, rich, hostile };
const pages = Object.entries(people).flatMap(([name, held]) =>
  languages.map((language) => ({ name, language, page: pageOf(held, language) })),
);

/** Without markup, in one line. */
const readable = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the page of an export', () => {
  test.each(pages)('of the $name person in $language is one closed file', ({ language, page }) => {
    expect(page).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${language}" dir="ltr">`));
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
    expect(page).not.toMatch(/<(script|link|img|iframe|object|form|base)\b/);
    expect(page).not.toMatch(/<[^>]*\s(src|on\w+)=/);
    for (const [, target] of page.matchAll(/href="([^"]+)"/g)) expect(target).toMatch(/^#/);
  });

  test.each(pages)('of the $name person in $language leads to places that exist', ({ page }) => {
    const named = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

    expect(new Set(named).size).toBe(named.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(named).toContain(target);
    for (const [, target] of page.matchAll(/aria-labelledby="([^"]+)"/g)) {
      expect(named).toContain(target);
    }
  });

  test('GDPR Art. 15(1)-(2): answers every question that the law has a person told', () => {
    const told = readable(pageOf(rich, 'en'));

    for (const answer of [
      // (a), (b): purposes and categories
      'Improving the assistant Finding out where answers go wrong',
      'Prompts What you write to the assistant.',
      // (c): recipients by name, with address and contact
      'Example Models Inc.',
      '100 Model Street, San Francisco, CA 94105, USA',
      'privacy@models.example.com',
      'Disclosures recorded: 3, the newest on 21 November 2026',
      // (d): periods, and the end of what is held
      'Kept for 2 years from collection',
      '27 November 2026 to 23 November 2028',
      'You have chosen to keep this for 7 days at most.',
      // legal basis with its reference
      'Your consent: GDPR Art. 6(1)(a)',
      // (e): rights
      'GDPR: art. 17',
      'CCPA: Civ. Code 1798.105',
      'In the privacy centre under requests.',
      // (f): the authority
      'Berlin Commissioner for Data Protection',
      'California Privacy Protection Agency',
      // (g): sources
      'You gave it to us',
      'Android app (32)',
      // (h): logic and consequences
      'Our systems compare a conversation with known forms of abuse',
      'Only that person can limit or close an account',
      // (2): safeguards, and where to get a copy
      'Standard contractual clauses. Write to privacy@example.com for a copy.',
      // Art. 17(3)(e), 18
      'Proof of your choices 3 7 years',
      'The use of your data is restricted for: Helping you.',
      'these are not deleted for now: Usage log.',
      // Two laws, neither of them reviewed
      'Two laws apply to you',
      'nobody has reviewed this law for us yet',
    ]) {
      expect(told).toContain(answer);
    }
    expect(told).not.toContain('undefined');
  });

  test('GDPR Art. 12(1): German people read German', () => {
    const told = readable(pageOf(rich, 'de'));

    for (const answer of [
      'Ihre personenbezogenen Daten',
      'Verbesserung des Assistenten',
      'Ihre Einwilligung: GDPR Art. 6(1)(a)',
      '2 Jahre ab Erhebung',
      'Vereinigte Staaten',
      'Berliner Beauftragten für Datenschutz',
      'DSGVO: art. 17',
    ]) {
      expect(told).toContain(answer);
    }
  });

  test('WCAG 3.1.2: what is not in the language of the page says in which it is', () => {
    const page = pageOf(rich, 'de');
    const untranslated = pageOf(rich, 'de', { ...policy, translations: {} });

    expect(page).toContain('<span lang="en">GDPR Art. 6(1)(a)</span>');
    expect(untranslated).toContain('<span lang="en">Improving the assistant</span>');
    expect(pageOf(rich, 'en')).not.toContain('<span lang=');
  });

  test('of a person of whom nothing is held says so', () => {
    const told = readable(pageOf(empty, 'en'));

    for (const answer of [
      'No entries of yours are held.',
      'There is nothing of yours that we use.',
      'You have made no choices yet.',
      'You have made no requests.',
      'No restriction and no legal hold is in force.',
    ]) {
      expect(told).toContain(answer);
    }
  });

  test('lets nothing that a person wrote become markup or turn the text around', () => {
    const page = pageOf(hostile, 'en');

    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)');
    expect(page).toContain(`<span class="own" dir="auto">${rightToLeft}</span>`);
    expect(page.split(markup)).toHaveLength(1);
  });
});
