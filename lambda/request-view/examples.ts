import type { RequestView } from './contract.ts';

const requestId = '0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60';
export const examplePath = { requestId };
export const exampleToken = `cft_${requestId}.c29tZS1yYW5kb20tYnl0ZXMtb2YtdGhlLXRva2VuLi4`;

/** An access request at its start. */
export const exampleReceived = {
  requestId,
  kind: 'access',
  status: 'in-progress',
  receivedAt: '2026-11-24T10:00:00.000Z',
  dueAt: '2026-12-24T22:59:59.999Z',
  jurisdiction: 'gdpr',
  clock: { state: 'running', pauses: [] },
  tasks: [{ system: 'custos', status: 'running' }],
  timeline: [
    { at: '2026-11-24T10:00:00.000Z', event: 'received' },
    { at: '2026-11-24T10:00:00.000Z', event: 'in-progress' },
  ],
} as const satisfies RequestView;
/** The same, for staff: nothing is to be decided. */
export const exampleForStaff = { ...exampleReceived, acts: { others: [] } } as const;
export const exampleOfPerson = {
  ...exampleForStaff,
  subject: {
    identities: [{ type: 'email', value: 'ada@example.org', assurance: 'issuer-verified' }],
    residence: 'DE',
  },
  reason: 'I would like to know what you hold about me.',
} as const;
const closed = { clock: { state: 'stopped', pauses: [] } } as const;
const ended = (event: 'completed' | 'cancelled' | 'denied') =>
  [...exampleReceived.timeline, { at: '2026-11-24T10:00:40.000Z', event }] as const;

/** The same, with its export ready. */
export const exampleCompleted = {
  ...exampleReceived,
  ...closed,
  status: 'completed',
  tasks: [{ system: 'custos', status: 'completed', counts: { 'prompt-text': 50 } }],
  export: {
    sha256: '0a4f'.repeat(16),
    bytes: 18_230,
    expiresAt: '2026-12-01T10:00:40.000Z',
    downloads: 0,
  },
  timeline: [...ended('completed')],
} as const;
export const exampleCancelled = {
  ...exampleReceived,
  ...closed,
  status: 'cancelled',
  tasks: [{ system: 'custos', status: 'cancelled' }],
  timeline: [...ended('cancelled')],
} as const;
export const exampleDenied = {
  ...exampleCancelled,
  status: 'denied',
  refusal: {
    reasons: ['manifestly-excessive'],
    remedies: { authority: 'https://authority.example.org', court: 'https://court.example.org' },
  },
  timeline: [...ended('denied')],
} as const;
const waiting = {
  ...exampleReceived,
  status: 'approval-required',
  tasks: [{ system: 'custos', status: 'waiting' }],
} as const;
export const exampleExtended = {
  ...waiting,
  dueAt: '2027-02-24T22:59:59.999Z',
  clock: { state: 'running', pauses: [], extension: { ground: 'complexity', times: 1 } },
} as const;
export const examplePaused = {
  ...waiting,
  jurisdiction: 'uk-gdpr',
  clock: {
    state: 'paused',
    pauses: [{ ground: 'clarification-needed', from: '2026-11-25T10:00:00.000Z' }],
  },
} as const;
/** A choice about purposes, carried out at once. */
export const exampleOptOut = {
  ...exampleReceived,
  ...closed,
  kind: 'opt-out-sale-share',
  status: 'completed',
  jurisdiction: 'ccpa',
  tasks: [{ system: 'custos', status: 'completed' }],
  choices: [
    {
      purpose: 'improvement',
      state: 'refused',
      effect: 'processing-stopped',
      receiptId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11',
    },
  ],
  timeline: [...exampleReceived.timeline, { at: exampleReceived.receivedAt, event: 'completed' }],
} as const;
export const exampleLifting = {
  ...exampleReceived,
  ...closed,
  kind: 'restriction',
  status: 'completed',
  tasks: [{ system: 'custos', status: 'completed' }],
  restriction: { purposes: ['improvement'], inForce: true, liftsAt: '2026-12-08T10:00:00.000Z' },
  timeline: [
    ...exampleReceived.timeline,
    { at: exampleReceived.receivedAt, event: 'completed' },
    { at: '2026-12-01T10:00:00.000Z', event: 'lifting-announced' },
  ],
} as const;
export const exampleExempt = {
  ...exampleLifting,
  restriction: { purposes: ['improvement'], inForce: true },
  timeline: [
    ...exampleLifting.timeline,
    { at: '2026-12-02T10:00:00.000Z', event: 'lifting-called-off' },
  ],
} as const;
export const exampleLink = {
  url: 'https://exports.example.org/0193f1c0?signature=0a4f',
  sha256: '0a4f'.repeat(16),
  expiresAt: '2026-11-24T10:16:00.000Z',
};
/** A request for rectification whose only correction was accepted. */
export const exampleRectified = {
  ...exampleReceived,
  ...closed,
  kind: 'rectification',
  status: 'completed',
  tasks: [{ system: 'custos', status: 'completed' }],
  corrections: [
    {
      number: 1,
      category: 'memories',
      state: 'applied',
      decision: 'accept',
      decidedAt: '2026-11-26T09:00:00.000Z',
      counts: { changed: 3, removed: 0, withheld: [] },
    },
  ],
  restriction: { inForce: false },
  timeline: [
    ...exampleReceived.timeline,
    { at: '2026-11-26T09:00:00.000Z', event: 'correction-accepted' },
    { at: '2026-11-26T09:00:00.000Z', event: 'correction-applied' },
    { at: '2026-11-26T09:00:00.000Z', event: 'completed' },
  ],
} as const;
/** An appeal that has just come in. */
export const exampleAppealed = {
  ...exampleReceived,
  kind: 'appeal',
  about: '0193f1c0-1b2c-7c3a-9d2e-5a7e3d4e5f60',
} as const;
/** A complaint that was answered, as staff see it. */
export const exampleAnswered = {
  ...exampleReceived,
  ...closed,
  kind: 'complaint',
  status: 'completed',
  tasks: [{ system: 'custos', status: 'completed' }],
  answer: {
    outcome: 'upheld',
    at: '2026-11-26T09:00:00.000Z',
    explanation: 'You were right to complain.',
    remedies: { authority: 'https://authority.example.org', court: 'https://court.example.org' },
  },
  timeline: [...exampleReceived.timeline, { at: '2026-11-26T09:00:00.000Z', event: 'completed' }],
} as const;
/** An erasure that one system has not carried out yet, as staff see it. */
export const exampleWithSystems = {
  ...exampleReceived,
  kind: 'erasure',
  tasks: [
    { system: 'custos', status: 'running' },
    {
      system: 'memory',
      status: 'completed',
      action: 'erase',
      counts: { 'prompt-text': 12 },
      found: { 'prompt-text': 12 },
      left: {},
      selectors: ['user-id'],
      control: { before: 7, after: 7 },
      answerBy: '2026-12-01T10:00:00.000Z',
      endedAt: '2026-11-24T10:00:09.000Z',
    },
    {
      system: 'crm',
      status: 'waiting-for-staff',
      action: 'erase',
      error: 'unreachable',
      answerBy: '2026-12-01T10:00:00.000Z',
    },
  ],
} as const;
