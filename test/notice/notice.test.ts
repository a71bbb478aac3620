import { describe, expect, test } from 'vitest';
import {
  chooseSummary,
  chooseText,
  noticeFor,
  publishedVersion,
  noticeStatus,
} from '../../lambda/notice/model/notice.ts';
import type { Policy, PublishedNotice } from '../../lambda/policy/schema.ts';
import { examplePolicy } from '../support/example-policy.ts';

const shipped = examplePolicy;
const assistant = shipped.published['assistant']!;

/** The shipped policy with another text of its primary notice. */
function withNotice(changes: Partial<PublishedNotice>): Policy {
  const changed = { ...assistant, version: 'aaaaaaaaaaaaaaaa', ...changes };
  return { ...shipped, published: { ...shipped.published, assistant: changed } };
}

describe('a summary', () => {
  const summary = { en: 'In short.', de: 'Kurz.', fr: 'En bref.' };
  const of = (wanted: string | undefined, changes: Partial<PublishedNotice> = {}) =>
    chooseSummary(withNotice({ summary, ...changes }), 'assistant', wanted);

  test.each([
    ['de', 'Kurz.'],
    ['de-AT', 'Kurz.'],
    ['it', 'In short.'],
    [undefined, 'In short.'],
    // The notice itself has no French text.
    ['fr', 'In short.'],
  ])('asked for in %s', (wanted, expected) => {
    expect(of(wanted)).toBe(expected);
  });

  test('in a language that it lacks it is told in another', () => {
    expect(of('en', { summary: { de: 'Kurz.' } })).toBe('Kurz.');
  });

  test('that nobody wrote is none', () => {
    expect(of('en', { summary: {} })).toBeUndefined();
    expect(chooseSummary(shipped, 'constructor', 'en')).toBeUndefined();
  });
});

describe('the best language there is', () => {
  test.each([
    ['the one that was asked for', 'de', 'de'],
    ['the same language without its region', 'de-AT', 'de'],
    ['else the first of the notice', 'fr', 'en'],
    ['nothing asked for: the first', undefined, 'en'],
  ])('%s', (_title, wanted, expected) => {
    const text = chooseText(shipped, 'assistant', wanted);

    expect(text).toEqual({ locale: expected, markdown: assistant.texts[expected] });
  });

  test.each(['constructor', '__proto__', 'unknown'])('%s is no notice', (id) => {
    expect(chooseText(shipped, id, 'en')).toBeUndefined();
    expect(publishedVersion(shipped, id, assistant.version)).toBeUndefined();
  });
});

test('only what is published is a version', () => {
  expect(publishedVersion(shipped, 'assistant', assistant.version)).toEqual(assistant);
  expect(publishedVersion(shipped, 'assistant', '0'.repeat(16))).toBeUndefined();
});

test('the primary notice informs of a purpose before others do', () => {
  expect(noticeFor(shipped, 'improvement')?.id).toBe('assistant');
  const narrower = withNotice({ purposes: ['safety'] });
  expect(noticeFor(narrower, 'improvement')?.id).toBe('improvement');
  expect(noticeFor(narrower, 'support')).toBeUndefined();
});

describe('what a consent may rest on', () => {
  const seen = { id: 'assistant', version: assistant.version };
  const rest = (policy: Policy) => noticeStatus(policy, 'improvement', seen);

  test('the version in force', () => {
    expect(rest(shipped)).toEqual({ kind: 'in-force', notice: assistant });
  });

  test('an earlier version that the one in force names as compatible', () => {
    expect(rest(withNotice({ compatibleWith: [assistant.version] }))).toMatchObject({
      kind: 'in-force',
    });
  });

  test.each([true, false])(
    'not on a version that it does not name, be the newest change material or not: %s',
    (material) => {
      const changed = withNotice({ material, compatibleWith: ['bbbbbbbbbbbbbbbb'] });

      expect(rest(changed)).toEqual({
        kind: 'superseded',
        current: changed.published['assistant'],
      });
    },
  );

  test('a notice that no longer covers the purpose: another one does', () => {
    expect(rest(withNotice({ purposes: ['safety'] }))).toMatchObject({
      kind: 'superseded',
      current: { id: 'improvement' },
    });
  });

  test('no notice tells of the purpose', () => {
    const policy = withNotice({ purposes: ['safety'] });

    expect(noticeStatus(policy, 'support', seen)).toEqual({ kind: 'covered-by-none' });
  });
});
