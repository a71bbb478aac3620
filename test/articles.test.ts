import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Modules whose models implement rules of law. */
const modules =
  '{answer,appeal,behalf,consent,decision,follow-up,notice,opening,record,rectification,request,request-api,request-view,retention,review,staff,subject}';

/** `GDPR Art. 7(3)` and `Art. 7` name one article, and so do all paragraphs of a section. */
const citations = [
  { law: 'GDPR Art.', pattern: /(?<!FADP |UK GDPR |CFR )\bArts?\. (\d+)/g },
  { law: 'UK GDPR Art.', pattern: /UK GDPR Arts?\. (\d+[A-Z]?)/g },
  { law: 'FADP Art.', pattern: /FADP Arts?\. (\d+)/g },
  { law: 'Civ. Code', pattern: /Civ\. Code (1798\.\d+)/g },
  { law: '11 CCR', pattern: /11 CCR (\d+)/g },
] as const;

const articlesIn = (text: string): string[] =>
  citations.flatMap(({ law, pattern }) =>
    [...text.matchAll(pattern)].map(([, article]) => `${law} ${article}`),
  );

const titleOf = /\b(?:test|describe)(?:\.each(?:<[^>]*>)?\([\s\S]*?\))?\(\s*(['"`])([\s\S]*?)\1/g;
const titles = globSync('test/**/*.test.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(titleOf)].map(([, , title = '']) => title),
);
const tested = new Set(titles.flatMap(articlesIn));
const comment = /\/\*\*[\s\S]*?\*\/|\/\/.*/g;
const cited = globSync(`lambda/${modules}/*.ts`).flatMap((file) =>
  (readFileSync(file, 'utf8').match(comment) ?? [])
    .flatMap((text) => articlesIn(text.replaceAll(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ')))
    .map((article) => ({ article, file })),
);

test('a rule of law in the code names its article', () => {
  expect(cited.length).toBeGreaterThan(20);
});

test.each([...Map.groupBy(cited, ({ article }) => article)])(
  'a test is titled with %s',
  (article, places) => {
    expect(tested, `cited in ${places.map(({ file }) => file).join(', ')}`).toContain(article);
  },
);
