import { describe, expect, test } from 'vitest';
import { effects } from '../../../lambda/consent/model/choice.ts';
import { renewalReasons } from '../../../lambda/consent/model/status.ts';
import { wordsDe } from '../../../web/widget/words-de.ts';
import { wordsEn } from '../../../web/widget/words-en.ts';
import { addWords, wordsFor } from '../../../web/widget/languages.ts';

/** Each word by its path, as people read it. */
const flat = (words: object, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'function') return [[path + key, String(value('X'))]];
    if (typeof value === 'object' && value !== null) return flat(value, `${path}${key}.`);
    return [[path + key, String(value)]];
  });

describe('the words of the elements', () => {
  test('are in German what they are in English, and complete', () => {
    const [english, german] = [wordsEn, wordsDe].map((words) => new Map(flat(words)));

    expect([...(german ?? []).keys()].sort()).toEqual([...(english ?? []).keys()].sort());
    for (const [key, word] of english ?? []) {
      expect(word.trim()).not.toBe('');
      expect(german?.get(key)).not.toBe(word);
    }
    for (const words of [wordsEn, wordsDe]) {
      expect(Object.keys(words.effects).sort()).toEqual([...effects].sort());
      expect(Object.keys(words.renewal).sort()).toEqual([...renewalReasons].sort());
    }
  });

  test('are found for a region, and English for an unknown language', () => {
    expect(wordsFor('de-AT')).toBe(wordsDe);
    expect(wordsFor('DE')).toBe(wordsDe);
    expect(wordsFor('en-US')).toBe(wordsEn);
    expect(wordsFor('pt')).toBe(wordsEn);
    expect(wordsFor('')).toBe(wordsEn);
  });

  test('take another language', () => {
    const words = { ...wordsEn, language: 'nl', allow: 'Toestaan' };
    addWords(words);
    expect(wordsFor('nl-BE').allow).toBe('Toestaan');
  });
});
