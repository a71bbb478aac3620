import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../lambda/platform/http/app.ts';
import { decidedCategory, pseudonymisedCategory } from '../../lambda/policy/categories.ts';
import { originOf } from '../../lambda/record/model/origin.ts';
import { set } from '../retention/sweeping.ts';
import type { Person } from './calls.ts';
import { correct, mine, writeRequest, query, newPerson, write } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';
import { runs } from '../support/runs.ts';

let fixture: RecordFixture;
let app: App;
let ada: Person;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
  app = fixture.recordApp();
  // Under this law everything may be stored before the person has said anything.
  ada = await newPerson(fixture, 'US-CA');
});
afterAll(() => fixture.stop());

const store = async (category: string, purposes: readonly string[], more: object = {}) =>
  (await write(app, writeRequest(ada, { category, purposes, content: { score: 0.97 }, ...more })))
    .body;
const contentFor = async (purpose: string, recordId: string): Promise<unknown> => {
  const { body } = await query(app, { subject: ada.subject, purpose, limit: 100 });
  const found = body.items.find((item) => item.recordId === recordId);
  return (found as { content?: unknown } | undefined)?.content;
};

describe('what a person did not provide', () => {
  test.each([
    ['usage-log', ['aggregates'], 'observed'],
    ['output-text', ['service-provision'], 'inferred'],
  ])('%s is neither corrected nor deleted at once', async (category, purposes, origin) => {
    const { recordId } = await store(category, purposes);

    const corrected = await correct(app, ada, recordId, { score: 0 }, '*');
    const deleted = await mine(app, ada, 'DELETE', recordId);

    const problem = { status: 409, type: 'urn:custos:problem:formal-request-required', origin };
    expect(corrected.body).toMatchObject({ ...problem, requestKind: 'rectification' });
    expect(deleted.body).toMatchObject({ ...problem, requestKind: 'erasure' });
    for (const { body } of [corrected, deleted]) expect(body.detail).toContain('/v1/me/requests');
    expect(await contentFor(purposes[0]!, recordId)).toEqual({ score: 0.97 });
  });

  test.each(['observed', ' Inferred '])(
    'stays so in a category of provided data when the record says "%s"',
    async (source) => {
      const { recordId } = await store('prompt-text', ['inference'], { source });

      const { status } = await mine(app, ada, 'DELETE', recordId);

      expect(status).toBe(409);
    },
  );

  test('is no statement of the person either where the policy has no such category any more', () => {
    expect(originOf(fixture.policy, { category: 'gone' })).toBe('observed');
    expect(originOf(fixture.policy, { category: 'constructor' })).toBe('observed');
    expect(originOf(fixture.policy, { category: 'safety-score', source: 'provided' })).toBe(
      'inferred',
    );
    expect(originOf(fixture.policy, { category: 'unclassified' })).toBe('provided');
  });
});

describe('GDPR Art. 17(3)(b): what an erasure would keep', () => {
  test('is not deleted: the answer names the ground and until when', async () => {
    const { recordId, expiresAt } = await store('safety-score', ['safety']);

    const { body } = await mine(app, ada, 'DELETE', recordId);

    expect(body).toMatchObject({
      ...{ status: 409, type: 'urn:custos:problem:deletion-suspended' },
      ...{ ground: 'legal-obligation', until: expiresAt },
    });
    expect(await contentFor('safety', recordId)).toEqual({ score: 0.97 });
  });

  test('is exempt as it is, and everything else that was provided obeys its person', async () => {
    // Provided data that a duty keeps: no category of the example is so.
    const { categories, purposes } = fixture.policy;
    const withholding = fixture.recordApp(undefined, {
      ...fixture.policy,
      purposes: {
        ...purposes,
        support: {
          ...purposes['support']!,
          withhold: { ground: 'legal-claims', reference: 'GDPR Art. 17(3)(e)' },
        },
      },
    });
    const uses = Object.entries(purposes).flatMap(([purpose, rule]) =>
      rule.categories
        // What systems decide, and the values behind pseudonyms, have routes of their own.
        .filter((category) => ![decidedCategory, pseudonymisedCategory].includes(category))
        // Without consent nothing of these is stored.
        .filter(() => rule.legalBasis['ccpa']?.basis !== 'consent')
        .map((category) => ({ category, purpose })),
    );
    const others = Object.entries(purposes).map(([purpose, rule]) => ({ purpose, rule }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...uses),
        fc.constantFrom(...others),
        fc.constantFrom(undefined, 'chat', 'observed', 'inferred'),
        fc.boolean(),
        fc.boolean(),
        async ({ category, purpose }, other, source, stored, corrects) => {
          const more = other.rule.categories.includes(category) ? [other.purpose] : [];
          const serves = [...new Set([purpose, ...more])];
          const subject = await newPerson(fixture, 'US-CA');
          const content = { text: 'first' };
          const asked = { category, purposes: serves, content, ...(source && { source }) };
          const { body } = await write(withholding, writeRequest(subject, asked));
          if (stored) await set(fixture, subject.subjectId, { heldCategories: [category] });
          const isKept = stored || serves.some((one) => ['safety', 'support'].includes(one));
          const isProvided =
            categories[category]!.source === 'provided' &&
            !['observed', 'inferred'].includes(source ?? '');

          const next = { text: 'second' };
          const answer = corrects
            ? await correct(withholding, subject, body.recordId, next, '*')
            : await mine(withholding, subject, 'DELETE', body.recordId);
          const left = await mine(withholding, subject, 'GET', body.recordId);

          if (isKept || !isProvided) {
            expect(answer.status).toBe(409);
            expect(left.body.content).toEqual(content);
            if (isKept && !corrects) {
              expect((answer.body as { ground?: string }).ground).toBeDefined();
            }
          } else {
            expect(answer.status).toBe(corrects ? 200 : 204);
            expect(left.status).toBe(corrects ? 200 : 404);
            if (corrects) expect(left.body.content).toEqual(next);
          }
        },
      ),
      { numRuns: runs(20) },
    );
  });

  test('is the same as an erasure keeps, for every use of the policy', async () => {
    const subject = await newPerson(fixture, 'US-CA');
    const ids = new Map<string, string>();
    for (const [purpose, { categories }] of Object.entries(fixture.policy.purposes)) {
      for (const category of categories) {
        const { body } = await write(app, writeRequest(subject, { category, purposes: [purpose] }));
        ids.set(body.recordId, `${purpose} ${category}`);
      }
    }
    const refused = new Set<string>();
    for (const id of ids.keys()) {
      const { body } = await mine(app, subject, 'DELETE', id);
      if ((body as { ground?: string } | undefined)?.ground !== undefined) refused.add(id);
    }

    await fixture.records.resealWithheld(subject.subjectId);
    const retained = await Array.fromAsync(fixture.records.readWithheld(subject.subjectId));

    expect(refused.size).toBeGreaterThan(0);
    expect(new Set(retained.map(({ recordId }) => recordId))).toEqual(refused);
  });
});
