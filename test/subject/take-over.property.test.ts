import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import { assistant, issuer } from './subject-fixture.ts';
import type { WholeApp } from './whole-app.ts';
import { openWholeApp } from './whole-app.ts';
import { runs } from '../support/runs.ts';

let app: WholeApp;
beforeAll(async () => {
  app = await openWholeApp();
});
afterAll(() => app.stop());

/** Names of two people, as services and tokens have them; `run` keeps runs apart. */
const names = ['0', '1'].flatMap((n) => [
  `email ${n}`,
  `sub ${n}`,
  `user-id ${n}`,
  `crm-id ${n}`,
  `phone ${n}`,
  `device-id ${n}`,
]);

interface Named {
  readonly type: string;
  readonly value: string;
  readonly issuer?: string;
}

function identifierOf(name: string, run: string): Named {
  const [kind = '', n = ''] = name.split(' ');
  switch (kind) {
    case 'email':
      return { type: kind, value: `${n}.${run}@example.org` };
    case 'sub':
      return { type: 'user-id', value: `${run}-${n}`, issuer };
    case 'crm-id':
      return { type: 'user-id', value: `${run}-${n}`, issuer: 'crm' };
    case 'phone':
      return { type: kind, value: `+49${n}${parseInt(run.slice(0, 8), 16)}` };
    default:
      return { type: kind, value: `${run}-${n}` };
  }
}

type Act =
  | { readonly kind: 'register'; readonly who: string }
  | { readonly kind: 'write'; readonly who: string }
  | { readonly kind: 'unlink'; readonly who: string; readonly other: string }
  | {
      readonly kind: 'link';
      readonly who: string;
      readonly other: string;
      readonly assurance: 'service-verified' | 'service-asserted';
    }
  | { readonly kind: 'sign-in'; readonly account: string; readonly withAddress: boolean };

const name = fc.constantFrom(...names);
const account = fc.constantFrom('0', '1');
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('register' as const), who: name }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), who: name }) },
  fc.record({ kind: fc.constant('unlink' as const), who: name, other: name }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      who: name,
      other: name,
      assurance: fc.constantFrom('service-verified' as const, 'service-asserted' as const),
    }),
  },
  fc.record({ kind: fc.constant('sign-in' as const), account, withAddress: fc.boolean() }),
);

/** So that there always is something to read. */
const preamble: readonly Act[] = [
  { kind: 'register', who: 'email 0' },
  { kind: 'write', who: 'email 0' },
  { kind: 'register', who: 'user-id 1' },
];

const callerOf = (n: string, run: string, withAddress: boolean): SubjectCaller => ({
  kind: 'subject',
  issuer,
  sub: identifierOf(`sub ${n}`, run).value,
  ...(withAddress && { email: identifierOf(`email ${n}`, run).value }),
});

const post = (path: string, body: unknown) =>
  app.send({
    method: 'POST',
    path,
    body,
    caller: assistant,
    headers: { 'Idempotency-Key': randomUUID() },
  });

/** For whom the records were written that a sign-in reads. */
async function readBy(caller: SubjectCaller): Promise<readonly string[]> {
  const { status, body } = await app.send({
    method: 'GET',
    path: '/v1/me/records',
    caller,
    query: { limit: '100' },
  });
  expect(status).toBe(200);
  const { items } = body as unknown as { items: { content: { for: string } }[] };
  return items.map(({ content }) => content.for);
}

/** Everything that is joined to one of `start` by links whose identifier a service has checked. */
function joined(start: readonly string[], links: readonly (readonly [string, string])[]) {
  const found = new Set(start);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const pair of links)
      if (pair.some((one) => found.has(one))) pair.forEach((one) => found.add(one));
  }
  return found;
}

test('whatever services say, a sign-in reads only what was written for what its token proves', async () => {
  let reads = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 24 }), async (acts) => {
      const run = randomUUID().replaceAll('-', '');
      const checked: (readonly [string, string])[] = [];
      /** Accounts that have shown their address once; from then on the account alone has it. */
      const shown = new Set<string>();

      const look = async (n: string, withAddress: boolean) => {
        if (withAddress) shown.add(n);
        const proved = [`sub ${n}`, ...(shown.has(n) ? [`email ${n}`] : [])];
        const allowed = joined(proved, checked);
        const seen = await readBy(callerOf(n, run, withAddress));
        reads += seen.length;

        expect(seen.filter((who) => !allowed.has(who))).toEqual([]);
        // Not even by what was checked does it lead to what another token proves.
        const others = seen.filter((who) => /^(sub|email)/.test(who) && !proved.includes(who));
        expect(others).toEqual([]);
      };

      for (const one of [...preamble, ...acts]) {
        switch (one.kind) {
          case 'register': {
            const { status } = await post('/v1/subjects', { subject: identifierOf(one.who, run) });
            expect([200, 201]).toContain(status);
            break;
          }
          case 'write': {
            const { status } = await post('/v1/records', {
              subject: identifierOf(one.who, run),
              category: 'prompt-text',
              purposes: ['service-provision'],
              content: { for: one.who },
            });
            expect([201, 404]).toContain(status);
            break;
          }
          case 'link': {
            const { status } = await post('/v1/subjects/link', {
              subject: identifierOf(one.who, run),
              other: identifierOf(one.other, run),
              assurance: one.assurance,
            });
            expect([200, 404, 409, 422]).toContain(status);
            if (/^(sub|email)/.test(one.other)) expect(status).toBe(422);
            if (status === 200 && one.assurance === 'service-verified') {
              checked.push([one.who, one.other]);
            }
            break;
          }
          case 'unlink': {
            const { status } = await post('/v1/subjects/unlink', {
              subject: identifierOf(one.who, run),
              other: identifierOf(one.other, run),
            });
            expect([200, 404, 409]).toContain(status);
            break;
          }
          case 'sign-in':
            await look(one.account, one.withAddress);
            break;
        }
      }
      for (const n of ['0', '1']) {
        await look(n, false);
        await look(n, true);
      }
    }),
    // At least what the preamble writes is read, whatever else is drawn.
    { numRuns: runs(8), examples: [[[]]] },
  );
  // The property says nothing where no one reads anything.
  expect(reads).toBeGreaterThan(0);
}, 600_000);

test.each(['service-verified', 'service-asserted'])(
  'the account of a stranger is not linked to a person with data, %s or not',
  async (assurance) => {
    const run = randomUUID().replaceAll('-', '');
    const victims = ['email 0', 'user-id 0', 'phone 0', 'device-id 0'];
    for (const who of victims) {
      const subject = identifierOf(who, run);
      await post('/v1/subjects', { subject });
      const category = { category: 'prompt-text', purposes: ['service-provision'] };
      await post('/v1/records', { subject, ...category, content: { for: who } });
    }

    const statuses: number[] = [];
    for (const who of victims) {
      for (const other of ['sub 1', 'email 1']) {
        const pair = { subject: identifierOf(who, run), other: identifierOf(other, run) };
        statuses.push((await post('/v1/subjects/link', { ...pair, assurance })).status);
      }
    }

    expect(new Set(statuses)).toEqual(new Set([422]));
    expect(await readBy(callerOf('1', run, true))).toEqual([]);
    expect(await readBy(callerOf('0', run, true))).toEqual(['email 0']);
  },
);
