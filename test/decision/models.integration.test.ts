import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openModels } from '../../lambda/model/register/store.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { ModelState } from '../../lambda/value/models.ts';
import { storeModel } from '../model/stored-model.ts';
import { assistant, byUserId, openSubjectFixture } from '../subject/subject-fixture.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';

let people: SubjectFixture;
let subject: ReturnType<typeof byUserId>;
beforeAll(async () => {
  people = await openSubjectFixture();
  subject = byUserId();
  await people.post('/v1/subjects', { subject });
  for (const state of ['planned', 'trained', 'approved', 'deployed', 'retired'] as const) {
    await storeModel(people.deps, { name: 'ranking', version: state }, state);
  }
});
afterAll(() => people.stop());

const question = { purpose: 'service-provision', category: 'prompt-text' };
interface Answered {
  readonly decision: string;
  readonly reasons: readonly string[];
  readonly validUntil: string;
  readonly items: readonly Answered[];
}
const ask = async (body: object) => {
  const sent = { method: 'POST', path: '/v1/decisions', body, caller: assistant };
  const { status, body: answered } = await people.send(sent);
  return { status, body: answered as unknown as Answered };
};
const about = (model?: string) => ({ subject, ...question, ...(model !== undefined && { model }) });

describe('a decision that names a model', () => {
  test.each<[ModelState, readonly string[]]>([
    ['planned', ['model-not-approved']],
    ['trained', ['model-not-approved']],
    ['approved', []],
    ['deployed', []],
    ['retired', ['model-retired']],
  ])('that is %s', async (state, reasons) => {
    const { status, body } = await ask(about(`ranking/${state}`));

    expect([status, body.decision, body.reasons]).toEqual([
      200,
      reasons.length === 0 ? 'permit' : 'deny',
      reasons,
    ]);
  });

  test.each([
    'ranking/9',
    'ranking',
    'Ranking/approved',
    'a/b/c',
    '../approved',
    'ranking/approved ',
  ])('that the register does not have is denied: %j', async (model) => {
    const { body } = await ask(about(model));

    expect([body.decision, body.reasons]).toEqual(['deny', ['model-unknown']]);
  });

  test('is entered as denied without the name of the model', async () => {
    await ask(about('ranking/unheard-of'));

    const rows = await people.rows(outbox);
    expect(rows.filter(({ codes }) => JSON.stringify(codes).includes('model-unknown'))).not.toEqual(
      [],
    );
    expect(JSON.stringify(rows)).not.toContain('unheard-of');
  });

  test('is cached for a minute at most, because a model can be retired', async () => {
    const seconds = async (model?: string) => {
      // What no setting of the person switches off, either.
      const { body } = await ask({ ...about(model), storing: false });
      return (Date.parse(body.validUntil) - Date.now()) / 1000;
    };

    expect(await seconds('ranking/approved')).toBeLessThanOrEqual(60);
    expect(await seconds()).toBeGreaterThan(60);
  });

  test('follows the register at once', async () => {
    await storeModel(people.deps, { name: 'short', version: '1' }, 'approved');
    expect((await ask(about('short/1'))).body.decision).toBe('permit');

    await openModels(people.deps).change({ name: 'short', version: '1' }, (model) =>
      Promise.resolve({ kind: 'change', model: { ...model, state: 'retired' } }),
    );

    expect((await ask(about('short/1'))).body.reasons).toEqual(['model-retired']);
  });

  test('may be one of several, each with its own model or none', async () => {
    const models = ['ranking/approved', 'ranking/retired', undefined, 'ranking/approved'];

    const { body } = await ask({ items: models.map(about) });

    expect(body.items.map(({ reasons }) => reasons)).toEqual([[], ['model-retired'], [], []]);
  });

  test('beside items is rejected', async () => {
    const { status } = await ask({ items: [about()], model: 'ranking/approved' });

    expect(status).toBe(422);
  });
});
