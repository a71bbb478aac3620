import { beforeAll, describe, expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { changesOf } from './changes-of.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const example = loadPolicyOrThrow('policy');

type Edit = readonly [from: string, to: string, file?: string];

/** The example after edits of its files, which leave it sound. */
function edited(...edits: readonly Edit[]): Policy {
  const directory = copyOfPolicy();
  for (const [from, to, file] of edits) edit(directory, from, to, file);
  return loadedFrom(directory).policy;
}

const changesBy = (...edits: readonly Edit[]) => changesOf(example, edited(...edits));

/** A policy that the validator need not accept: what differs has to be informed all the same. */
const altered = (path: readonly string[], value: unknown): Policy => {
  const policy = withValue(example, path, value) as Policy;
  const [root = '', ...rest] = path;
  // What a notice says of itself is published with it.
  const published =
    root === 'notices' ? withValue(policy.published, rest, value) : policy.published;
  return { ...policy, published: published as Policy['published'], version: 'sha256:another' };
};

/** What is undefined is left out, as in a policy that never said it. */
function withValue(node: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const entries = Object.entries(node as Record<string, unknown>);
  const changed = entries.map(([name, member]) =>
    name === step ? [name, withValue(member, rest, value)] : [name, member],
  );
  const members = changed.filter(([, member]) => member !== undefined) as [string, unknown][];
  return Array.isArray(node) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

/** Every value of the policy that is no mapping, and every entry of a list. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const nested = Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
  return path.length === 0 ? nested : [path, ...nested];
}

const valueAt = (path: readonly string[]): unknown =>
  path.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], example);

/** Another value of the same kind, which some rule may have to understand. */
function otherThan(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return !value;
    case 'number':
      return value + 1;
    case 'string':
      if (/^P\d/.test(value)) return 'P9Y';
      return /^PT\d/.test(value) ? 'PT99M' : `${value}x`;
    default:
      return Array.isArray(value) ? value.slice(1) : {};
  }
}

// `published` repeats `notices`; a real load changes both. One law stands for the others.
const paths = leaves(example).filter(
  ([root, entry, field]) =>
    root !== 'version' &&
    !(root === 'published' && !['version', 'texts'].includes(field ?? '')) &&
    !(root === 'law' && entry !== 'gdpr'),
);

/** What is reported of each value that has another one, or of a list without its first entry. */
const changesOfLeaves = () =>
  paths.flatMap((path) => {
    const value = valueAt(path);
    // A record cannot be replaced by an empty one without breaking what reads it.
    if (typeof value === 'object' && !Array.isArray(value)) return [];
    const other = otherThan(value);
    if (JSON.stringify(other) === JSON.stringify(value)) return [];
    return [{ path, value, changes: changesOf(example, altered(path, other)) }];
  });

describe('the diff of policies', () => {
  let leafChanges: ReturnType<typeof changesOfLeaves>;
  beforeAll(() => {
    leafChanges = changesOfLeaves();
  });

  test('of a policy with itself is empty', () => {
    expect(diffPolicies(example, example)).toEqual({
      from: example.version,
      to: example.version,
      changes: [],
    });
    expect(changesBy()).toEqual([]);
  });

  test('tells every change of a single value', () => {
    const unreported = leafChanges.filter(({ changes }) => changes.length === 0);

    expect(leafChanges.length).toBeGreaterThan(500);
    expect(unreported.map(({ path }) => path)).toEqual([]);
  });

  test('has words for every field that is no wording, reference or address', () => {
    const details = leafChanges
      .filter(({ value }) => typeof value !== 'object')
      .flatMap(({ path, changes }) =>
        changes
          .filter(({ kind }) => kind === 'detail-changed')
          .map(() => path.filter((step) => /^[a-z]+([A-Z][a-z]+)*$/.test(step)).at(-1)),
      );

    expect([...new Set(details)].toSorted()).toEqual(
      [
        // What people and editors read.
        ...[
          'title',
          'description',
          'logic',
          'consequences',
          'name',
          'short',
          'reason',
          'reference',
        ],
        ...[
          'authority',
          'court',
          'appeal',
          'language',
          'locales',
          'de',
          'en',
          'schema',
          'standard',
        ],
        // How the pages look.
        'accent',
        // How to reach someone.
        ...['address', 'contact', 'owner', 'privacyOfficer', 'website'],
        // Facts of `jurisdictions.yaml` that have one value, or are listed under their entry.
        ...['basis', 'condition', 'kind', 'of', 'jurisdiction', 'verified'],
      ].toSorted(),
    );
  });

  test('tells every change back as well', () => {
    const periods = paths.filter((path) => {
      const value = valueAt(path);
      return typeof value === 'string' && /^P\d/.test(value);
    });

    const unreported = periods.filter(
      (path) => changesOf(altered(path, 'P9Y'), example).length === 0,
    );

    expect(periods.length).toBeGreaterThan(5);
    expect(unreported).toEqual([]);
  });

  test('tells a change of order, because it changes the version', () => {
    const order = altered(['issuers'], example.issuers.toReversed());

    expect(changesOf(example, order)).toMatchObject([
      { kind: 'detail-changed', pointer: '/issuerOrder' },
    ]);
  });

  test('tells wording as a detail with its place', () => {
    expect(changesBy(['title: Prompts', 'title: Questions'])).toEqual([
      {
        kind: 'detail-changed',
        pointer: '/categories/prompt-text/title',
        from: 'Prompts',
        to: 'Questions',
      },
    ]);
  });
});

describe('use', () => {
  test('that becomes allowed is told per law, with its basis', () => {
    const changes = changesBy([
      '      - usage-log\n      - safety-score',
      '      - usage-log\n      - account-profile\n      - safety-score',
    ]);

    const reported = {
      kind: 'use-permitted',
      purpose: 'safety',
      categories: ['account-profile'],
      widening: 'wider-use',
    };
    expect(changes).toEqual([
      { ...reported, jurisdiction: 'gdpr', basis: 'legal-obligation' },
      { ...reported, jurisdiction: 'uk-gdpr', basis: 'legal-obligation' },
      { ...reported, jurisdiction: 'ch-fadp', basis: 'notice', objection: true },
      { ...reported, jurisdiction: 'ccpa', basis: 'notice' },
    ]);
  });

  test('that becomes forbidden takes nothing from anybody', () => {
    const changes = changesBy(['      - prompt-video\n      - feedback', '      - feedback']);

    expect(changes).toMatchObject([
      {
        kind: 'use-forbidden',
        jurisdiction: 'gdpr',
        categories: ['prompt-video'],
        basis: 'consent',
      },
      { kind: 'use-forbidden', jurisdiction: 'uk-gdpr', basis: 'consent' },
      { kind: 'use-forbidden', jurisdiction: 'ch-fadp', basis: 'consent' },
      { kind: 'use-forbidden', jurisdiction: 'ccpa', basis: 'opt-out' },
    ]);
    expect(changes.every(({ widening }) => widening === undefined)).toBe(true);
  });

  test('is forbidden under a law for which a purpose has no basis any more', () => {
    const changes = changesBy([
      '      ccpa:\n        basis: opt-out\n        optOut: opt-out-sale-share\n        reference: Cal. Civ. Code 1798.120\n',
      '',
    ]);

    expect(changes).toMatchObject([
      { kind: 'use-forbidden', purpose: 'improvement', jurisdiction: 'ccpa', basis: 'opt-out' },
    ]);
  });

  test.each([
    [
      'away from consent is wider use',
      'basis: consent',
      'basis: legitimate-interests',
      'wider-use',
    ],
    ['to consent is not', 'basis: contract', 'basis: consent', undefined],
    [
      'from an objection to an obligation is wider use',
      'basis: legitimate-interests',
      'basis: legal-obligation',
      'wider-use',
    ],
  ])('on another basis %s', (_title, from, to, widening) => {
    const extra: Edit[] = from === 'basis: consent' ? [['    consentValidity: P2Y\n', '']] : [];

    const [change] = changesBy([from, to], ...extra).filter(({ kind }) => kind === 'basis-changed');

    expect(change).toMatchObject({ jurisdiction: 'gdpr', noticeChanges: false });
    expect(change?.widening).toBe(widening);
  });

  test('on another basis says whether a notice that tells of it changes too', () => {
    const changes = changesBy(
      ['basis: consent', 'basis: legitimate-interests'],
      ['    consentValidity: P2Y\n', ''],
      ['In short', 'Summary', 'notices/assistant/en.md'],
    );

    expect(changes).toContainEqual(
      expect.objectContaining({ kind: 'basis-changed', noticeChanges: true }),
    );
  });

  test('for a new purpose is told with its period and recipients', () => {
    const changes = changesBy(
      [
        '  support:\n    title: Helping you',
        [
          '  research:',
          '    title: Research',
          '    description: Finding out what people need.',
          '    role: controller',
          '    legalBasis: {gdpr: {basis: consent}}',
          '    categories: [feedback]',
          '    retention: P1Y',
          '  support:\n    title: Helping you',
        ].join('\n'),
      ],
      [
        '      - aggregates\n      - safety',
        '      - aggregates\n      - research\n      - safety',
      ],
    );

    expect(changes).toMatchObject([
      {
        kind: 'purpose-added',
        purpose: 'research',
        retention: 'P1Y',
        recipients: [],
        widening: 'wider-use',
      },
      { kind: 'use-permitted', purpose: 'research', jurisdiction: 'gdpr', basis: 'consent' },
      { kind: 'notice-purposes-changed', notice: 'assistant', added: ['research'] },
    ]);
  });
});

describe('retention', () => {
  test('that grows is flagged, with the data that it touches', () => {
    expect(changesBy(['retention: P30D', 'retention: P3Y'])).toEqual([
      {
        kind: 'retention-changed',
        purpose: 'service-provision',
        categories: example.purposes['service-provision']!.categories,
        longest: [
          'prompt-text',
          'output-text',
          'prompt-image',
          'prompt-video',
          'account-profile',
          'text-pseudonyms',
        ],
        direction: 'longer',
        from: 'P30D',
        to: 'P3Y',
        widening: 'longer-retention',
      },
    ]);
  });

  test.each([
    ['shorter', 'P20D'],
    ['same', 'P0M30D'],
  ])('that is %s is told without a flag', (direction, period) => {
    const [change, ...others] = changesBy(['retention: P30D', `retention: ${period}`]);

    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'retention-changed', direction });
    expect(change).not.toHaveProperty('widening');
  });

  test.each([
    ['evidence', '    retention: P7Y', '    retention: P8Y', 'evidence-retention-changed'],
  ])('of %s that grows is flagged', (_what, from, to, kind) => {
    expect(changesBy([from, to])).toMatchObject([
      { kind, direction: 'longer', widening: 'longer-retention' },
    ]);
  });

  test('of exports that grows is flagged', () => {
    const shorter = edited(['exportRetention: P7D', 'exportRetention: P5D']);

    expect(changesOf(shorter, example)).toMatchObject([
      { kind: 'export-retention-changed', direction: 'longer', widening: 'longer-retention' },
    ]);
  });

  test('through an erasure is flagged', () => {
    const withhold =
      '    withhold:\n      ground: legal-claims\n      reference: GDPR Art. 17(3)(e)\n';

    expect(
      changesBy([
        '    retention: P2Y\n    recipients:\n      - cloud-hosting\n      - support-desk',
        `    retention: P2Y\n${withhold}    recipients:\n      - cloud-hosting\n      - support-desk`,
      ]),
    ).toMatchObject([
      {
        kind: 'withholding-changed',
        purpose: 'support',
        to: 'legal-claims',
        widening: 'longer-retention',
      },
    ]);
  });

  test('of consents without a period of their own lasts as long as their evidence', () => {
    expect(changesBy(['    consentValidity: P2Y\n', ''])).toMatchObject([
      {
        kind: 'consent-validity-changed',
        from: 'P2Y',
        direction: 'longer',
        widening: 'weaker-consent',
      },
    ]);
  });
});

describe('notices', () => {
  const version = example.published['assistant']!.version;

  test('whose material text changes turn consents into needs-renewal', () => {
    const changes = changesBy(['In short', 'Summary', 'notices/assistant/en.md']);

    expect(changes).toMatchObject([
      {
        kind: 'notice-text-changed',
        notice: 'assistant',
        material: true,
        locales: ['en'],
        from: version,
      },
      {
        kind: 'consents-need-renewal',
        notice: 'assistant',
        version,
        purposes: ['improvement', 'training', 'profiling', 'fairness-attributes'],
      },
    ]);
  });

  test('whose change is not material leave consents good', () => {
    const changes = changesBy(
      ['In short', 'Summary', 'notices/assistant/en.md'],
      ['    material: true', '    material: false'],
      ['    compatibleWith: []', `    compatibleWith: ['${version}']`],
    );

    expect(changes.map(({ kind }) => kind)).toEqual([
      'notice-text-changed',
      'material-changed',
      'compatible-versions-changed',
    ]);
    expect(changes.map(({ widening }) => widening)).toEqual([
      undefined,
      'weaker-consent',
      'weaker-consent',
    ]);
  });

  test('that lose a language tell those who read it less, and have no new text', () => {
    const { assistant } = example.published;
    const { de: _, ...texts } = assistant!.texts;
    const published = { ...example.published, assistant: { ...assistant!, texts, version: 'v2' } };
    const changes = changesOf(example, { ...example, published, version: 'sha256:another' });

    expect(changes).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'notice-language-removed', notice: 'assistant', locales: ['de'] },
        widening: 'less-information',
      }),
    );
    expect(changes[0]).toMatchObject({ kind: 'notice-text-changed', locales: [] });
  });

  test('that no longer tell of a purpose turn consents to it into needs-renewal', () => {
    const changes = changesBy([
      '    purposes:\n      - improvement',
      '    purposes:\n      - support',
    ]);

    expect(changes).toMatchObject([
      { kind: 'notice-purposes-changed', added: ['support'], removed: ['improvement'] },
      { kind: 'consents-need-renewal', notice: 'improvement', purposes: ['improvement'] },
    ]);
  });
});

describe('recipients', () => {
  test('that are new to a purpose are flagged', () => {
    expect(
      changesBy([
        '      - cloud-hosting\n      - support-desk',
        '      - cloud-hosting\n      - support-desk\n      - model-provider',
      ]),
    ).toEqual([
      {
        kind: 'disclosure-added',
        purpose: 'support',
        recipient: 'model-provider',
        widening: 'new-recipient',
      },
    ]);
  });

  test('in another country are flagged', () => {
    expect(
      changesBy([
        'country: IE\n    agreement:\n      signedOn: 2026-01-15\n    transferMechanism: none-needed',
        'country: IN\n    agreement:\n      signedOn: 2026-01-15\n    transferMechanism: standard-contractual-clauses',
      ]),
    ).toEqual([
      {
        kind: 'transfer-changed',
        recipient: 'support-desk',
        from: { country: 'IE', mechanism: 'none-needed' },
        to: { country: 'IN', mechanism: 'standard-contractual-clauses' },
        widening: 'new-transfer',
      },
    ]);
  });

  test('that are gone are told with what they had', () => {
    const to = altered(['recipients', 'support-desk'], undefined);

    expect(changesOf(example, to)).toMatchObject([
      { kind: 'recipient-removed', recipient: 'support-desk', purposes: ['support'] },
    ]);
    expect(changesOf(to, example)).toMatchObject([
      {
        kind: 'recipient-added',
        recipient: 'support-desk',
        country: 'IE',
        widening: 'new-recipient',
      },
    ]);
  });
});

describe('agreements', () => {
  const signed = '      signedOn: 2026-02-01\n';
  const country = '    country: US\n';
  const limited: Edit = [signed, `${signed}      purposes: [inference]\n`];
  const recipient = 'model-provider';

  test('that cover less are reported, those that cover more are flagged', () => {
    const to = edited(limited);

    expect(changesOf(example, to)).toEqual([
      { kind: 'agreement-purposes-changed', recipient, to: ['inference'] },
    ]);
    expect(changesOf(to, example)).toEqual([
      {
        kind: 'agreement-purposes-changed',
        recipient,
        from: ['inference'],
        widening: 'wider-use',
      },
    ]);
    expect(diffPolicies(example, to).changes[0]?.words).toBe(
      'The agreement with model-provider covers these purposes: inference; before all that purposes give.',
    );
  });

  test('that let another company process data are flagged', () => {
    const [change] = changesBy([
      '      subProcessors:\n',
      '      subProcessors:\n        - {name: Example Storage SA, country: FR, does: Stores logs.}\n',
    ]);

    expect(change).toEqual({
      kind: 'sub-processors-changed',
      recipient,
      added: ['Example Storage SA in FR (Stores logs.)'],
      removed: [],
      widening: 'new-recipient',
    });
  });

  test('without the assessment of a transfer have fewer safeguards', () => {
    const to = altered(['recipients', recipient, 'transferAssessment'], undefined);

    expect(changesOf(example, to)).toMatchObject([
      { kind: 'transfer-assessment-changed', recipient, widening: 'fewer-safeguards' },
    ]);
  });

  test('with a policy from before these fields existed are compared without a failure', () => {
    const { certificates: _certificates, ...before } = example.recipients[recipient]!;
    const { subProcessors: _subProcessors, ...agreement } = before.agreement;
    const from = altered(['recipients', recipient], { ...before, agreement });

    expect(changesOf(from, example).map(({ kind }) => kind)).toEqual([
      'sub-processors-changed',
      'certificates-changed',
    ]);
  });

  test('that ask for notifications are reported with the address and the identifiers', () => {
    const to = edited([
      country,
      `${country}    notify: {url: 'https://models.example.com/custos', identifiers: [email]}\n`,
    ]);

    expect(diffPolicies(example, to).changes.map(({ words }) => words)).toEqual([
      'model-provider is notified of rectification, erasure and restriction at https://models.example.com/custos with email instead of by events alone.',
    ]);
  });
});

describe('gates', () => {
  test.each([
    ['recentAuthentication: PT15M', 'recentAuthentication: PT1H', 'weaker-gate'],
    ['recentAuthentication: PT15M', 'recentAuthentication: PT5M', undefined],
    ['approvals: 0', 'approvals: 1', undefined],
    ['assurance: email-verified', 'assurance: recent-account', undefined],
  ])('%s to %s: %s', (from, to, widening) => {
    const [change, ...others] = changesBy([from, to]);

    expect(others).toEqual([]);
    expect(change).toMatchObject({ request: 'access' });
    expect(change?.widening).toBe(widening);
  });

  // Of what no member of staff decides, the validator asks for another gate then.
  test('are weaker without any proof of who asks', () => {
    const changes = changesBy([
      'rectification:\n    assurance: email-verified',
      'rectification:\n    assurance: none',
    ]);

    expect(changes).toMatchObject([{ request: 'rectification', widening: 'weaker-gate' }]);
  });

  test.each([
    ['PT2H', 'longer', 'weaker-gate'],
    ['PT15M', 'shorter', undefined],
  ])('of staff, who may have signed in %s ago, are reported', (to, direction, widening) => {
    const [change, ...others] = changesBy([
      'recentAuthentication: PT1H',
      `recentAuthentication: ${to}`,
    ]);

    expect(others).toEqual([]);
    expect(change).toMatchObject({
      kind: 'staff-authentication-changed',
      direction,
      from: 'PT1H',
      to,
    });
    expect(change?.widening).toBe(widening);
  });

  test.each([
    [51, 'fewer-safeguards'],
    [10, undefined],
  ])('more people who can be erased in an hour are flagged: %i', (to, widening) => {
    const [change, ...others] = changesBy(['peoplePerHour: 50', `peoplePerHour: ${to}`]);

    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'people-per-hour-changed', from: 50, to });
    expect(change?.widening).toBe(widening);
  });

  test('without an account that are limited otherwise are reported, and other proxies flagged', () => {
    expect(changesBy(['perClient: 20', 'perClient: 40'])).toMatchObject([
      { kind: 'public-calls-changed', to: '40 of one client and 5000 in all' },
    ]);
    expect(changesBy(['proxies: []', 'proxies: [203.0.113.0/24]'])).toMatchObject([
      { kind: 'proxies-changed', to: '203.0.113.0/24', widening: 'fewer-safeguards' },
    ]);
  });

  test('that no longer wait for approval are flagged', () => {
    const strict = edited(['approvals: 0', 'approvals: 1']);

    expect(changesOf(strict, example)).toMatchObject([
      { kind: 'approvals-changed', from: 1, to: 0, widening: 'weaker-gate' },
    ]);
  });
});

describe('law', () => {
  test('that asks less of the people who move under it is flagged', () => {
    expect(changesBy(['    DE: gdpr', '    DE: ccpa'])).toEqual([
      {
        kind: 'residences-moved',
        residences: ['DE'],
        from: 'gdpr',
        to: 'ccpa',
        wider: true,
        lost: ['restriction', 'objection', 'withdraw-consent'],
        widening: 'wider-use',
      },
    ]);
    expect(changesBy(['    US-CA: ccpa', '    US-CA: ccpa\n    US-NY: ccpa'])).toMatchObject([
      { residences: ['US-NY'], from: 'gdpr', to: 'ccpa', widening: 'wider-use' },
    ]);
  });

  test('another law that asks as much and gives fewer rights takes them', () => {
    const { jurisdictions, purposes } = example;
    const alike = Object.entries(purposes).map(
      ([id, purpose]) =>
        [
          id,
          { ...purpose, legalBasis: { ...purpose.legalBasis, ccpa: purpose.legalBasis['gdpr'] } },
        ] as const,
    );
    const before = { ...example, purposes: Object.fromEntries(alike) } as Policy;
    const residences = { ...jurisdictions.residences, DE: 'ccpa' } as const;
    const after = { ...before, version: 'x', jurisdictions: { ...jurisdictions, residences } };

    expect(changesOf(before, after)).toMatchObject([
      { kind: 'residences-moved', wider: false, widening: 'fewer-rights' },
    ]);
  });

  test.each([
    ['sooner', '44, unit: calendar-days', 'shorter', undefined],
    ['later', '50, unit: calendar-days', 'longer', 'fewer-rights'],
  ])('whose answer is due %s is told, and flagged where people wait longer', (_, to, ...flag) => {
    const changes = changesBy([
      '{amount: 45, unit: calendar-days}, ack',
      `{amount: ${to}}, ack`,
      'jurisdictions.yaml',
    ]);

    const [direction, widening] = flag;
    expect(changes).toMatchObject([{ kind: 'clock-changed', jurisdiction: 'ccpa', direction }]);
    expect(changes[0]?.widening).toBe(widening);
  });

  test('that people can object under is no wider use than one on which they could (FADP Art. 30(2)(b))', () => {
    const { jurisdictions, purposes } = example;
    const based = (ch: 'notice' | 'contract') =>
      ({
        ...example,
        version: ch,
        purposes: {
          ...purposes,
          safety: {
            ...purposes['safety']!,
            legalBasis: { gdpr: { basis: 'legitimate-interests' }, 'ch-fadp': { basis: ch } },
          },
        },
      }) as Policy;
    const under = (law: 'gdpr' | 'ch-fadp', policy: Policy): Policy => ({
      ...policy,
      version: law,
      purposes: { safety: policy.purposes['safety']! },
      jurisdictions: { ...jurisdictions, residences: { ...jurisdictions.residences, CH: law } },
    });
    const moved = (ch: 'notice' | 'contract') =>
      changesOf(under('gdpr', based(ch)), under('ch-fadp', based(ch))).find(
        ({ kind }) => kind === 'residences-moved',
      );

    expect(moved('notice')).toMatchObject({ wider: false });
    expect(moved('contract')).toMatchObject({ wider: true, widening: 'wider-use' });
  });

  test('that loses a right is flagged', () => {
    const to = altered(['law', 'gdpr', 'rights', 'objection'], undefined);

    expect(changesOf(example, to)).toEqual([
      { kind: 'right-removed', jurisdiction: 'gdpr', right: 'objection', widening: 'fewer-rights' },
    ]);
  });
});

describe('issuers', () => {
  const login = { issuer: 'https://login.example.com', audience: 'custos' };

  test.each<[string, Edit, object]>([
    [
      'that are new',
      [
        'issuers:\n',
        'issuers:\n  - {issuer: https://other.example.com, audience: x, caller: staff}\n',
      ],
      { kind: 'issuer-added', caller: 'staff', scopes: [], widening: 'new-issuer' },
    ],
    [
      'whose scopes come to more',
      ['        - custos/requests\n', '        - custos/requests\n        - custos/operators\n'],
      {
        kind: 'issuer-scopes-changed',
        added: ['privacy-team -> custos/operators'],
        widening: 'wider-access',
      },
    ],
    [
      'whose keys come from elsewhere',
      [
        '    audience: custos\n    caller: subject',
        '    audience: custos\n    caller: subject\n    jwksUri: https://keys.example.com/jwks',
      ],
      { kind: 'issuer-keys-changed', ...login, widening: 'new-issuer' },
    ],
    [
      'that need no second factor any more',
      ['    amr: [mfa]\n', ''],
      { kind: 'issuer-factors-changed', to: undefined, weaker: true, widening: 'wider-access' },
    ],
    [
      'that may name another factor',
      ['    amr: [mfa]\n', '    amr: [mfa, pwd]\n'],
      { kind: 'issuer-factors-changed', weaker: true, widening: 'wider-access' },
    ],
    [
      'whose tokens live longer',
      [
        '    audience: custos\n    caller: service',
        '    audience: custos\n    maximumTokenLife: PT48H\n    caller: service',
      ],
      { kind: 'issuer-token-life-changed', direction: 'longer', widening: 'wider-access' },
    ],
    [
      'that no longer link by e-mail',
      ['emailAuthoritative: true', 'emailAuthoritative: false'],
      { kind: 'issuer-email-changed', ...login, to: false },
    ],
    [
      'that sign in somebody else',
      ['    caller: service', '    caller: staff'],
      { kind: 'issuer-caller-changed', from: 'service', to: 'staff', widening: 'wider-access' },
    ],
  ])('%s are told', (_title, change, expected) => {
    expect(changesBy(change)).toMatchObject([expected]);
  });

  test('that map nothing any more are flagged: their own names count', () => {
    expect(changesBy(['    scopeMap:\n      openid:\n        - custos/self\n', ''])).toMatchObject([
      { kind: 'issuer-scopes-changed', unmapped: true, widening: 'wider-access' },
    ]);
  });
});
