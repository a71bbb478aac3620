import { describe, expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { showDiff } from '../../cli/policy-diff-shown.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

type Edit = readonly [from: string, to: string];
const { policy: example } = loadedFrom('policy');

function edited(...edits: readonly Edit[]) {
  const directory = copyOfPolicy();
  for (const [from, to] of edits) edit(directory, from, to);
  return loadedFrom(directory).policy;
}

const improvementBasis = '        basis: consent\n        reference: GDPR Art. 6(1)(a)\n';
const later = (day: string) =>
  [
    '        basis: legitimate-interests\n        reference: GDPR Art. 6(1)(a)\n',
    `        effectiveFrom: ${day}\n`,
    '        previous:\n          basis: consent\n',
  ].join('');

/** No person comes under the law of Switzerland, and nothing is said of it. */
const swissLeft: readonly Edit[] = [
  ['    CH: ch-fadp\n', ''],
  [
    '    ch-fadp:\n      # Rectification, erasure, objection, human review: the 30 days of access (FADP Art. 25(7)).\n      none: P30D\n',
    '',
  ],
  [
    '    ch-fadp:\n      acceptUnverified:\n        reason: >-\n          Used as a draft until dpo@example.com has read rectification, erasure and reports to the\n          FDPIC (FADP Art. 32, 49), which name no period.\n',
    '',
  ],
];

type LocatedChange = readonly [
  title: string,
  edits: readonly Edit[],
  change: object,
  section: string,
  words: RegExp,
  back?: object,
];

/** An edit of the example, what it is reported as, where, and in which words; then the same for the way back. */
const changes: readonly LocatedChange[] = [
  [
    'an obligation that is dropped',
    [['    obligations:\n      - redact\n', '']],
    { kind: 'obligations-changed', removed: ['redact'], widening: 'fewer-safeguards' },
    'Use',
    /no longer has to redact/,
    { added: ['redact'] },
  ],
  [
    'a basis from some day on, by which consent is left for what is collected then',
    [[improvementBasis, later('2026-12-01')]],
    { kind: 'basis-changed', keptUntil: '2026-12-01', widening: 'wider-use' },
    'Use',
    /Data collected before 2026-12-01 stays on consent/,
  ],
  [
    'an opt-out by another right',
    [['        optOut: opt-out-automated-decision\n', '        optOut: opt-out-sale-share\n']],
    { kind: 'basis-changed', purpose: 'profiling', jurisdiction: 'ccpa' },
    'Use',
    /rests on opt-out by opt-out-sale-share instead of opt-out by opt-out-automated-decision/,
  ],
  [
    'people of unknown age who count as minors',
    [['unknownAge: adult', 'unknownAge: minor']],
    { kind: 'unknown-age-changed', from: 'adult', to: 'minor' },
    'Settings and age',
    /count as minors: a responsible person consents/,
    { to: 'adult', widening: 'weaker-consent' },
  ],
  [
    'an age of consent that falls',
    [['    AT: 14\n', '    AT: 13\n']],
    { kind: 'consent-age-changed', residence: 'AT', from: 14, to: 13, widening: 'weaker-consent' },
    'Settings and age',
    /In AT people consent alone from 13 years instead of 14 years/,
    { from: 13, to: 14 },
  ],
  [
    'an age of consent that the policy no longer names',
    [['    AT: 14\n', '']],
    { kind: 'consent-age-changed', from: 14, to: undefined },
    'Settings and age',
    /from the age that the law names instead of 14 years/,
    { to: 14, widening: 'weaker-consent' },
  ],
  [
    'a switch that stops less',
    [['      - training\n      - improvement\n  # Stopped', '      - training\n  # Stopped']],
    {
      kind: 'setting-changed',
      setting: 'training',
      added: [],
      removed: ['improvement'],
      widening: 'fewer-choices',
    },
    'Settings and age',
    /The setting training no longer stops improvement/,
    { added: ['improvement'], removed: [] },
  ],
  [
    'a category that people can no longer have kept for a shorter time',
    [['      - feedback\n    shortest', '    shortest']],
    {
      kind: 'setting-changed',
      setting: 'retention',
      removed: ['feedback'],
      widening: 'fewer-choices',
    },
    'Settings and age',
    /People can no longer have feedback kept for a shorter time/,
    { added: ['feedback'] },
  ],
  [
    'a longer shortest period',
    [['shortest: P1D', 'shortest: P7D']],
    { kind: 'shortest-retention-changed', direction: 'longer', widening: 'fewer-choices' },
    'Settings and age',
    /The shortest period that people can choose is P7D instead of P1D/,
    { direction: 'shorter' },
  ],
  [
    'unclassified content that is denied',
    [['unclassified:\n  treatAs: prompt-text\n', '']],
    { kind: 'unclassified-changed', from: 'prompt-text', to: undefined },
    'Use',
    /Unclassified content is denied/,
    { to: 'prompt-text', widening: 'wider-use' },
  ],
  [
    'a field that is no longer minimised',
    [['      - field: /deviceId\n        by: pseudonymise\n', '']],
    {
      kind: 'minimisation-changed',
      category: 'usage-log',
      removed: ['/deviceId (pseudonymise)'],
      widening: 'fewer-safeguards',
    },
    'Use',
    /In usage-log, \/deviceId \(pseudonymise\) is stored as it comes/,
    { added: ['/deviceId (pseudonymise)'] },
  ],
  [
    'a law that somebody has reviewed',
    [
      ['      # reviewedBy: ', '      reviewedBy: '],
      ['      # reviewedOn: ', '      reviewedOn: '],
    ],
    {
      kind: 'standing-changed',
      jurisdiction: 'gdpr',
      from: { kind: 'advisory', why: 'not-reviewed' },
      to: { kind: 'active', reviewedOn: '2026-11-01' },
    },
    'Law',
    /Law gdpr is reviewed on 2026-11-01; before: advisory/,
  ],
  [
    'reviews that last longer',
    [['reviewEvery: P1Y', 'reviewEvery: P2Y']],
    { kind: 'review-interval-changed', direction: 'longer' },
    'Law',
    /out of date after P2Y instead of P1Y/,
  ],
  [
    'another summary',
    [['        We use what you write', '        We take what you write']],
    { kind: 'summary-changed', notice: 'assistant', locales: ['en'] },
    'Notices and consents',
    /another summary \(en\)\. Consents rest on the text of the notice, so they count on/,
  ],
  [
    'a weaker gate of portability',
    [
      [
        '  portability:\n    recentAuthentication: PT15M',
        '  portability:\n    recentAuthentication: PT1H',
      ],
    ],
    { kind: 'recent-authentication-changed', request: 'portability', widening: 'weaker-gate' },
    'Requests',
    /For portability a person may have signed in PT1H ago/,
  ],
  [
    'a portable export that is kept for a shorter time',
    [
      [
        'approvals: 0\n    exportRetention: P7D\n  erasure',
        'approvals: 0\n    exportRetention: P5D\n  erasure',
      ],
    ],
    { kind: 'export-retention-changed', request: 'portability' },
    'Retention',
    /A finished portability export can be downloaded for P5D/,
    { widening: 'longer-retention' },
  ],
];

describe('what people may set, their age and who answers for a law', () => {
  const cases = changes.map(([title, ...reported]) => ({ title, reported }));

  test.each(cases)('$title is reported', ({ reported: [edits, change, section, words, back] }) => {
    const after = edited(...edits);

    const [reported] = changesOf(example, after);
    const [reverse] = changesOf(after, example);
    const [shown] = diffPolicies(example, after).changes;
    const [shownBack] = diffPolicies(after, example).changes;

    expect(reported).toMatchObject(change);
    if (!('widening' in change)) expect(reported).not.toHaveProperty('widening');
    expect(shown).toMatchObject({ section, words: expect.stringMatching(words) as string });
    expect(reverse).toMatchObject({ kind: reported!.kind, ...back });
    expect(shownBack!.words).not.toContain('undefined');
    if (back && !('widening' in back)) expect(reverse).not.toHaveProperty('widening');
    expect(changesOf(example, after).map(({ kind }) => kind)).not.toContain('detail-changed');
  });

  test('drafts that are no longer used, and targets, are told with what they mean', () => {
    const sixty = edited(['      none: P30D\n', '      none: P60D\n']);
    const without = edited(...swissLeft);

    expect(changesOf(example, sixty)).toEqual([
      {
        kind: 'target-changed',
        jurisdiction: 'ch-fadp',
        clock: 'none',
        direction: 'longer',
        from: 'P30D',
        to: 'P60D',
        widening: 'fewer-rights',
      },
    ]);
    const reported = changesOf(without, example);
    expect(reported).toContainEqual(
      expect.objectContaining({ kind: 'drafts-changed', to: true, widening: 'fewer-safeguards' }),
    );
    const text = showDiff(diffPolicies(without, example)).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Facts of ch-fadp that were not checked in the source are used.');
    expect(text).toContain('the clock none, for which the law names no last day, runs P30D.');
  });

  test('the last day of a law that comes into use takes nothing, and stands once', () => {
    const changes = changesOf(edited(...swissLeft), example);

    expect(changes.filter(({ kind }) => kind === 'target-changed')).toEqual([
      {
        kind: 'target-changed',
        ...{ jurisdiction: 'ch-fadp', clock: 'none', direction: 'same', to: 'P30D' },
      },
    ]);
    expect(changes.map(({ kind }) => kind)).not.toContain('detail-changed');
  });

  test('consent that no longer covers what was collected on it is wider use', () => {
    const [december, january, none] = [
      edited([improvementBasis, later('2026-12-01')]),
      edited([improvementBasis, later('2027-01-01')]),
      edited(
        [improvementBasis, '        basis: legitimate-interests\n'],
        ['    # After this time people are asked again.\n    consentValidity: P2Y\n', ''],
      ),
    ];
    const kinds = (from: typeof example, to: typeof example) =>
      changesOf(from, to).map(({ kind, widening }) => [kind, widening]);

    expect(kinds(january, december)).toEqual([['earlier-basis-changed', 'wider-use']]);
    expect(kinds(december, january)).toEqual([['earlier-basis-changed', undefined]]);
    expect(kinds(december, none)).toContainEqual(['earlier-basis-changed', 'wider-use']);
    expect(kinds(example, none)).toContainEqual(['basis-changed', 'wider-use']);
  });
});
