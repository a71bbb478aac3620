import { describe, expect, test } from 'vitest';
import { consentStateNames, renewalReasons } from '../../../lambda/consent/model/status.ts';
import { offeredFor, refusalOf } from '../../../web/widget/choice.ts';
import type { Consent } from '../../../web/widget/choice.ts';
import { wordsEn as words } from '../../../web/widget/words-en.ts';

const offered = (consent: Partial<Consent>, signal = false) =>
  offeredFor(
    { purpose: 'improvement', state: 'not-asked', default: 'deny', basis: 'consent', ...consent },
    { signal, words, date: (at) => `<${at}>` },
  );

describe('what is offered', () => {
  test.each(consentStateNames)(
    'of a purpose that is %s: both answers, none chosen before',
    (state) => {
      const both = offered({ state, since: '2026-11-24' });

      expect(both).toMatchObject({ canAllow: true, canRefuse: true, confirms: false });
      const spoken = { given: 'allow', refused: 'refuse', withdrawn: 'refuse' } as const;
      expect(both.chosen).toBe(Object.entries(spoken).find(([key]) => key === state)?.[1]);
      expect(both.sentences.join()).not.toBe('');
    },
  );

  test('says since when, and until when', () => {
    expect(offered({ state: 'given', since: 'A', validUntil: 'B' }).sentences).toEqual([
      'You have allowed this since <A>.',
      'You will be asked again on <B>.',
    ]);
    expect(offered({ state: 'refused', since: 'A' }).sentences.join()).toContain('<A>');
  });

  test.each(renewalReasons)('says why a consent has to be renewed: %s', (because) => {
    const renewal = offered({ state: 'needs-renewal', because, since: 'A' });

    expect(renewal.chosen).toBeUndefined();
    expect(renewal.sentences).toEqual([words.renewal[because], words.notInUse]);
    expect(renewal.canAllow).toBe(because !== 'responsible-person-needed');
    expect(renewal.confirms).toBe(because === 'not-explicit');
  });

  test('says whether the data is used while nothing is chosen', () => {
    expect(offered({ default: 'permit' }).sentences).toEqual([words.inUse]);
    expect(offered({ default: 'deny' }).sentences).toEqual([words.notInUse]);
    expect(offered({ state: 'expired' }).sentences).toEqual([words.expired, words.notInUse]);
  });

  test('takes two steps to opt in again after an opt-out', () => {
    for (const state of ['refused', 'withdrawn'] as const) {
      expect(offered({ state, basis: 'opt-out' }).confirms).toBe(true);
      expect(offered({ state, basis: 'consent' }).confirms).toBe(false);
    }
    expect(offered({ basis: 'opt-out', default: 'permit' }).confirms).toBe(false);
  });
});

describe('an opt-out signal of the browser', () => {
  test('is honoured without a question where people can opt out', () => {
    for (const state of ['not-asked', 'expired', 'needs-renewal'] as const) {
      expect(offered({ state, basis: 'opt-out', default: 'permit' }, true)).toMatchObject({
        canAllow: false,
        canRefuse: false,
        // It is honoured once that is saved.
        sentences: [],
        refusesBySignal: true,
      });
    }
    expect(offered({ state: 'refused', basis: 'opt-out' }, true)).toMatchObject({
      canAllow: false,
      sentences: [words.signalHonoured],
      refusesBySignal: false,
    });
  });

  test('does not overrule who consented, and offers to stop', () => {
    expect(offered({ state: 'given', basis: 'opt-out' }, true)).toMatchObject({
      chosen: 'allow',
      canAllow: false,
      canRefuse: true,
      sentences: [words.signalBesideConsent],
      refusesBySignal: false,
    });
  });

  test('says nothing about what needs consent', () => {
    expect(offered({ basis: 'consent' }, true)).toEqual(offered({ basis: 'consent' }));
  });
});

test.each([
  ['given', 'withdrawn'],
  ['needs-renewal', 'withdrawn'],
  ['not-asked', 'refused'],
  ['expired', 'refused'],
] as const)('who said %s and says no: %s', (state, refusal) => {
  expect(refusalOf({ purpose: 'improvement', default: 'deny', state })).toBe(refusal);
});
