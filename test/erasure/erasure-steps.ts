import { certifyErasure, concludeErasure, verifyErasure } from '../../lambda/erasure/conclude.ts';
import type { Verification } from '../../lambda/erasure/conclude.ts';
import { recountPerson } from '../../lambda/erasure/count.ts';
import type { Counted } from '../../lambda/erasure/count.ts';
import { fencePerson, planErasure } from '../../lambda/erasure/erasure.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../../lambda/request/attempt.ts';
import { purgePerson } from '../../lambda/erasure/purge.ts';
import { revokeKeys } from '../../lambda/erasure/revoke.ts';
import type { RequestFixture } from '../request/request-fixture.ts';

/** A step of an erasure, with what it hands on to the steps behind it. */
export interface Notes {
  before?: Counted;
  after?: Counted;
  verification?: Verification;
}
type Step = (deps: FulfilmentDependencies, run: Attempt, notes: Notes) => Promise<unknown>;

const subjectOf = async (deps: FulfilmentDependencies, { requestId }: Attempt) =>
  (await deps.requests.get(requestId))!.subjectId;

/** The steps in their order; the wait is passed by moving the clock of the fixture. */
export const stepsOf = (fixture: RequestFixture): Readonly<Record<string, Step>> => ({
  begin,
  count: async (deps, run, notes) => {
    notes.before ??= await recountPerson(fixture, {
      subjectId: await subjectOf(deps, run),
    });
  },
  plan: (deps, run, notes) => planErasure(deps, run, notes.before!),
  fence: fencePerson,
  revoke: async (deps, run) => {
    const { waitSeconds } = await revokeKeys(deps, run);
    fixture.pass(waitSeconds);
  },
  purge: purgePerson,
  recount: async (deps, run, notes) => {
    notes.after = await recountPerson(fixture, {
      subjectId: await subjectOf(deps, run),
      controls: notes.before!.controls,
    });
  },
  verify: async (deps, run, notes) => {
    notes.verification = await verifyErasure(deps, run, notes.after!);
    if (notes.verification.kind !== 'verified') throw new Error(notes.verification.kind);
  },
  certify: certifyErasure,
  conclude: concludeErasure,
});

/** Runs the steps one after the other, the named one twice: as if it died before its checkpoint. */
export async function erase(fixture: RequestFixture, run: Attempt, twice?: string): Promise<Notes> {
  const notes: Notes = {};
  for (const [name, step] of Object.entries(stepsOf(fixture))) {
    await step(fixture, run, notes);
    if (name === twice && name !== 'conclude') await step(fixture, run, notes);
  }
  return notes;
}
