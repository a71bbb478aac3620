import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explanationTexts } from '../../lambda/decision/model/explanation-texts.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { labelsDe } from '../../lambda/export/labels-de.ts';
import { labelsEn } from '../../lambda/export/labels-en.ts';
import { writeRecords } from '../../lambda/export/files.ts';
import { rightsOf } from '../../lambda/export/rights.ts';
import { wordsDe } from '../../lambda/export/words-de.ts';
import { wordsEn } from '../../lambda/export/words-en.ts';
import { html, visible } from '../../lambda/value/html.ts';
import { unchangedReasons, unchangedText } from '../../lambda/request/model/unchanged.ts';
import { newRecordId } from '../../lambda/value/ids.ts';
import { seconds } from '../../lambda/value/time.ts';
import { laws, worldwide, jurisdictionIds } from '../policy/laws.ts';
import { empty, pageOf, policy, rich, today } from '../export/export-fixture.ts';

/** How notes for operators are worded in the sources of the law and of this project. */
const remarks =
  /\b(draft|TODO|FIXME|unverified|verified|not read|default here|we rely|clock|see note|pending|not where|in writing|conservative|disputed|Entwurf|ungeprüft|nicht gelesen)\b|reviewed|geprüft hat|noch niemand/i;

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') {
    return textsIn((value as (...texts: unknown[]) => unknown)('X', 'Y', 'Z'));
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
const notices = (): string[] =>
  readdirSync('policy/notices', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => readFileSync(join('policy/notices', path), 'utf8'));

describe('notes for operators', () => {
  test('are in no text of an export, a notice, a decision or a request', () => {
    const texts = [
      ...textsIn([wordsEn, wordsDe, labelsEn, labelsDe, explanationTexts]),
      ...(['en', 'de'] as const).flatMap((language) =>
        [empty, rich].map((stored) => pageOf(stored, language).replace(/<style>.*?<\/style>/s, '')),
      ),
      ...unchangedReasons.flatMap((why) => ['en', 'de'].map((tag) => unchangedText(why, tag))),
      ...notices(),
    ];

    expect(texts.length).toBeGreaterThan(300);
    expect(texts.flatMap((text) => remarks.exec(text)?.[0] ?? [])).toEqual([]);
  });

  test('are in no citation of a right, whatever the law', () => {
    const shown = jurisdictionIds.flatMap((law) => rightsOf(worldwide(), [law], today));

    expect(Object.keys(laws)).toHaveLength(jurisdictionIds.length);
    expect(shown.length).toBeGreaterThan(100);
    const references = shown.flatMap((right) => right.laws.map(({ reference }) => reference));
    expect(references.filter((reference) => remarks.test(reference))).toEqual([]);
    expect(JSON.stringify(shown)).not.toContain('verified');
  });

  test('are found by the words that this test looks for', () => {
    for (const remark of [
      'art. 21(1),(6); marketing uses clock stop, art. 21(2)-(3)',
      '(draft, not read in the source)',
      'Nobody has reviewed this law for us yet.',
      'Dieses Gesetz hat für uns noch niemand geprüft.',
      'FADP art. 25; request in writing',
    ]) {
      expect(remark).toMatch(remarks);
    }
  });
});

describe('control characters', () => {
  const raw = /[^\P{Cc}\n\t]|\p{Noncharacter_Code_Point}/u;

  test('are shown in a page, each so that it can be distinguished from others', () => {
    expect(html`<p>${'a\u0000b\u001B[0m\u007F\u0085\uFFFF'}</p>`.html).toBe(
      '<p>a\u2400b\u241B[0m\u2421\\u0085\\uFFFF</p>',
    );
    expect(visible('one\r\ntwo\rthree\n\tfour')).toBe('one\ntwo\nthree\n\tfour');
    expect(visible('\uD800x')).toBe('\uFFFDx');
  });

  test('are raw nowhere, whatever was written', () => {
    const character = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const shown = html`<p title="${text}">${text}</p>`.html;

        expect(shown).not.toMatch(raw);
        expect(shown.isWellFormed()).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('are raw in no page and no file of an export', async () => {
    const written = new Map<string, string>();
    const content = { note: 'a\u0000b\u0007', '\u0001name': 'c\u001Bd' };
    const at = milliseconds(Date.parse('2026-11-24T10:00:00Z'));
    async function* records() {
      await Promise.resolve();
      yield {
        ...{ recordId: newRecordId(), category: 'prompt-text', purposes: ['inference'], content },
        ...{ collectedAt: at, expiresAt: seconds(2_000_000_000), policyVersion: policy.version },
        source: 'e\u0002f',
      };
    }
    const found = await writeRecords(
      records(),
      async (path, source) => {
        let text = '';
        for await (const chunk of source) text += chunk;
        written.set(path, text);
        return { path, sha256: '', bytes: text.length };
      },
      at,
    );

    const page = pageOf({ ...rich, found: { ...rich.found, contents: found } }, 'en');
    expect(page).toContain('a\u2400b\u2407');
    expect(written.size).toBe(2);
    for (const text of [page, ...written.values()]) {
      expect(text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '')).not.toMatch(raw);
    }
    expect(written.get('data/prompt-text.jsonl')).toContain('a\\u0000b');
  });
});
