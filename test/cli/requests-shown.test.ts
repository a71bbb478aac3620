import { expect, test } from 'vitest';
import { shownLines } from '../../cli/requests/shown.ts';
import type { Shown } from '../../cli/requests/shown.ts';
import { timeLeft } from '../../cli/requests/words.ts';
import { finalityBarriers } from '../../lambda/request/model/finality.ts';
import type { FinalityBarrier } from '../../lambda/request/model/finality.ts';
import { exampleReceived } from '../../lambda/request-view/examples.ts';

const now = Date.parse('2026-12-01T10:00:00Z');
const review = {
  ...exampleReceived,
  ...{ kind: 'human-review', status: 'in-progress', waitingFor: 'answer' },
  automatedDecisionId: '0198c0de-7000-7000-8000-000000000000',
} as unknown as Shown;

test('a reviewer sees what was decided and the factors, on lines of their own', () => {
  const lines = shownLines(
    {
      ...review,
      automatedDecision: {
        ...{ state: 'reviewable', system: 'limits', at: '2026-11-24T10:00:00Z' },
        automatedDecisionId: '0198c0de-7000-7000-8000-000000000000',
        outcome: { value: 'Uploads are limited' },
        mainFactors: ['300 uploads within one hour', 'Three reports\u001b[31m of abuse'],
        logic: 'Counts uploads.',
      },
    },
    now,
  );

  const at = lines.findIndex((line) => line.startsWith('decided by'));
  expect(lines.slice(at, at + 5)).toEqual([
    expect.stringMatching(/^decided by {6}limits, 2026-11-24 /),
    'outcome         Uploads are limited',
    'because of      300 uploads within one hour',
    '                Three reports?[31m of abuse',
    'logic           Counts uploads.',
  ]);
});

test('a confirmed request that led to this one is shown', () => {
  const askedAgain = { times: 2, assurance: 'email-verified', at: '2026-11-25T10:00:00Z' };

  const lines = shownLines({ ...review, askedAgain } as Shown, now);

  expect(lines.join('\n')).toMatch(
    /^asked again {5}2 times, confirmed \(email-verified\), last 2026/m,
  );
});

test('a decision that has ended is said to be one that no one can review', () => {
  const lines = shownLines({ ...review, automatedDecision: { state: 'ended' } }, now);

  expect(lines).toContain('decision        has ended: no one can review it');
});

test('of an upheld appeal one reads which request carries out what was refused, and the other way', () => {
  const other = '0198c0de-7000-7000-8000-000000000001';
  const appeal = { ...exampleReceived, kind: 'appeal', status: 'completed', carriedOutAs: other };
  const again = { ...exampleReceived, kind: 'access', carriesOut: other };

  expect(shownLines(appeal as unknown as Shown, now)).toContain(`carried out as  request ${other}`);
  expect(shownLines(again as unknown as Shown, now)).toContain(
    `carries out     request ${other}, as an appeal was upheld`,
  );
});

test('a restriction that ended with its correction names no purpose', () => {
  const decided = { ...exampleReceived, kind: 'rectification', restriction: { inForce: false } };

  expect(shownLines(decided as unknown as Shown, now)).toContain('restriction     not in force');
});

const erasure = { ...exampleReceived, kind: 'erasure', status: 'completed' } as unknown as Shown;
const finalIn = (finality: Shown['finality']) => {
  const lines = shownLines({ ...erasure, finality }, now);
  const at = lines.findIndex((line) => line.startsWith('final'));
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return lines.slice(at, at + 1 + end).map((line) => line.slice(16));
};

test('what is not observed yet of an erasure is said to be so', () => {
  expect(finalIn({})).toEqual([
    'not yet: what can be recovered is not observed yet, and is within an hour',
    'The FINAL certificate follows when nothing can bring a key back.',
  ]);
});

test('what can still be recovered of an erasure is in words, with its end', () => {
  const shown = finalIn({
    barriers: ['recovery-window-open', 'recovery-window-unknown', 'backup-exists'],
    since: '2026-11-28T10:10:00.000Z',
    ends: [{ barrier: 'recovery-window-open', at: '2026-12-05T10:05:00.000Z' }],
  });

  expect(shown).toEqual([
    expect.stringMatching(/^not yet \(observed 2026-11-28 /),
    expect.stringMatching(/restored to a time before it, until 2026-12-05 /),
    expect.stringMatching(/cannot be read, until when is not known$/),
    'a backup has keys or identifiers, until someone deletes it',
    'The FINAL certificate follows when nothing can bring a key back.',
  ]);
  expect(finalIn({ barriers: ['export-exists'], since: '2026-11-28T10:10:00.000Z' }).at(-1)).toBe(
    'No FINAL certificate can follow an export from before the erasure.',
  );
});

/** Who has to act where no time is stated: someone, no one, or no one can. */
const acts = {
  'cached-keys-usable': 'until when is not known',
  'key-present': 'until someone runs restore-check',
  'tombstone-missing': 'until someone runs restore-check',
  'recovery-window-open': 'until when is not known',
  'recovery-window-unknown': 'until when is not known',
  'backup-exists': 'until someone deletes it',
  'recovery-point-exists': 'until someone deletes it',
  'export-exists': 'for good',
  'stream-has-keys': 'until someone turns images of rows off',
  'kinesis-destination-active': 'until someone ends that',
  'replica-exists': 'until someone deletes it',
  'system-open': 'until that task ends',
  'verification-pending': 'until the next pass (it begins by itself)',
} satisfies Record<FinalityBarrier, string>;

test.each(finalityBarriers)('%s without a time says what ends it', (barrier) => {
  const [, shown] = finalIn({ barriers: [barrier], since: '2026-11-28T10:10:00.000Z', ends: [] });

  expect(shown?.split(', ').at(-1)).toBe(acts[barrier]);
});

const running = { state: 'running', pauses: [] } as Shown['clock'];
test.each([
  ['2026-12-01T22:59:59.999Z', 'today'],
  ['2026-12-02T22:59:59.999Z', '1 day'],
  ['2026-12-31T22:59:59.999Z', '30 days'],
  ['2026-11-30T22:59:59.999Z', '1 day overdue'],
  ['2026-11-28T22:59:59.999Z', '3 days overdue'],
])('what is due at %s has %s', (dueAt, left) => {
  expect(timeLeft({ dueAt, clock: running }, now)).toBe(left);
});

test.each([
  ['signed', '--mandate'],
  ['self-declared', '--shown MANDATE'],
])('an agent whose mandate is %s is identified with %s', (mandate, option) => {
  const asked = {
    ...exampleReceived,
    ...{ status: 'identity-required', waitingFor: 'identity' },
    agent: { mandate, confirmed: false, checked: false },
  } as unknown as Shown;

  expect(shownLines(asked, now).map((line) => line.trim())).toContain(
    `custos requests identify ${exampleReceived.requestId} ${option}`,
  );
});

test('a system with a long name, and a recipient of a closed request, have names of their own, as commands take them', () => {
  const closed = {
    ...exampleReceived,
    ...{ status: 'completed', waitingFor: undefined },
    clock: { state: 'stopped', pauses: [] },
    tasks: [
      { system: 'custos', status: 'completed' },
      { system: 'conversation-memory', status: 'completed', action: 'erase' },
    ],
    notices: [{ recipient: 'annotation-partner', action: 'erase', status: 'waiting-for-staff' }],
  } as unknown as Shown;

  const lines = shownLines(closed, now);

  expect(lines).toContain('system:conversation-memory  erase completed');
  expect(lines).toContain('waits for       recipient:annotation-partner');
  expect(lines).toContain(
    `next            custos requests mark-done ${closed.requestId} recipient:annotation-partner --evidence TEXT`,
  );
});
