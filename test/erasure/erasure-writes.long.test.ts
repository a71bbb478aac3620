import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Attempt } from '../../lambda/request/attempt.ts';
import { erasures } from './erasure-fixture.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { stepsOf } from './erasure-steps.ts';
import type { Notes } from './erasure-steps.ts';
import { firstAttempt, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

let fixture: RequestFixture;
beforeEach(async () => {
  fixture = await openRequestFixture();
});
afterEach(() => fixture.stop());

const { user, withExport, ask, typesIn, expectErased } = erasures(() => fixture);

test('an erasure that dies after any one of its writes, ends as if it had not', async () => {
  let kills = 0;
  for (let writes = 1; ; writes += 1) {
    const ada = await user();
    if (writes % 4 === 0) await withExport(ada);
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    const entered = (await typesIn()).length;
    const database = dyingAfter(fixture.server, writes);
    const steps = Object.values(stepsOf(fixture));
    const notes: Notes = {};
    const dying = fixture.on(database);
    // As the workflow does: what ended is not repeated, what died is, on a new connection.
    let deps: typeof dying = dying;
    for (let index = 0; index < steps.length;) {
      try {
        await steps[index]!(deps, run, notes);
        index += 1;
      } catch (error) {
        if (deps !== dying) {
          if (index === steps.length - 1 && (await isClosed(run))) break;
          throw error;
        }
        deps = fixture;
      }
    }

    await expectErased(ada, answer).catch((error: unknown) => {
      throw new Error(`killed after write ${writes}`, { cause: error });
    });
    // Each told once, also where the answer to the write was lost.
    expect((await typesIn()).length - entered).toBe(4);
    if (!database.died()) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThan(20);
}, 600_000);

const isClosed = async (run: Attempt) =>
  (await fixture.requests.get(run.requestId))?.status === 'partially-completed';
