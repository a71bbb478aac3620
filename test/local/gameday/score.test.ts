import { describe, expect, test } from 'vitest';
import { reportOf } from '../../../local/gameday/report.ts';
import { affectedOf, shortfalls } from '../../../local/gameday/score.ts';
import type { Score } from '../../../local/gameday/score.ts';

const passed: Score = {
  incident: 'a key ends',
  detection: 'KeyTamper',
  detectedAfter: 1_200,
  clock: { did: 'the authority in 72 hours', wrong: [] },
  affected: affectedOf(['ada', 'bo'], ['ada', 'bo']),
  containment: { did: 'frozen, undone', wrong: [] },
  notices: { did: '2 letters', wrong: [] },
  took: 5_000,
};

describe('affected people', () => {
  test.each([
    ['all and no one else', ['a', 'b'], ['b', 'a'], 1, 1],
    ['one is left out', ['a', 'b'], ['a'], 1, 0.5],
    ['one too many', ['a'], ['a', 'b'], 0.5, 1],
    ['no one', ['a'], [], 0, 0],
    ['one twice', ['a', 'b'], ['a', 'a', 'b'], 1, 1],
  ])('%s', (_, truth, found, precision, recall) => {
    expect(affectedOf(truth, found)).toMatchObject({ precision, recall });
  });
});

describe('the bar', () => {
  test('a score that passes', () => {
    expect(shortfalls(passed)).toEqual([]);
    expect(reportOf([passed])).toMatch(/^a key ends +KeyTamper +1\.2 s +yes +2 of 2, .* +passed$/m);
    expect(reportOf([passed])).not.toContain('FAILED');
  });

  test.each<[string, Partial<Score>, string]>([
    ['nothing noticed it', { detectedAfter: undefined }, 'no incident was opened'],
    ['it was noticed late', { detectedAfter: 61_000 }, 'it was noticed late'],
    ['the clock', { clock: { did: '', wrong: ['an hour less'] } }, 'an hour less'],
    ['one is left out', { affected: affectedOf(['a', 'b'], ['a']) }, 'not found'],
    ['too many', { affected: affectedOf(['a'], ['a', 'b']) }, 'who are not affected'],
    ['containment', { containment: { did: '', wrong: ['not denied'] } }, 'not denied'],
    ['notices', { notices: { did: '', wrong: ['two letters'] } }, 'two letters'],
  ])('is missed by one failure: %s', (_, change, reason) => {
    const score = { ...passed, ...change };

    expect(shortfalls(score)).toHaveLength(1);
    expect(shortfalls(score)[0]).toContain(reason);
    expect(reportOf([passed, score])).toMatch(/ FAILED$/m);
    expect(reportOf([passed, score])).toContain(reason);
  });
});
