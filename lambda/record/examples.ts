export const exampleBody = {
  subject: { type: 'user-id', value: 'u-4711' },
  category: 'prompt-text',
  purposes: ['service-provision'],
  content: { text: 'Plan a weekend in Lisbon.' },
  collectedAt: '2026-11-24T10:00:00Z',
};
export const exampleId = '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11';
export const exampleServed = {
  recordId: exampleId,
  category: 'prompt-text',
  content: { text: 'Plan a weekend in Lisbon.' },
  collectedAt: '2026-11-24T10:00:00.000Z',
  expiresAt: '2026-12-24T10:00:00.000Z',
};
export const exampleOwn = { ...exampleServed, purposes: ['service-provision'], source: 'chat' };
