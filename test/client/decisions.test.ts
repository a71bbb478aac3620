import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDecisions } from '../../client/index.ts';
import { clientOn, json, lost, refusal } from './transport.ts';

const question = {
  subject: { type: 'user-id', value: 'u-1' },
  purpose: 'improvement',
  category: 'prompt-text',
} as const;
const now = Date.parse('2026-11-24T10:00:00Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();

const permit = (validFor: number, basis = 'consent') =>
  json(200, {
    decision: 'permit',
    basis,
    reasons: [],
    obligations: ['do-not-disclose'],
    policyVersion: 'sha256:0',
    decisionId: 'd-1',
    validUntil: inSeconds(validFor),
  });
const deny = json(200, {
  decision: 'deny',
  basis: 'consent',
  reasons: ['consent-withdrawn'],
  obligations: [],
  policyVersion: 'sha256:0',
  decisionId: 'd-2',
  validUntil: inSeconds(60),
});

describe('decisions', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now, toFake: ['Date', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('are requested once and then returned from the cache', async () => {
    const { client, sent } = clientOn([permit(60)]);
    const decisions = createDecisions(client);

    const [first, twin] = await Promise.all([
      decisions.decide(question),
      decisions.decide(question),
    ]);
    const later = await decisions.decide(question);

    expect(first).toMatchObject({ decision: 'permit', obligations: ['do-not-disclose'] });
    expect([twin, later, decisions.cached(question)]).toEqual([first, first, first]);
    expect(sent).toHaveLength(1);
  });

  test('are distinguished by person, purpose and category', async () => {
    const { client, sent } = clientOn([permit(60), deny, deny]);
    const decisions = createDecisions(client);

    await decisions.decide(question);
    const others = [
      await decisions.decide({ ...question, subject: { ...question.subject, issuer: 'crm' } }),
      await decisions.decide({ ...question, purpose: 'safety' }),
    ];

    expect(others.map(({ decision }) => decision)).toEqual(['deny', 'deny']);
    expect(sent).toHaveLength(3);
  });

  test.each([{ model: 'ranking/2' }, { storing: false }, { collectedAt: '2026-11-01T00:00:00Z' }])(
    'are not those of another question: %j',
    async (rest) => {
      const { client, sent } = clientOn([permit(60), deny]);
      const decisions = createDecisions(client);

      await decisions.decide({ ...question, model: 'ranking/1' });
      const other = await decisions.decide({ ...question, model: 'ranking/1', ...rest });

      expect(other.decision).toBe('deny');
      expect(sent).toHaveLength(2);
    },
  );

  test('a permit is valid until validUntil and not a moment longer: expired, it denies', async () => {
    const { client } = clientOn([permit(20)]);
    const decisions = createDecisions(client);
    await decisions.decide(question);

    vi.advanceTimersByTime(19_999);
    expect(decisions.cached(question).decision).toBe('permit');

    vi.advanceTimersByTime(1);
    expect(decisions.cached(question)).toEqual({ decision: 'deny', reasons: ['decision-expired'] });
  });

  test('a permit that rests on consent ends after 60 s, even when the clock was set back', async () => {
    const { client } = clientOn([permit(60)]);
    const decisions = createDecisions(client);
    vi.setSystemTime(now - 3_600_000);
    await decisions.decide(question);

    vi.advanceTimersByTime(59_999);
    expect(decisions.cached(question).decision).toBe('permit');

    vi.advanceTimersByTime(1);
    expect(decisions.cached(question).decision).toBe('deny');
  });

  test('one that rests on a contract may be cached for as long as the API says', async () => {
    const { client } = clientOn([permit(300, 'contract')]);
    const decisions = createDecisions(client);
    await decisions.decide(question);

    vi.advanceTimersByTime(299_999);
    expect(decisions.cached(question).decision).toBe('permit');

    vi.advanceTimersByTime(1);
    expect(decisions.cached(question).decision).toBe('deny');
  });

  test('an expired one is requested again', async () => {
    const { client } = clientOn([permit(60), deny]);
    const decisions = createDecisions(client);
    await decisions.decide(question);

    vi.advanceTimersByTime(60_000);

    expect(await decisions.decide(question)).toEqual({
      decision: 'deny',
      reasons: ['consent-withdrawn'],
    });
  });

  test.each([
    ['a problem', refusal(422, 'invalid-input')],
    ['no answer', lost],
    ['something else', () => new Response('<html>', { status: 502 })],
  ])('%s instead of a decision denies, with the reason', async (_title, answer) => {
    const { client } = clientOn([permit(60), answer], { retry: { attempts: 1 } });
    const decisions = createDecisions(client);
    await decisions.decide(question);
    vi.advanceTimersByTime(60_000);

    const verdict = await decisions.decide(question);

    expect(verdict).toMatchObject({ decision: 'deny', reasons: ['decision-unavailable'] });
    expect(verdict).toHaveProperty('cause');
  });

  test('a decision that was never requested is denied when only the cache is read', () => {
    const decisions = createDecisions(clientOn([]).client);

    expect(decisions.cached(question)).toEqual({ decision: 'deny', reasons: ['decision-unknown'] });
  });

  test('forgetting also applies to a response that has not arrived yet', async () => {
    const { client, sent } = clientOn([permit(60), deny]);
    const decisions = createDecisions(client);

    const early = decisions.decide(question);
    decisions.forget();
    await early;

    expect(decisions.cached(question).decision).toBe('deny');
    expect((await decisions.decide(question)).decision).toBe('deny');
    expect(sent).toHaveLength(2);
  });

  test('the oldest decision is evicted', async () => {
    const { client } = clientOn([permit(60), permit(60)]);
    const decisions = createDecisions(client, { maximum: 1 });

    await decisions.decide(question);
    await decisions.decide({ ...question, purpose: 'safety' });

    expect(decisions.cached(question).decision).toBe('deny');
    expect(decisions.cached({ ...question, purpose: 'safety' }).decision).toBe('permit');
  });
});
