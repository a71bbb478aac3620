import { newSubjectId } from '../../lambda/value/ids.ts';
import { milliseconds, seconds, toRfc3339 } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { exportFacts } from '../../lambda/export/facts.ts';
import type { Found } from '../../lambda/export/facts.ts';
import type { CategoryContents } from '../../lambda/export/files.ts';
import { exportPage } from '../../lambda/export/page.ts';
import type { PageContents } from '../../lambda/export/page-contents.ts';
import { speech } from '../../lambda/export/words.ts';
import type { ExportLanguage } from '../../lambda/export/words.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import type { Subject } from '../../lambda/subject/model/subject.ts';
import { examplePolicy } from '../support/example-policy.ts';

export const policy = examplePolicy;
export const today = milliseconds(Date.parse('2026-11-24T11:00:00Z'));

/** What was found of one person, and what their page lists. */
export interface Held {
  readonly found: Found;
  readonly listed: Pick<
    PageContents,
    'identifiers' | 'details' | 'consents' | 'requests' | 'activity' | 'files' | 'systems'
  >;
}

export const subject = (overrides: Partial<Subject> = {}): Subject => ({
  subjectId: newSubjectId(),
  status: 'active',
  version: 1,
  settings: untouched,
  restrictedPurposes: [],
  heldCategories: [],
  createdAt: milliseconds(Date.parse('2026-02-03T08:30:00Z')),
  ...overrides,
});

const seen = (category: string, purposes: Record<string, number>) => ({
  category,
  count: Math.max(...Object.values(purposes)),
  oldest: '2026-10-28T09:00:00.000Z',
  newest: '2026-11-23T21:15:00.000Z',
  pastEnd: 0,
  purposes,
  endFor: Object.fromEntries(
    Object.keys(purposes).map((purpose) => [
      purpose,
      { kind: 'ends', until: '2028-11-23T21:15:00.000Z' } as const,
    ]),
  ),
  keptBy: {},
  sources: [],
  files: ['jsonl', 'csv'].map((ending) => ({
    path: `data/${category}.${ending}`,
    sha256: '0'.repeat(64),
    bytes: 1,
  })),
  preview: [],
});

export const contents = (
  category: string,
  purposes: Record<string, number>,
  overrides: Partial<CategoryContents> = {},
): CategoryContents => ({
  ...seen(category, purposes),
  firstEnd: '2026-11-27T09:00:00.000Z',
  lastEnd: '2028-11-23T21:15:00.000Z',
  ...overrides,
});

export const found = (overrides: Partial<Found> = {}): Found => ({
  subject: subject(),
  jurisdictions: ['gdpr'],
  contents: [],
  disclosed: [],
  consents: { count: 0 },
  requests: { count: 0 },
  ...overrides,
});

const files = (categories: readonly CategoryContents[]): PageContents['files'] => [
  ...categories.flatMap((each) => each.files),
  ...['consents.jsonl', 'notices.json', 'requests.jsonl', 'account.json', 'purposes.json'].map(
    (path) => ({ path, sha256: '0'.repeat(64), bytes: 1 }),
  ),
];

export const empty: Held = {
  found: found(),
  listed: {
    identifiers: [{ type: 'email', value: 'nobody@example.org' }],
    ...{ details: {}, consents: [], requests: [], activity: [], files: files([]), systems: [] },
  },
};

/** As it is written of what a hold or a restriction keeps: no day stands anywhere. */
export const retained = (
  by: 'legal-hold' | 'restriction',
  category: string,
  purposes: Record<string, number>,
  overrides: Partial<CategoryContents> = {},
): CategoryContents => {
  const all = seen(category, purposes);
  const ends = Object.keys(purposes).map((id) => [id, { kind: 'kept', keptBy: by } as const]);
  const endFor = Object.fromEntries(ends);
  return { ...all, keptBy: { [by]: all.count }, endFor, ...overrides };
};

const untilOwnEnd = { kind: 'ends', until: '2026-11-30T21:15:00.000Z' } as const;

const richContents = [
  contents(
    'prompt-text',
    { 'service-provision': 212, inference: 212, improvement: 40 },
    {
      lastEnd: untilOwnEnd.until,
      endFor: {
        'service-provision': untilOwnEnd,
        inference: untilOwnEnd,
        improvement: untilOwnEnd,
      },
      sources: [
        { source: 'web', count: 180 },
        { source: 'Android app', count: 32 },
      ],
      preview: [
        { collectedAt: '2026-11-23T21:15:00.000Z', text: 'text: Plan a weekend in Lisbon.' },
        { collectedAt: '2026-11-22T07:02:00.000Z', text: 'Was koche ich heute mit Lauch?' },
        { collectedAt: '2026-11-20T18:44:00.000Z', text: 'Explain entropy to a child of seven.' },
      ],
    },
  ),
  retained(
    'legal-hold',
    'usage-log',
    { 'service-provision': 998, safety: 998 },
    {
      preview: [
        {
          collectedAt: '2026-11-23T21:15:00.000Z',
          text: 'ip: 192.0.2.0\ndeviceId: 5f0c1d\nagent: Firefox',
        },
      ],
    },
  ),
  retained('restriction', 'feedback', { support: 1 }, { oldest: '2026-11-23T21:15:00.000Z' }),
];

const memory: Held['listed']['systems'][number] = {
  ...{ system: 'memory', title: 'Conversation memory', status: 'done' },
  counts: { 'prompt-text': 14, 'output-text': 0 },
  files: [{ path: 'systems/memory/prompt-text.jsonl', sha256: '0'.repeat(64), bytes: 1 }],
};

const systems: Held['listed']['systems'] = [
  memory,
  { system: 'vectors', title: 'Vector index', status: 'done', counts: { feedback: 0 }, files: [] },
  {
    ...{ system: 'weights', title: 'Model weights', status: 'cannot', ground: 'not-possible' },
    runBy: {
      name: 'Example Models Inc.',
      subProcessors: [{ name: 'Example Compute LLC', country: 'US', does: 'Runs the computers.' }],
    },
    cannot: {
      ground: 'not-possible',
      reason: 'Weights are numbers that cannot be told apart by person.',
      reference: 'Model card, section 4',
    },
    files: [],
  },
  { system: 'tickets', title: 'Tickets', status: 'waiting-for-answer', files: [] },
  {
    ...{ system: 'archive', title: 'Archive', status: 'waiting-for-staff', error: 'unreachable' },
    files: [],
  },
  { system: 'paper', title: 'Paper files', status: 'done', files: [] },
];

export const rich: Held = {
  found: found({
    subject: subject({
      residence: 'US-CA',
      declaredResidence: 'DE',
      ageBand: 'adult',
      settings: { ...untouched, retention: { 'prompt-text': 'P7D' }, training: 'off' },
      restrictedPurposes: ['support'],
      heldCategories: ['usage-log'],
    }),
    jurisdictions: ['gdpr', 'ccpa'],
    contents: richContents,
    disclosed: [
      {
        recipient: 'annotation-partner',
        purposes: ['improvement'],
        categories: ['prompt-text'],
        count: 3,
        oldest: '2026-11-02T10:00:00.000Z',
        newest: '2026-11-21T10:00:00.000Z',
      },
    ],
    consents: { count: 3, until: seconds(Date.parse('2035-11-28T10:00:00Z') / 1000) },
    requests: { count: 2, until: seconds(Date.parse('2028-11-24T11:00:00Z') / 1000) },
    withheld: [
      {
        ...{ category: 'safety-score', count: 2, ground: 'legal-obligation' },
        ...{ reference: 'GDPR Art. 17(3)(b)', until: '2031-02-03T08:30:00.000Z' },
      },
    ],
  }),
  listed: {
    identifiers: [
      { type: 'oidc', value: '00u4711', issuer: 'https://login.example.com' },
      { type: 'email', value: 'ada@example.org' },
      { type: 'device-id', value: 'a-device' },
    ],
    consents: [
      {
        at: '2026-11-10T10:00:00.000Z',
        purpose: 'improvement',
        state: 'given',
        notice: {
          title: 'Improving the assistant with your conversations',
          version: '3f6c2a9d1e4b5a70',
          file: 'notices/improvement-3f6c2a9d1e4b5a70-de.md',
        },
      },
      {
        at: '2026-03-10T10:00:00.000Z',
        purpose: 'training',
        state: 'refused',
        notice: { title: 'Privacy notice of the assistant', version: '0011223344556677' },
      },
      { at: '2026-03-01T10:00:00.000Z', purpose: 'profiling', state: 'withdrawn' },
    ],
    requests: [
      { receivedAt: '2026-11-24T10:00:00.000Z', kind: 'access', status: 'in-progress' },
      { receivedAt: '2026-08-24T10:00:00.000Z', kind: 'portability', status: 'completed' },
    ],
    details: { contact: { type: 'email', value: 'ada@example.org' } },
    activity: [
      {
        ...{ at: '2026-11-21T10:00:00.000Z', kind: 'disclosure' },
        ...{ recipients: ['annotation-partner'], purposes: ['improvement'] },
        categories: ['prompt-text'],
      },
      {
        ...{ at: '2026-11-20T10:00:00.000Z', kind: 'retention-deletion' },
        categories: ['output-text', 'usage-log'],
      },
    ],
    files: [...files(richContents), ...memory.files],
    systems,
  },
};

export const markup = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&</td></table>';
export const rightToLeft = '\u202Eevil \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627';
const longWord = 'Donaudampfschifffahrtsgesellschaft'.repeat(12);

const hostileContents = [
  contents(
    'prompt-text',
    { 'service-provision': 4, 'a-purpose-given-up-since': 1 },
    {
      sources: [{ source: markup, count: 1 }],
      preview: [markup, rightToLeft, longWord, `${'\n'.repeat(40)}\u0000\u0007`].map((text) => ({
        collectedAt: '2026-11-23T21:15:00.000Z',
        text,
      })),
    },
  ),
  contents(longWord.slice(0, 60).toLowerCase(), { support: 1 }),
];

/** What a person can write that a page might stumble over. */
export const hostile: Held = {
  found: found({ contents: hostileContents }),
  listed: {
    identifiers: [
      { type: 'user-id', value: markup },
      { type: 'oidc', value: longWord, issuer: rightToLeft },
    ],
    consents: [{ at: '2026-03-01T10:00:00.000Z', purpose: longWord, state: 'given' }],
    requests: [],
    activity: [],
    details: { contact: { type: 'phone', value: markup } },
    files: files(hostileContents),
    systems: [{ ...memory, title: longWord, counts: { [longWord]: 1 } }],
  },
};

export function pageOf(stored: Held, language: ExportLanguage, its: Policy = policy): string {
  return exportPage({
    speech: speech(language, its.controller.timeZone),
    policyLanguage: its.language,
    law: its.law,
    generatedAt: toRfc3339(today),
    facts: exportFacts(its, language, stored.found, today),
    subject: stored.found.subject,
    ...stored.listed,
  });
}
