import { describe, expect, test } from 'vitest';
import { legalHold } from '../../lambda/retention/model/hold.ts';
import {
  contents,
  empty,
  found,
  hostile,
  retained,
  markup,
  pageOf,
  policy,
  rich,
  rightToLeft,
  subject,
} from './export-fixture.ts';

const languages = ['en', 'de'] as const;
const people = { empty, rich, hostile };
const pages = Object.entries(people).flatMap(([name, stored]) =>
  languages.map((language) => ({ name, language, page: pageOf(stored, language) })),
);

const supportOnly = [contents('feedback', { support: 2 })];

/** Without markup, in one line. */
const readable = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the page of an export', () => {
  // Elsewhere a page of a privacy centre ran a script from another origin.
  test.each(pages)(
    'CVE-2024-38537: of the $name person in $language is one closed file',
    ({ language, page }) => {
      expect(page).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${language}" dir="ltr">`));
      expect(page).toContain("default-src 'none'; style-src 'sha256-");
      expect(page).not.toMatch(/<(script|link|img|iframe|object|form|base)\b/);
      expect(page).not.toMatch(/<[^>]*\s(src|on\w+)=/);
      for (const [, target] of page.matchAll(/href="([^"]+)"/g)) expect(target).toMatch(/^#/);
    },
  );

  test.each(pages)('of the $name person in $language leads to places that exist', ({ page }) => {
    const named = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

    expect(new Set(named).size).toBe(named.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(named).toContain(target);
    for (const [, target] of page.matchAll(/aria-labelledby="([^"]+)"/g)) {
      expect(named).toContain(target);
    }
  });

  test('GDPR Art. 15(1)-(2): answers every question that the law requires to answer', () => {
    const shown = readable(pageOf(rich, 'en'));

    for (const answer of [
      // (a), (b): purposes and categories
      'Improving the assistant Finding out where answers go wrong',
      'Prompts What you write to the assistant.',
      // (c): recipients by name, with address and contact
      'Example Models Inc.',
      '100 Model Street, San Francisco, CA 94105, USA',
      'privacy@models.example.com',
      'Disclosures recorded: 3, from 2 November 2026 to 21 November 2026',
      'Data of yours was disclosed to a recipient Example Annotation SL Improving the assistant Prompts',
      // (d): periods, and the end of what is held
      'Prompts: 7 days from collection, as you have chosen; the last of it until 30 November 2026',
      'Usage log: 5 years from collection; for now until the legal matter named below has ended',
      '27 November 2026 to 30 November 2026',
      'Feedback: 2 years from collection; for now until the restriction named below has ended',
      'Feedback 1 23 November 2026 not before the restriction named below has ended',
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
      'Data of yours that goes in Usage log',
      'Only that person can limit or close an account',
      // (2): safeguards, and where to get a copy
      'Standard contractual clauses. Write to privacy@example.com for a copy.',
      // Art. 17(3)(e), 18
      'Proof of your choices 3 until 28 November 2035 (7 years after a choice has ended)',
      'Kept from an erasure before; the entries are in withheld.jsonl',
      'Safety scores 2 until 3 February 2031',
      'The use of your data is restricted for: Helping you.',
      'these are not deleted for now: Usage log.',
      // Two laws, neither of them reviewed
      'Two laws apply to you',
      'given here for your orientation; what the law says decides',
    ]) {
      expect(shown).toContain(answer);
    }
    expect(shown).not.toContain('undefined');
  });

  test('GDPR Art. 12(1): German people read German', () => {
    const shown = readable(pageOf(rich, 'de'));

    for (const answer of [
      'Ihre personenbezogenen Daten',
      'Verbesserung des Assistenten',
      'Ihre Einwilligung: GDPR Art. 6(1)(a)',
      '7 Tage ab Erhebung, wie Sie es gewählt haben; das Letzte davon bis zum 30. November 2026',
      'Vereinigte Staaten',
      'Berliner Beauftragten für Datenschutz',
      'DSGVO: Art. 17',
      'DSGVO: Art. 12(4), 15(1)(f), 77',
    ]) {
      expect(shown).toContain(answer);
    }
  });

  test('GDPR Art. 12(1): what no policy words is in the language of the page', () => {
    const left = { category: 'feedback', count: 1, ground: 'legal-claims', reference: legalHold };
    const asked = { at: '2026-11-20T10:00:00.000Z', kind: 'decision-denied', times: 3 } as const;
    const stored = {
      found: { ...rich.found, withheld: [left] },
      listed: { ...rich.listed, activity: [asked] },
    };
    const german = pageOf(stored, 'de');

    expect(german).not.toMatch(/\barts?\. /);
    expect(german).not.toContain('<span lang="en">Art.');
    expect(german).toContain('<span lang="en">Civ. Code 1798.105</span>');
    expect(readable(german)).toContain(
      'Rückmeldungen 1 bis zum Ende der rechtlichen Angelegenheit Rechtsansprüche: um belegen zu können, was vereinbart und getan wurde (Art. 17(3)(e) DSGVO, Aufbewahrung wegen einer rechtlichen Angelegenheit)',
    );
    expect(readable(german)).toContain(
      'Eine Verwendung Ihrer Daten wurde verweigert (an diesem Tag 3 Mal)',
    );
    const english = readable(pageOf(stored, 'en', { ...policy, language: 'de' }));
    expect(english).toContain(`(${legalHold})`);
    expect(english).toContain('A use of your data was refused (3 times on this day)');
  });

  test('GDPR Art. 15(3): says of every other system what was found, what is missing and why', () => {
    const english = readable(pageOf(rich, 'en'));
    const german = readable(pageOf(rich, 'de'));

    for (const said of [
      'Conversation memory Entries found Prompts: 14 All entries systems/memory/prompt-text.jsonl',
      'Vector index Entries found Nothing of yours was found there.',
      'Model weights Run by Example Models Inc. Works with Example Compute LLC, United States: Runs the computers. What is missing here, and why This system has no means to give out the data of one person. Weights are numbers that cannot be told apart by person. Model card, section 4',
      'Tickets What is missing here, and why This system has not answered yet.',
      'Archive What is missing here, and why This system has not given out its data. Our staff',
      'Paper files What is missing here, and why Our staff have looked after',
      'systems/ what other systems have of you',
    ]) {
      expect(english).toContain(said);
    }
    for (const said of [
      'Ihre Daten in anderen Systemen',
      'Conversation memory Gefundene Einträge Eingaben: 14',
      'Dieses System kann die Daten einer einzelnen Person nicht herausgeben.',
      'Dieses System hat noch nicht geantwortet.',
    ]) {
      expect(german).toContain(said);
    }
    expect(pageOf(rich, 'de')).toContain('<span lang="en">Conversation memory</span>');
    expect(pageOf(rich, 'en')).toContain('href="#systems"');
  });

  test('has no part about other systems where none was asked', () => {
    expect(pageOf(empty, 'en')).not.toContain('id="systems"');
  });

  test('GDPR Art. 15(1): who was erased reads what is still held of them', () => {
    const { withheld = [] } = rich.found;
    const erased = { ...empty, found: { ...empty.found, withheld } };

    const shown = readable(pageOf(erased, 'en'));
    expect(shown).toContain('What we hold Kept from an erasure before: 2 entries');
    expect(shown).toContain('Safety scores: until 3 February 2031');
    expect(shown).toContain('the proof and what was kept from an erasure before');
    expect(shown).not.toContain('No entries of yours are held');
    expect(readable(pageOf(erased, 'de'))).toContain('Aus einer früheren Löschung: 2 Einträge');
    expect(readable(pageOf(empty, 'en'))).toContain('No entries of yours are held');
  });

  test('no day of deletion is named for what a legal hold or a restriction keeps', () => {
    const shown = readable(pageOf(rich, 'en'));

    expect(shown).toContain(
      'Apart from what is not deleted for now, the first entries are deleted on 27 November 2026, the last ones on 30 November 2026.',
    );
    expect(shown).toContain(
      'Usage log 998 28 October 2026 to 23 November 2026 not before the legal',
    );
    const stored = {
      ...rich.found,
      ...{ subject: subject({ heldCategories: 'all' }) },
      contents: rich.found.contents.map(({ category, purposes }) =>
        retained('legal-hold', category, purposes),
      ),
    };
    const all = readable(pageOf({ ...rich, found: stored }, 'en'));
    expect(all).not.toContain('entries are deleted on');
    expect(all).not.toContain('to 23 November 2028');
    expect(all).not.toContain('the last of it until');
  });

  test('WCAG 3.1.2: what is not in the language of the page says in which it is', () => {
    const page = pageOf(rich, 'de');
    const untranslated = pageOf(rich, 'de', { ...policy, translations: {} });

    expect(page).toContain('<span lang="en">GDPR Art. 6(1)(a)</span>');
    expect(untranslated).toContain('<span lang="en">Improving the assistant</span>');
    expect(pageOf(rich, 'en')).not.toContain('<span lang=');
  });

  test('FADP Art. 30(2)(b): what rests on a notice can be objected to in Switzerland alone', () => {
    const support = policy.purposes['support']!;
    const legalBasis = { 'ch-fadp': { basis: 'notice' }, ccpa: { basis: 'notice' } } as const;
    const its = { ...policy, purposes: { support: { ...support, legalBasis } } };
    const shown = (law: 'ch-fadp' | 'ccpa') =>
      readable(
        pageOf(
          { ...rich, found: found({ jurisdictions: [law], contents: supportOnly }) },
          'en',
          its,
        ),
      );

    expect(shown('ch-fadp')).toContain('You can stop it You can object to a use');
    expect(shown('ccpa')).not.toContain('You can stop it');
  });

  test('GDPR Art. 9(2)(a): explicit consent is named, and that it can be taken back', () => {
    const support = policy.purposes['support']!;
    const gdpr = { basis: 'legitimate-interests', condition: 'explicit-consent' } as const;
    const its = { ...policy, purposes: { support: { ...support, legalBasis: { gdpr } } } };

    const shown = readable(pageOf({ ...rich, found: found({ contents: supportOnly }) }, 'en', its));

    expect(shown).toContain(
      'Legitimate interests (specially protected data with your explicit consent): GDPR',
    );
    expect(shown).toContain('You can stop it You can take back what you allowed');
  });

  test('GDPR Art. 15(2), Art. 46: a copy is offered of safeguards, not of an adequacy decision', () => {
    const provider = policy.recipients['model-provider']!;
    const recipient = { ...provider, transferMechanism: 'adequacy' } as const;
    const its = { ...policy, recipients: { 'model-provider': recipient } };
    const inference = found({ contents: [contents('prompt-text', { inference: 1 })] });

    const shown = readable(pageOf({ ...rich, found: inference }, 'en', its));

    expect(shown).toContain('Adequacy decision: the country is officially found');
    expect(shown).not.toContain('for a copy');
  });

  test('of a request for some kinds of data says that it speaks of these alone', () => {
    const stored = {
      ...rich,
      found: found({ contents: supportOnly, only: ['feedback', 'usage-log'] }),
    };

    expect(readable(pageOf(stored, 'en'))).toContain(
      'You asked for these kinds of data alone: Feedback and Usage log.',
    );
    expect(readable(pageOf(stored, 'de'))).toContain('Rückmeldungen und Nutzungsprotokoll');
    expect(readable(pageOf(rich, 'en'))).not.toContain('You asked for these kinds');
  });

  test('GDPR Art. 18(2): says what is retained past its end, and why', () => {
    const late = contents('feedback', { support: 3 }, { pastEnd: 2 });
    const stored = subject({ heldCategories: ['feedback'] });

    const shown = readable(
      pageOf({ ...rich, found: found({ subject: stored, contents: [late] }) }, 'en'),
    );

    expect(shown).toContain('Entries that are past their end: 2.');
    expect(shown).toContain('For now some of it is not deleted, or not used');
    expect(shown).toContain('Because of a legal matter, these are not deleted for now: Feedback.');
  });

  test('a recipient that the policy has given up is named by its id, without a place', () => {
    const disclosed = {
      ...{ recipient: 'former-partner', purposes: ['support'], categories: ['usage-log'] },
      ...{ count: 1, oldest: '2026-11-20T10:00:00.000Z', newest: '2026-11-20T10:00:00.000Z' },
    };

    const shown = readable(pageOf({ ...rich, found: found({ disclosed: [disclosed] }) }, 'en'));

    expect(shown).toContain(
      'former-partner Data Usage log For Helping you Disclosures Disclosures recorded: 1, on 20 November 2026',
    );
  });

  test('of a person with no data says so', () => {
    const shown = readable(pageOf(empty, 'en'));

    for (const answer of [
      'No entries of yours are held.',
      'There is nothing of yours that we use.',
      'You have made no choices yet.',
      'You have made no requests.',
      'No restriction and no legal hold is in force.',
    ]) {
      expect(shown).toContain(answer);
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
