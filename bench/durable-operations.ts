import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { CountInput } from '../lambda/erasure/count.ts';
import { recountPerson } from '../lambda/erasure/count.ts';
import { runFulfilment } from '../lambda/fulfilment/run.ts';
import { runSweep } from '../lambda/retention/run-sweep.ts';
import { openSweeps } from '../lambda/retention/sweep-store.ts';
import type { SweepId } from '../lambda/value/ids.ts';
import { toEpochSeconds } from '../lambda/value/time.ts';
import {
  firstAttempt,
  keep,
  newPerson,
  openRequestFixture,
  submit,
} from '../test/request/request-fixture.ts';
import type { Person, RequestFixture } from '../test/request/request-fixture.ts';

/** Durable operations of one execution: its start, its steps, its waits and the functions that it calls. */
export type DurableOperations = Readonly<Record<'sweep' | 'access' | 'erasure', number>>;

/** Counts them where a person has a few records, so that no step is made twice. */
export async function countDurableOperations(): Promise<DurableOperations> {
  const fixture = await openRequestFixture();
  try {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{ content: 'a' }]);
    return {
      sweep: await counted(fixture, (context) => sweep(fixture, context, person)),
      access: await counted(fixture, (context) => fulfil(fixture, context, person, 'access')),
      erasure: await counted(fixture, (context) => fulfil(fixture, context, person, 'erasure')),
    };
  } finally {
    await fixture.stop();
  }
}

async function counted(
  fixture: RequestFixture,
  run: (context: DurableContext) => Promise<unknown>,
): Promise<number> {
  let operations = 1;
  await run({
    step: (_: string, work: () => Promise<unknown>) => {
      operations += 1;
      return work();
    },
    wait: (_: string, { seconds }: { readonly seconds: number }) => {
      operations += 1;
      fixture.pass(seconds);
      return Promise.resolve();
    },
    invoke: (_: string, __: string, input: CountInput) => {
      operations += 1;
      return recountPerson(fixture, input);
    },
  } as unknown as DurableContext);
  return operations;
}

function sweep(fixture: RequestFixture, context: DurableContext, { subjectId }: Person) {
  const name = { sweepId: crypto.randomUUID() as SweepId, subjectId };
  const deps = { stepMilliseconds: 60_000, rowsPerPage: 1_000, sweeps: openSweeps(fixture) };
  return runSweep({ ...fixture, ...deps }, context, name);
}

async function fulfil(
  fixture: RequestFixture,
  context: DurableContext,
  { caller }: Person,
  kind: 'access' | 'erasure',
) {
  const signedIn = { ...caller, authenticatedAt: toEpochSeconds(fixture.clock()) };
  const answer = await submit(fixture, signedIn, { kind });
  return runFulfilment(fixture, 'recount', context, firstAttempt(answer));
}
