import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { find } from '../../lambda/text/find.ts';
import type { TextType } from '../../lambda/text/finding.ts';
import { model } from '../../lambda/text/names/model.ts';
import { segmentsOf } from '../../lambda/text/names/tokens.ts';
import { proseOf } from '../../lambda/text/prose.ts';
import { shown, unmarked } from './marked.ts';

const named: readonly TextType[] = ['person', 'location', 'organisation', 'postal-address'];
const namesIn = (text: string, prose?: boolean): string[] =>
  find(text, { types: named, ...(prose === undefined ? {} : { prose }) }).map((each) =>
    shown(text, each),
  );

describe('names in prose of eight languages', () => {
  test.each([
    "Hi, I'm ⟦person:Karthik Subramanian⟧ and my colleague ⟦person:Łukasz Wiśniewski⟧ is from ⟦location:Gdańsk⟧.",
    'hey can u ask ⟦person:sarah⟧ if ⟦person:mike⟧ from accounting is coming to ⟦location:berlin⟧',
    '⟦person:Frau Schneider⟧ wohnt seit 2015 in ⟦location:Köln⟧ und arbeitet mit ⟦person:Jürgen Weiß⟧.',
    "J'ai vu ⟦person:Pierre⟧ hier à ⟦location:Lyon⟧ avec ⟦person:Mme Lefèvre⟧.",
    'Ayer hablé con ⟦person:María José García⟧ en ⟦location:Madrid⟧.',
    'Ieri ho incontrato ⟦person:Giulia Rossi⟧ a ⟦location:Milano⟧.',
    'Gisteren sprak ik met ⟦person:Pieter de Vries⟧ in ⟦location:Utrecht⟧.',
    'Wczoraj spotkałem ⟦person:Annę Nowak⟧ w mieście ⟦location:Kraków⟧.',
    'Ontem falei com ⟦person:Joana Pereira⟧ em ⟦location:Lisboa⟧.',
    'Please ship the order to ⟦person:Jane Doe⟧, ⟦postal-address:12 Oak Street⟧.',
  ])('%s', (marked) => {
    const { text, found } = unmarked(marked);

    expect(namesIn(text)).toEqual(expect.arrayContaining(found));
  });

  test.each([
    "I know: **29**, **⟦person:Sarah O'Connor⟧**, **⟦person:Hans Schröder⟧**",
    "- **Name**: ⟦person:Sarah O'Connor⟧\n- **City:** ⟦location:Berlin⟧",
    '* My colleague __⟦person:Anna Schmidt⟧__ is from *⟦location:Berlin⟧*.',
    'I met _⟦person:Anna Schmidt⟧_ and ~~⟦person:Hans Schröder⟧~~ in **_⟦location:Berlin⟧_**.',
    '> ***⟦person:Anna Schmidt⟧*** wrote `npm test`, `npm start` and `npm run`.',
    '[⟦person:Anna Schmidt⟧](https://example.com/a_b) lives in [⟦location:Berlin⟧](https://example.com/c_d).',
  ])('in Markdown: %s', (marked) => {
    const { text, found } = unmarked(marked);

    expect(namesIn(text)).toEqual(found);
  });

  test.each([
    'x = anna * schmidt * berlin; __init__(*args, **kwargs)',
    'int *anna, *schmidt; a[anna](schmidt); f(**anna, **schmidt);',
    'Please write a Python function that sorts a list of Promises.',
    'On Monday we have English and Maths. In May the shop is closed.',
    'Könnten Sie mir den Vertrag bis Freitag schicken? Vielen Dank!',
    'How do I open my credit card statement?',
    'Noted.',
    'Thanks!',
    'Recalculated.',
    'Verstanden.',
    'Entendido.',
  ])('none: %s', (text) => {
    expect(namesIn(text)).toEqual([]);
  });
});

describe('names that a field or a title introduces', () => {
  test.each([
    '{"firstName":"⟦person:Jane⟧","name":"⟦person:Jan de Boer⟧","fileName":"Main File","className":"Row"}',
    'Patient: ⟦person:Anna Kowalska⟧\nNazwisko: ⟦person:Nowak⟧',
    '- **First name:** ⟦person:Anna⟧\n- *Surname*: **⟦person:Nowak⟧**',
    'Cardholder name: ⟦person:JANE DOE⟧'.replace('JANE DOE', 'Jane Doe'),
    "ask ⟦person:Dr. Öztürk⟧, ⟦person:Mr O'Brien⟧ or ⟦person:Señora Ruiz⟧",
  ])('%s', (marked) => {
    const { text, found } = unmarked(marked);

    expect(namesIn(text, false)).toEqual(found);
  });
});

test.each([
  'Jane, ⟦postal-address:221B Baker Street, London NW1 6XE⟧. Tel below',
  'at ⟦postal-address:742 Evergreen Terrace⟧.',
  '⟦postal-address:1600 Pennsylvania Ave., Washington, DC 20500⟧',
  'wohnt in der ⟦postal-address:Lindenallee 14b, 80331 München⟧.',
  'habite ⟦postal-address:12 bis rue des Lilas, 69003 Lyon⟧. Tél',
  'vive en ⟦postal-address:calle Mayor 5, 28013 Madrid⟧',
  'en ⟦postal-address:Calle de Alcalá 45, 3º B, 28014 Madrid⟧',
  'en ⟦postal-address:calle Mayor 5, Esc. A, 2º izq., 28013 Madrid⟧',
  'na ⟦postal-address:Rua Augusta 10, 2.º Esq., 1100-053 Lisboa⟧',
  'au ⟦postal-address:12 rue des Lilas, Bât. B, 3e étage, 69003 Lyon⟧',
  'at ⟦postal-address:12 Oak Street, 2nd floor⟧; ⟦postal-address:Lindenallee 14b, 3. OG, 80331 München⟧',
  'at ⟦postal-address:Lindenallee 14b⟧, 3 people, 3. Am Montag',
  'in ⟦postal-address:via Garibaldi 22, 00153 Roma⟧',
  '⟦postal-address:Keizersgracht 123, 1015 CJ Amsterdam⟧',
  '⟦postal-address:ul. Długa 5/7, 31-147 Kraków⟧',
  '⟦postal-address:Rua Augusta 10, 1100-053 Lisboa⟧',
  'send it to ⟦postal-address:P.O. Box 1234⟧ today',
  'sent 12 via 3 servers, 3 calle 4 casas',
  'It took 12 months of the way and 5 people were on the road.',
])('addresses: %s', (marked) => {
  const { text, found } = unmarked(marked);

  expect(namesIn(text, false)).toEqual(found);
});

describe('a greeting, a question or a label is no part of a name', () => {
  test.each([
    ...['Passwort', 'pwd', 'Liebe', 'Bonjour Madame', 'Wer hat', 'Mein Passwort geht nicht'],
    'Liebe Kolleginnen',
    'Vandaag is het 29 november 2026.',
    "Aujourd'hui, 29 novembre 2026",
    'Wer hat ⟦person:Anna Schmidt⟧ gesehen?',
    'Who is ⟦person:Anna Schmidt⟧? Qui est ⟦person:Anna Schmidt⟧?',
    'Liebe ⟦person:Anna⟧, bitte komm',
    'Guten Tag ⟦person:Frau Meier⟧, mein Passwort ist falsch',
  ])('%s', (marked) => {
    const { text, found } = unmarked(marked);

    expect(namesIn(text)).toEqual(found);
  });
});

describe('the day, the month and the year of a date are no names', () => {
  test.each([
    'You help people. Today is 29 November 2026.',
    'Sunday, 1 February 2026. Date: 12 August 2026',
    'Heute ist Sonntag, der 29. November 2026. Stand 12. Januar 2026',
    'Nous sommes le 29 novembre 2026. Date : 12 août 2026, le 9 janvier',
    'Hoy es 29 de julio de 2026. Fecha: 12 de enero de 2026, el 9 de marzo',
    'Oggi è il 29 novembre 2026. Data: 12 agosto 2026',
    'Datum: 29 juli 2026, op 12 januari en op 9 februari',
    'Dziś jest 29 września 2026. Spotkanie 12 września',
    'Data: 29 de abril de 2026, no dia 12 de janeiro',
  ])('%s', (text) => {
    expect(namesIn(text)).toEqual([]);
  });

  test.each([
    'habite ⟦postal-address:12 rue du 8 mai 1945, 69003 Lyon⟧.',
    'mora na ⟦postal-address:Avenida 25 de Abril 10, 1100-053 Lisboa⟧',
    'Today is 29 November 2026 and ⟦person:Anna Schmidt⟧ moved to ⟦location:Berlin⟧.',
    'My colleague ⟦person:August Schmidt⟧ was here on 3 May.',
  ])('names remain: %s', (marked) => {
    const { text, found } = unmarked(marked);

    expect(namesIn(text)).toEqual(found);
  });
});

test('a word before a number is no name', () => {
  const text =
    'Anna Nowak, Tel. 089/1234567, Steuer-ID 12 345 678 901, PESEL 44051401359, bel 06-12345678';

  expect(namesIn(text)).toEqual(['person:Anna Nowak']);
});

describe('prose and code', () => {
  const code = [
    'Hello, my colleague Anna Schmidt wrote this:',
    '```ts',
    'const anna = new Schmidt(berlin); // Anna Schmidt',
    '```',
    '2026-01-01 12:00:00 INFO user=anna Anna Schmidt logged in',
    '{"Anna Schmidt": 1, "note": "My colleague Anna Schmidt lives in Berlin now"}',
  ].join('\n');

  test('the tagger reads neither fences nor lines of a log nor keys', () => {
    expect(namesIn(code)).toEqual([
      'person:Anna Schmidt',
      'person:Anna Schmidt',
      'location:Berlin',
    ]);
    expect(namesIn(code, false)).toEqual([]);
    expect(namesIn(code, true).length).toBeGreaterThan(4);
  });

  test('prose is cut into parts of lines, in order', () => {
    const spans = proseOf(code);

    expect(spans.map(({ start, end }) => code.slice(start, end))).toEqual([
      'Hello, my colleague Anna Schmidt wrote this:\n',
      'My colleague Anna Schmidt lives in Berlin now',
    ]);
  });

  test('segments of any text cover it once and stay small', () => {
    const text = `${'word '.repeat(1_000)}\n\n${'x'.repeat(5_000)}😀${'😀'.repeat(2_000)}`;
    const tokens = [...segmentsOf(text, { start: 0, end: text.length })].flatMap(
      (segment) => segment.tokens,
    );

    const read = tokens.map(({ start, end }) => text.slice(start, end)).join('');
    expect(read === text.replaceAll(' ', '')).toBe(true);
  });
});

describe('weights', () => {
  test('are in one file of at most 1.5 MB, with the notice of the sets', () => {
    const stored = readFileSync('lambda/text/names/weights.json', 'utf8');

    expect(stored.length).toBeLessThan(1_500_000);
    for (const set of ['WNUT 2017 (CC BY 4.0)', 'presidio-research (MIT', 'CC BY-SA 3.0', 'MIT']) {
      expect(stored).toContain(set);
    }
    expect(model()).toBe(model());
  });
});
