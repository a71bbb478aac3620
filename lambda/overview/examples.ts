/** `GET /v1/me/data`. */
export const dataExample = {
  items: [
    {
      category: 'prompt-text',
      title: 'Prompts',
      count: 1_815,
      oldest: '2026-10-25',
      newest: '2026-11-24',
      months: [
        { month: '2026-10', count: 310 },
        { month: '2026-11', count: 1_505 },
      ],
      purposes: [
        {
          purpose: 'service-provision',
          title: 'Answering what you ask',
          legalBasis: 'contract',
          retention: 'P7D',
        },
      ],
      retention: { period: 'P30D', own: 'P7D', applies: 'P7D' },
      source: 'provided',
      sources: [
        {
          recipient: 'credit-agency',
          name: 'Credit Agency GmbH',
          since: '2026-11-24T10:00:00.000Z',
          informBy: '2026-12-28',
        },
      ],
      recipients: [
        {
          recipient: 'model-host',
          name: 'Model Host GmbH',
          role: 'processor',
          country: 'DE',
          transferMechanism: 'none-needed',
          disclosures: {
            count: 3,
            oldest: '2026-11-02T08:30:00.000Z',
            newest: '2026-11-24T09:58:00.000Z',
          },
        },
      ],
    },
  ],
  measurements: [
    {
      measure: 'answer-ratings',
      title: 'Ratings of answers',
      purpose: 'aggregates',
      category: 'feedback',
      period: '2026-W48',
      countedAfter: '2026-11-29T23:00:00.000Z',
      expiresAt: '2026-12-06T23:00:00.000Z',
    },
  ],
  trainedOn: [
    {
      trainingSetId: '0193f1c0-6b20-7a11-8c3d-4e5f60718299',
      purpose: 'training',
      title: 'Training of models',
      records: 40,
      since: '2026-11-21T10:00:00.000Z',
      state: 'ready',
      models: [
        {
          name: 'answer-ranking',
          version: '4.1.0',
          title: 'Ranking of answers',
          state: 'approved',
          trainedAt: '2026-11-22T10:00:00.000Z',
        },
      ],
    },
  ],
} as const;

/** `GET /v1/me/activity`. */
export const activityExample = {
  items: [
    {
      activityId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12',
      at: '2026-11-24T10:00:00.000Z',
      kind: 'staff-access',
      codes: {
        role: 'privacy-team',
        operation: 'readRequest',
        requestId: '019ab3f0-6b1c-7f10-8a35-2d2f0d6c9b01',
      },
      ledger: { entryId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11', type: 'staff.read' },
    },
    {
      activityId: '019ab3cd-5c00-7000-8000-000000000000',
      at: '2026-11-24T00:00:00.000Z',
      kind: 'retention-deletion',
      codes: { counts: { 'prompt-text': 12, 'usage-log': 40 } },
    },
  ],
} as const;
