import { entry } from '../../ledger/store.ts';
import type { EntryDependencies } from '../../ledger/store.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Problem } from '../../platform/http/problem.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { ModelPatch } from './contract.ts';
import type { Beside, FactsDependencies } from './facts.ts';
import { approvalFacts, departuresOf } from './facts.ts';
import { heldBackDetail } from './held-back.ts';
import { peopleBySet, stillPlanned } from './model/affected.ts';
import { ruleOnApproval } from './model/approval.ts';
import { isBeforeApproval, stepTo } from './model/states.ts';
import type { Mover } from './model/states.ts';
import type { Model } from './row.ts';

/** What an approval has judged: it stays as it was judged. */
const judged = ['systems', 'riskClass', 'assessment'] as const satisfies (keyof ModelPatch)[];

export type Changed =
  | { readonly kind: 'change'; readonly model: Model; readonly extra: readonly Statement[] }
  | { readonly kind: 'leave'; readonly because: Problem };

const leave = (because: Problem): Changed => ({ kind: 'leave', because });
const forStaff = (what: string): Changed =>
  leave(
    problem('scope-missing', {
      detail: `${what} needs the scope custos/governance of a staff token.`,
      headers: {
        'www-authenticate': 'Bearer error="insufficient_scope", scope="custos/governance"',
      },
    }),
  );
const stateConflict = (detail: string): Changed => leave(problem('conflict', { detail }));

/**
 * A model with a patch, and the ledger entries of it.
 *
 * @param besideOf reads what the patched model rests on
 */
export async function patched(
  deps: FactsDependencies & EntryDependencies,
  before: Model,
  { state, exception, measure, trainingSets, ...stated }: ModelPatch,
  by: Mover,
  besideOf: (model: Model) => Promise<Beside>,
  now: EpochMilliseconds,
): Promise<Changed> {
  const at = toRfc3339(now);
  if (by === 'service' && measure !== undefined) return forStaff('A measure');
  const isStated = trainingSets !== undefined || Object.keys(stated).length > 0;
  if (isStated && !isBeforeApproval(before.state)) {
    if (by === 'service') return forStaff('A model that was approved');
    const fixed = judged.filter((name) => stated[name] !== undefined);
    if (fixed.length > 0) {
      return stateConflict(
        `The model was approved as it is: register another version to change ${fixed.join(', ')}.`,
      );
    }
  }
  const { excludedUntil } = stated;
  const trainedAt = before.history.find((step) => step.state === 'trained')?.at ?? at;
  // Who left after the training is in the model, whatever a trainer says.
  if (excludedUntil !== undefined && excludedUntil > trainedAt.slice(0, 10)) {
    const message = 'send a day that is not after the training';
    return leave(problem('invalid-input', { errors: [{ pointer: '/excludedUntil', message }] }));
  }
  // To take a set out of the register does not take it out of the model.
  if (trainingSets !== undefined && before.state !== 'planned') {
    return stateConflict(
      'The model is trained on its sets: register another version that is trained on others.',
    );
  }
  const facts: Model = {
    ...before,
    ...(stated as Partial<Model>),
    ...(trainingSets && { trainingSets: trainingSets as TrainingSetId[] }),
    changedAt: at,
  };
  const beside = await besideOf(facts);
  const missing = beside.sets.findIndex(({ set }) => set === undefined);
  if (trainingSets !== undefined && missing >= 0) return leave(unknownSet(missing));

  const extra: Statement[] = [];
  let model = facts;
  if (excludedUntil !== undefined && before.measure !== undefined) {
    const days = { before: before.excludedUntil, until: excludedUntil };
    const people = stillPlanned(before.measure.people, departuresOf(beside), days);
    model = { ...model, measure: { ...before.measure, people } };
  }
  if (measure !== undefined) {
    const people = peopleBySet(departuresOf(beside), model.excludedUntil);
    model = { ...model, measure: { ...measure, plannedAt: at, people } };
    const { modelId } = model;
    const count = Object.values(people).reduce((sum, each) => sum + each, 0);
    extra.push(
      await entry(deps, 'model.measure-planned', {
        ...{ modelId, measure: measure.kind, departures: count },
      }),
    );
  }
  if (state === undefined) return { kind: 'change', model, extra };

  const step = stepTo(before.state, state, by);
  if (step === 'for-staff') return forStaff(`The state ${state}`);
  if (step === 'no-step') {
    return stateConflict(`A model that is ${before.state} does not become ${state}.`);
  }
  const ruling =
    state === 'approved'
      ? ruleOnApproval(approvalFacts(model, beside, deps, now), exception !== undefined)
      : undefined;
  if (ruling !== undefined && ruling.holding.length > 0) {
    return leave(
      problem('approval-held-back', {
        detail: heldBackDetail(ruling.holding),
        extensions: { reasons: ruling.holding },
      }),
    );
  }
  const lifted = ruling?.lifted ?? [];
  extra.push(
    await entry(deps, 'model.changed', {
      ...{ modelId: model.modelId, from: before.state, to: state, by },
      ...(lifted.length > 0 && { lifted }),
    }),
  );
  return {
    kind: 'change',
    extra,
    model: {
      ...model,
      state,
      history: [...model.history, { state, at, by }],
      ...(state === 'approved' && {
        approval: {
          ...{ at, by: 'privacy-team' as const },
          ...(exception &&
            lifted.length > 0 && {
              exception: { reason: exception.reason, lifted: [...lifted] },
            }),
        },
      }),
    },
  };
}

export const unknownSet = (place: number): Problem =>
  problem('invalid-input', {
    errors: [{ pointer: `/trainingSets/${place}`, message: 'send the id of a training set' }],
  });
