import { expect, test } from 'vitest';
import { inventedTexts } from '../../local/demo/texts.ts';

test('the texts of the demo are the same in every run, and rarely repeat', () => {
  const texts = inventedTexts(1_000);

  expect(inventedTexts(1_000)).toEqual(texts);
  expect(new Set(texts).size).toBeGreaterThan(950);
  for (const text of texts) expect(text).not.toMatch(/undefined|null|NaN|\[object/);
});

test('addresses and telephone numbers in them are reserved for examples', () => {
  const text = inventedTexts(1_000).join('\n');
  const domains = [...text.matchAll(/@([\w.-]+\w)/g)].map(([, domain]) => domain);
  const numbers = text.match(/\+[\d ]+/g) ?? [];

  expect(domains.length).toBeGreaterThan(50);
  expect(domains.filter((domain) => !/^example\.(com|org|net)$/.test(domain ?? ''))).toEqual([]);
  expect(numbers.length).toBeGreaterThan(50);
  expect(numbers.filter((number) => !/^\+1 \d{3} 555 01\d\d$/.test(number))).toEqual([]);
});
