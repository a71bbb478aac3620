import { describe, expect, test } from 'vitest';
import { openRetentionRules } from '../../lambda/retention/model/retention-end.ts';
import type { RetentionFactsOfPerson } from '../../lambda/retention/model/retention-end.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { at, inSeconds, person, policyWith, row, said, shipped } from './retention-fixture.ts';

const expires = (text: string) => ({ kind: 'expires', at: inSeconds(text) });
const suspended = (text: string) => ({ kind: 'suspended', at: inSeconds(text) });
const gone = { kind: 'delete-now' };

const both = { purposes: ['service-provision', 'improvement'] };
const agreed = { states: [said('given')] };

describe('a row is retained', () => {
  test('for the latest of its purposes that has a basis (GDPR Art. 5(1)(e))', () => {
    expect(openRetentionRules(person(agreed)).endOf(row(both))).toEqual(
      expires('2028-11-24T10:00:00Z'),
    );
    expect(openRetentionRules(person()).endOf(row(both))).toEqual(expires('2026-12-24T10:00:00Z'));
  });

  test('for the shorter period that the person chose, of that category only', () => {
    const settings = { ...untouched, retention: { 'prompt-text': 'P7D' } };
    const retentionRules = openRetentionRules(person({ settings, ...agreed }));

    expect(retentionRules.endOf(row(both))).toEqual(expires('2026-12-01T10:00:00Z'));
    expect(retentionRules.endOf(row({ category: 'output-text' }))).toEqual(
      expires('2026-12-24T10:00:00Z'),
    );
  });

  test('never longer than the policy says, whatever the person chose', () => {
    const settings = { ...untouched, retention: { 'prompt-text': 'P5Y' } };

    expect(openRetentionRules(person({ settings })).endOf(row())).toEqual(
      expires('2026-12-24T10:00:00Z'),
    );
  });

  test('as long as a law orders it, whatever the person chose (GDPR Art. 17(3)(b))', () => {
    const settings = { ...untouched, retention: { 'usage-log': 'P7D' } };
    const log = row({ category: 'usage-log', purposes: ['service-provision', 'safety'] });

    expect(openRetentionRules(person({ settings })).endOf(log)).toEqual(
      expires('2031-11-24T10:00:00Z'),
    );
  });

  test('no longer than the consent that it rests on is good for', () => {
    const until = at('2027-03-01T00:00:00.900Z');
    const states = [said('given', 'improvement', until), said('given', 'support', until)];
    const retentionRules = openRetentionRules(person({ states }));

    expect(retentionRules.endOf(row(both))).toEqual(expires('2027-03-01T00:00:00Z'));
    // An objection that was taken back: the purpose rests on no consent.
    expect(retentionRules.endOf(row({ category: 'feedback', purposes: ['support'] }))).toEqual(
      expires('2028-11-24T10:00:00Z'),
    );
  });

  test('under the rules of what unclassified content is treated as', () => {
    const policy = { ...shipped, unclassified: { treatAs: 'prompt-text' } };
    const settings = { ...untouched, retention: { 'prompt-text': 'P7D' } };
    const content = row({ category: 'unclassified' });

    expect(openRetentionRules(person({ policy, settings })).endOf(content)).toEqual(
      expires('2026-12-01T10:00:00Z'),
    );
    const silent = { ...shipped, unclassified: undefined };
    expect(openRetentionRules(person({ policy: silent })).endOf(content)).toEqual(gone);
  });
});

describe('a purpose keeps nothing any more', () => {
  const improvement = row({ purposes: ['improvement'] });

  test.each([
    ['GDPR Art. 7(3), 17(1)(b): consent is withdrawn', 'withdrawn'],
    ['GDPR Art. 7(4): consent was refused', 'refused'],
  ] as const)('%s', (_, state) => {
    expect(openRetentionRules(person({ states: [said(state)] })).endOf(improvement)).toEqual(gone);
  });

  test('GDPR Art. 6(1)(a): consent was never given', () => {
    expect(openRetentionRules(person()).endOf(improvement)).toEqual(gone);
  });

  test('GDPR Art. 7(1): consent has expired', () => {
    const states = [said('given', 'improvement', at('2026-11-24T10:00:00Z'))];

    expect(openRetentionRules(person({ states })).endOf(improvement)).toEqual(gone);
  });

  test('GDPR Art. 17(1)(c), 21(1): the person objects, and contract and law go on', () => {
    const states = ['support', 'service-provision', 'safety'].map((id) => said('refused', id));
    const retentionRules = openRetentionRules(person({ states }));

    expect(retentionRules.endOf(row({ category: 'feedback', purposes: ['support'] }))).toEqual(
      gone,
    );
    expect(retentionRules.endOf(row())).toEqual(expires('2026-12-24T10:00:00Z'));
    expect(retentionRules.endOf(row({ category: 'safety-score', purposes: ['safety'] }))).toEqual(
      expires('2031-11-24T10:00:00Z'),
    );
  });

  test('Civ. Code 1798.120(a): the person opts out', () => {
    const jurisdictions = ['ccpa'] as const;
    const before = openRetentionRules(person({ jurisdictions }));
    const after = openRetentionRules(person({ jurisdictions, states: [said('refused')] }));

    expect(before.endOf(improvement)).toEqual(expires('2028-11-24T10:00:00Z'));
    expect(after.endOf(improvement)).toEqual(gone);
  });

  test('GDPR Art. 25(2): the person switched off what it is for', () => {
    const purposes = ['profiling'];
    const settings = { ...untouched, personalisation: 'off' } as const;
    const states = [{ ...said('given', 'profiling'), notice: noticeOf('assistant') }];
    const policy = { ...shipped, settings: { personalisation: { purposes } } };

    expect(openRetentionRules(person({ policy, states })).endOf(row({ purposes })).kind).toBe(
      'expires',
    );
    expect(
      openRetentionRules(person({ policy, states, settings })).endOf(row({ purposes })),
    ).toEqual(gone);
  });

  test.each(['marketing', '__proto__', 'constructor'])(
    'GDPR Art. 5(1)(b): the policy does not name it (%s)',
    (purpose) => {
      expect(openRetentionRules(person()).endOf(row({ purposes: [purpose] }))).toEqual(gone);
    },
  );

  test('GDPR Art. 5(1)(b): the policy took the category out of it', () => {
    expect(openRetentionRules(person()).endOf(row({ category: 'feedback' }))).toEqual(gone);
  });

  test('and one that waits to be consented to again still does', () => {
    const superseded = { ...said('given'), notice: { id: 'improvement', version: '0'.repeat(16) } };

    expect(openRetentionRules(person({ states: [superseded] })).endOf(improvement)).toEqual(
      expires('2028-11-24T10:00:00Z'),
    );
  });

  test('but no longer than it was given for (GDPR Art. 5(1)(e))', () => {
    const until = at('2027-03-01T00:00:00Z');
    const notice = { id: 'improvement', version: '0'.repeat(16) };
    const superseded = { ...said('given', 'improvement', until), notice };

    expect(openRetentionRules(person({ states: [superseded] })).endOf(improvement)).toEqual(
      expires('2027-03-01T00:00:00Z'),
    );
  });

  test('but switching storage off deletes nothing', () => {
    const settings = { ...untouched, storage: 'off' } as const;
    const policy = { ...shipped, settings: { storage: { purposes: ['service-provision'] } } };

    expect(openRetentionRules(person({ policy, settings })).endOf(row()).kind).toBe('expires');
  });
});

test('Civ. Code 1798.120(c): a child opts in, so data from before is retained by no one', () => {
  const jurisdictions = ['ccpa'] as const;
  const improvement = row({ purposes: ['improvement'] });
  const kindFor = (ageBand: 'under-13' | 'adult' | undefined) =>
    openRetentionRules(person({ jurisdictions, ageBand })).endOf(improvement).kind;

  expect(kindFor('under-13')).toBe('delete-now');
  expect(kindFor('adult')).toBe('expires');
  const minors = { ...shipped.minors, unknownAge: 'minor' as const };
  const policy = { ...shipped, minors };
  expect(
    openRetentionRules(person({ policy, jurisdictions, ageBand: undefined })).endOf(improvement)
      .kind,
  ).toBe('delete-now');
});

test('GDPR Art. 6(1): a law under which the policy names no basis keeps nothing', () => {
  const gdpr = shipped.purposes['service-provision']!.legalBasis['gdpr']!;
  const policy = policyWith({ 'service-provision': { legalBasis: { gdpr } } });
  const endFor = (jurisdictions: RetentionFactsOfPerson['jurisdictions']) =>
    openRetentionRules(person({ policy, jurisdictions })).endOf(row());

  expect(endFor(['uk-gdpr'])).toEqual(gone);
  expect(endFor(['gdpr', 'uk-gdpr'])).toEqual(gone);
});

describe('where two laws apply', () => {
  const jurisdictions = ['ccpa', 'gdpr'] as const;
  const settings = { ...untouched, retention: { 'usage-log': 'P7D' } };
  const log = row({ category: 'usage-log', purposes: ['safety'] });

  test('GDPR Art. 6(1)(c): a duty under one of them is enough to keep', () => {
    expect(openRetentionRules(person({ jurisdictions, settings })).endOf(log)).toEqual(
      expires('2031-11-24T10:00:00Z'),
    );
  });

  test('GDPR Art. 7(1): a consent that one of them asks for ends what rests on it', () => {
    const policy = policyWith({
      improvement: { legalBasis: { gdpr: { basis: 'consent' }, ccpa: { basis: 'notice' } } },
    });
    const states = [said('given', 'improvement', at('2027-03-01T00:00:00Z'))];
    const retentionRules = openRetentionRules(person({ policy, jurisdictions, states }));

    expect(retentionRules.endOf(row({ purposes: ['improvement'] }))).toEqual(
      expires('2027-03-01T00:00:00Z'),
    );
  });
});

test('a restriction does not bring back what was withdrawn: it is retained, and no one reads it', () => {
  const facts = { restrictedPurposes: ['improvement'], states: [said('withdrawn')] };
  const stored = row({ purposes: ['improvement'], expiresAt: inSeconds('2028-11-24T10:00:00Z') });
  const retentionRules = openRetentionRules(person(facts));

  expect(retentionRules.endOf(stored)).toEqual(suspended('2026-11-24T10:00:00Z'));
  expect(retentionRules.readableUntil(stored)).toBeUndefined();
});

test('of two times of collection each rests on its own basis, in whatever order they are asked', () => {
  const until = at('2027-01-01T00:00:00Z');
  const policy = policyWith({
    improvement: {
      legalBasis: {
        gdpr: {
          basis: 'contract',
          effectiveFrom: '2026-11-20',
          previous: { basis: 'consent' },
        },
      },
    },
  });
  const purposes = ['improvement'];
  const earlier = row({ purposes, collectedAt: at('2026-11-10T10:00:00Z') });
  const later = row({ purposes, collectedAt: at('2026-11-21T10:00:00Z') });
  const states = [said('given', 'improvement', until)];
  const withdrawn = openRetentionRules(person({ policy, states: [said('withdrawn')] }));

  for (const rows of [
    [earlier, later],
    [later, earlier],
  ]) {
    const retentionRules = openRetentionRules(person({ policy, states }));
    const ends = new Map(rows.map((one) => [one, retentionRules.endOf(one)]));
    expect(ends.get(earlier)).toEqual(expires('2027-01-01T00:00:00Z'));
    expect(ends.get(later)).toEqual(expires('2028-11-21T10:00:00Z'));
  }
  expect(withdrawn.endOf(earlier)).toEqual(gone);
  expect(withdrawn.endOf(later)).toEqual(expires('2028-11-21T10:00:00Z'));
});

const noticeOf = (id: string) => ({ id, version: shipped.published[id]!.version });

test('GDPR Art. 13(3): data from before another basis stays under the one it was collected on', () => {
  const policy = policyWith({
    improvement: {
      legalBasis: {
        gdpr: {
          basis: 'consent',
          effectiveFrom: '2026-11-20',
          previous: { basis: 'legitimate-interests' },
        },
      },
    },
  });
  const purposes = ['improvement'];
  // 20 November begins at 23:00 UTC on the 19th in Berlin.
  const earlier = row({ purposes, collectedAt: at('2026-11-19T22:59:59.999Z') });
  const later = row({ purposes, collectedAt: at('2026-11-19T23:00:00Z') });
  const silent = openRetentionRules(person({ policy }));
  const objecting = openRetentionRules(person({ policy, states: [said('refused')] }));

  expect(silent.endOf(earlier)).toEqual(expires('2028-11-19T22:59:59Z'));
  expect(silent.endOf(later)).toEqual(gone);
  expect(objecting.endOf(earlier)).toEqual(gone);
});

describe('nothing is deleted', () => {
  test('GDPR Art. 18(2): while the purpose is restricted', () => {
    const restrictedPurposes = ['service-provision'];
    const retentionRules = openRetentionRules(person({ restrictedPurposes }));

    expect(retentionRules.endOf(row())).toEqual(suspended('2026-12-24T10:00:00Z'));
    expect(retentionRules.endOf(row({ category: 'feedback', purposes: ['support'] })).kind).toBe(
      'expires',
    );
  });

  test('GDPR Art. 17(3)(e): while a hold keeps the category, and readers lose sight of it', () => {
    const facts = { heldCategories: ['prompt-text'], states: [said('withdrawn')] };
    const retained = row({
      purposes: ['improvement'],
      expiresAt: inSeconds('2028-11-24T10:00:00Z'),
    });
    const retentionRules = openRetentionRules(person(facts));

    expect(retentionRules.endOf(retained)).toEqual(suspended('2026-11-24T10:00:00Z'));
    expect(retentionRules.endOf(row({ purposes: ['improvement'] }))).toEqual(
      suspended('2026-11-24T10:00:00Z'),
    );
    expect(retentionRules.readableUntil(retained)).toBeUndefined();
  });

  test('and an end that has come stays where it was', () => {
    const past = row({ expiresAt: inSeconds('2026-11-20T00:00:00Z') });

    expect(openRetentionRules(person({ heldCategories: 'all' })).endOf(past)).toEqual(
      suspended('2026-11-20T00:00:00Z'),
    );
    expect(openRetentionRules(person()).endOf(past)).toEqual(gone);
  });
});

describe('the moment of the end', () => {
  const keepingAt = (now: string) => openRetentionRules(person({ now: at(now) }));

  test.each([
    ['2026-12-24T09:59:59.999Z', 'expires'],
    ['2026-12-24T10:00:00.000Z', 'delete-now'],
  ])('at %s the row %s', (now, kind) => {
    expect(keepingAt(now).endOf(row()).kind).toBe(kind);
  });

  test('is the earlier of what is stored and what holds today, for readers', () => {
    const retentionRules = openRetentionRules(person());
    const until = (end: string) => retentionRules.readableUntil(row({ expiresAt: inSeconds(end) }));

    expect(until('2026-12-01T00:00:00Z')).toBe(inSeconds('2026-12-01T00:00:00Z'));
    expect(until('2027-12-01T00:00:00Z')).toBe(inSeconds('2026-12-24T10:00:00Z'));
    expect(until('2026-11-24T10:00:00Z')).toBeUndefined();
    expect(retentionRules.readableUntil(row())).toBe(inSeconds('2026-12-24T10:00:00Z'));
  });

  test('has come for readers once the period of today is over', () => {
    const stored = row({ expiresAt: inSeconds('2028-11-24T10:00:00Z') });

    expect(keepingAt('2026-12-24T10:00:00Z').readableUntil(stored)).toBeUndefined();
  });
});

describe('what was made from other data', () => {
  const collectedAt = at('2026-11-01T10:00:00Z');

  test('is retained no longer than that', () => {
    const sources = [row({ collectedAt })];

    expect(openRetentionRules(person()).endOf(row({ sources }))).toEqual(
      expires('2026-12-01T10:00:00Z'),
    );
  });

  test('GDPR Art. 17(1)(b): goes with it when the consent behind it is withdrawn', () => {
    const sources = [row({ purposes: ['improvement'] })];
    const keep = (states: readonly ReturnType<typeof said>[]) =>
      openRetentionRules(person({ states })).endOf(row({ sources })).kind;

    expect(keep([said('given')])).toBe('expires');
    expect(keep([said('withdrawn')])).toBe('delete-now');
  });
});

describe('a sweep', () => {
  const stored = (end: string, isSuspended = false) => ({
    ...row(),
    expiresAt: inSeconds(end),
    suspended: isSuspended,
  });

  test('leaves a row alone whose end is right', () => {
    const end = '2026-12-24T10:00:00Z';

    expect(openRetentionRules(person()).restamp(stored(end))).toEqual({ kind: 'unchanged' });
    expect(
      openRetentionRules(person({ heldCategories: 'all' })).restamp(stored(end, true)),
    ).toEqual({
      kind: 'unchanged',
    });
  });

  test.each(['2026-12-20T10:00:00Z', '2027-12-24T10:00:00Z'])('moves an end of %s', (end) => {
    expect(openRetentionRules(person()).restamp(stored(end))).toEqual(
      expires('2026-12-24T10:00:00Z'),
    );
  });

  test('sets the end aside while deletion is suspended, and back again', () => {
    const end = '2026-12-24T10:00:00Z';

    expect(openRetentionRules(person({ heldCategories: 'all' })).restamp(stored(end))).toEqual(
      suspended(end),
    );
    expect(openRetentionRules(person()).restamp(stored(end, true))).toEqual(expires(end));
  });

  test('deletes what is over', () => {
    expect(openRetentionRules(person()).restamp(stored('2026-11-01T00:00:00Z'))).toEqual(gone);
  });
});
