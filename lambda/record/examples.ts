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

const ofMedia = {
  recordId: '019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58',
  content: null,
  media: {
    contentType: 'image/jpeg',
    bytes: 482_133,
    sha256: 'd7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592',
  },
};
/** A record that is a file, beside one that is none. */
export const exampleServedMedia = {
  ...{ ...exampleServed, ...ofMedia },
  media: {
    ...ofMedia.media,
    link: {
      url: `/v1/media/content/${'x'.repeat(43)}`,
      expiresAt: '2026-11-24T10:15:00.000Z',
    },
  },
};
export const exampleOwnMedia = { ...exampleOwn, ...ofMedia };
