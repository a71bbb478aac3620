import { expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import type { JurisdictionLaw, LegalSignal } from '../../lambda/policy/law.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';

const example = loadPolicyOrThrow('policy');
const { gdpr, ccpa } = example.law;
const cited = { reference: 'Art. 1', verified: true };

/** The example under a law that says otherwise. */
const under = (id: string, changed: Partial<JurisdictionLaw>): Policy => ({
  ...example,
  version: 'sha256:another',
  law: { ...example.law, [id]: { ...example.law[id]!, ...changed } },
});

const reportedBy = (to: Policy, from: Policy = example) =>
  diffPolicies(from, to).changes.map(({ kind, section, words, widening }) => ({
    kind,
    section,
    words,
    widening: widening === false ? undefined : widening,
  }));

type Case = readonly [
  id: string,
  changed: Partial<JurisdictionLaw>,
  words: RegExp,
  widening: string | undefined,
  back: string | undefined,
];

const cases: Record<string, Case> = {
  'a last day that moves less far': [
    'gdpr',
    { lastDayRoll: 'none' },
    /the last day of a period moves by the rule none instead of next-working-day/,
    undefined,
    'fewer-rights',
  ],
  'another way to count periods': [
    'gdpr',
    { arithmetic: { ...gdpr!.arithmetic, name: 'de-bgb' } },
    /periods are counted by de-bgb instead of eu-1182-71/,
    undefined,
    undefined,
  ],
  'a topic on which a law asks for less': [
    'gdpr',
    { consent: { ...gdpr!.consent, sensitive: { ...cited, model: 'opt-out' } } },
    /the consent model of sensitive is opt-out instead of opt-in/,
    'wider-use',
    undefined,
  ],
  'a topic that a law no longer answers apart': [
    'gdpr',
    {
      consent: Object.fromEntries(
        Object.entries(gdpr!.consent).filter(([topic]) => topic !== 'sensitive'),
      ),
    },
    /the consent model of sensitive is that of default instead of opt-in/,
    'wider-use',
    undefined,
  ],
  'a lower age': [
    'gdpr',
    { minors: [{ ...cited, age: 13, rule: 'with a parent below it' }] },
    /a rule for minors: 13, with a parent below it \(new\)/,
    'weaker-consent',
    undefined,
  ],
  'special categories without a condition': [
    'gdpr',
    { specialCategories: undefined },
    /special categories need a condition beside the basis: no instead of yes/,
    'wider-use',
    undefined,
  ],
  'data that outlives an erasure on any basis': [
    'gdpr',
    { erasureExemption: undefined },
    /exempts data only on the basis that orders it: no instead of yes/,
    'longer-retention',
    undefined,
  ],
  'a narrower portability': [
    'ccpa',
    { portableData: { ...cited, of: 'consent-or-contract' } },
    /portability covers what rests on consent or contract instead of all/,
    'fewer-rights',
    undefined,
  ],
  'transfers without a mechanism': [
    'gdpr',
    { transfers: undefined },
    /without a transfer mechanism to every country instead of the EEA only/,
    'new-transfer',
    undefined,
  ],
  'a new ground of refusal': [
    'gdpr',
    { refusals: [...gdpr!.refusals, { ...cited, code: 'too-late' }] },
    /a request can be refused on: too-late \(new\)/,
    'fewer-rights',
    undefined,
  ],
  'a delay that stops a clock': [
    'gdpr',
    {
      pauses: gdpr!.pauses.map((pause, place) =>
        place === 0 ? { ...pause, stops: ['access'] as const } : pause,
      ),
    },
    /identity-verification stops access/,
    'fewer-rights',
    undefined,
  ],
  'an opt-in that takes one step': [
    'ccpa',
    { optInAgain: { ...cited, scope: ['limit-sensitive'] } },
    /an opt-in takes two steps after: opt-out-sale-share \(no longer\)/,
    'weaker-consent',
    undefined,
  ],
  'a signal that need not be obeyed': [
    'ccpa',
    { signal: { ...ccpa!.signal, duty: false } },
    /an opt-out signal of the browser has to be obeyed: no instead of for/,
    'fewer-choices',
    undefined,
  ],
  'records that are kept for a shorter time': [
    'ccpa',
    { requestRecords: { ...cited, period: 'P12M' } },
    /requests stay on record for at least P12M instead of P24M/,
    undefined,
    undefined,
  ],
  'a right by a slower clock': [
    'gdpr',
    { rights: { ...gdpr!.rights, 'withdraw-consent': { ...cited, clock: 'std' } } },
    /requests for withdraw-consent run by the clock std instead of stop/,
    'fewer-rights',
    undefined,
  ],
  'a breach that is reported later': [
    'gdpr',
    {
      breach: {
        ...gdpr!.breach,
        authority: { ...gdpr!.breach.authority!, within: { amount: 5, unit: 'working-days' } },
      },
    },
    /duty authority is due 5 working-days from awareness, .* instead of 72 hours from awareness/,
    'fewer-safeguards',
    undefined,
  ],
  'a breach that a ground exempts': [
    'gdpr',
    {
      breach: {
        ...gdpr!.breach,
        authority: {
          ...gdpr!.breach.authority!,
          exceptions: [...gdpr!.breach.authority!.exceptions, { ...cited, code: 'few-people' }],
        },
      },
    },
    /duty authority does not apply on the ground few-people \(new\)/,
    'fewer-safeguards',
    undefined,
  ],
  'a fact that is a draft': [
    'gdpr',
    { clocks: { ...gdpr!.clocks, std: { ...gdpr!.clocks['std']!, verified: false } } },
    /Facts of gdpr are not checked in the source: \/clocks\/std/,
    'fewer-safeguards',
    undefined,
  ],
};

test.each(Object.entries(cases))('%s is reported', (_title, [id, changed, words, ...flags]) => {
  const to = under(id, changed);

  const found = reportedBy(to).filter((change) => words.test(change.words));

  expect(found).toMatchObject([{ section: 'Law', widening: flags[0] }]);
  const back = reportedBy(example, to).filter(({ kind }) => kind === found[0]?.kind);
  expect(back.map(({ widening }) => widening)).toEqual(back.map(() => flags[1]));
  expect(back).not.toEqual([]);
});

test('a law that no longer lets people object to what needs no basis takes a right', () => {
  const { objectionToNotice, ...law } = example.law['ch-fadp']!;
  const to = { ...example, version: 'x', law: { ...example.law, 'ch-fadp': law } };

  expect(objectionToNotice).toBeDefined();
  expect(reportedBy(to)).toContainEqual({
    kind: 'objection-changed',
    section: 'Law',
    words: 'Under ch-fadp, people can object to a use that needs no basis: no instead of yes.',
    widening: 'fewer-rights',
  });
});

test('people who need not be informed of a breach any more', () => {
  const to = under('gdpr', { breach: { authority: gdpr!.breach.authority! } });

  expect(reportedBy(to)).toContainEqual({
    kind: 'breach-duty-removed',
    section: 'Law',
    words: expect.stringMatching(
      /after a breach, the duty subjects is gone: without undue delay from awareness/,
    ) as string,
    widening: 'fewer-safeguards',
  });
  expect(reportedBy(example, to)).toContainEqual(
    expect.objectContaining({ kind: 'breach-duty-added', widening: undefined }),
  );
});

test('the law of the establishment, by which a breach is reported', () => {
  const to: Policy = {
    ...example,
    version: 'sha256:another',
    jurisdictions: { ...example.jurisdictions, establishment: 'uk-gdpr' },
  };

  expect(reportedBy(to)).toEqual([
    {
      kind: 'establishment-changed',
      section: 'Law',
      words:
        'A breach is reported under uk-gdpr instead of the default law, wherever the people live.',
      widening: undefined,
    },
  ]);
});

test('a signal that a law obliges to obey where the policy names no law', () => {
  const { 'US-CO': colorado, ...others } = example.elsewhere;
  const without = (signal?: LegalSignal): Policy => ({
    ...example,
    version: 'sha256:another',
    elsewhere: { ...others, ...(signal && { 'US-CO': { ...colorado!, signal } }) },
  });
  const lost = {
    kind: 'signal-elsewhere-changed',
    section: 'Law',
    words:
      'In US-CO, of which the policy names no law, an opt-out signal has to be obeyed: no instead of for sale-share since 2024-07-01.',
    widening: 'fewer-choices',
  };

  expect(reportedBy(without())).toEqual([lost]);
  expect(reportedBy(without({ ...colorado!.signal, duty: false }))).toEqual([lost]);
  expect(reportedBy(example, without())).toMatchObject([{ section: 'Law', widening: undefined }]);
});
