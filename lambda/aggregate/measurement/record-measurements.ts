import { accountFor } from '../../decision/store.ts';
import type { DecidingDependencies } from '../../decision/several.ts';
import { decideAll } from '../../decision/several.ts';
import type { Answer, Idempotency } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import type { BatchItem } from '../../platform/http/item.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { problem } from '../../platform/http/problem.ts';
import { activeOf } from '../../record/refused.ts';
import { newEventId } from '../../value/ids.ts';
import type { EventId } from '../../value/ids.ts';
import { milliseconds } from '../../value/time.ts';
import { addAll, addSplit } from './add.ts';
import type { Addition } from './add.ts';
import type { MeasurementOutcome, Misshapen } from './outcome.ts';
import { fromIds, itemOf, problemOf, reasonOf, toIds } from './outcome.ts';
import type { MeasurementInput, Shaped } from './shape.ts';
import { shapeOf } from './shape.ts';

/** Where the items of a call are in its body. */
type PointerOf = (place: number) => string;
const ofItems: PointerOf = (place) => `/items/${place}`;

/** Stores one measurement, or returns why it is not one of its measure. */
export async function recordOne(
  deps: DecidingDependencies,
  input: MeasurementInput,
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> {
  const shaped = shapeOf(deps.policy, input);
  if (shaped.kind === 'misshapen') return problemOf(shaped, '');
  return record(deps, [shaped], idempotency, () => '');
}

/** Stores what is permitted; every item has its own outcome. */
export const recordSeveral = (
  deps: DecidingDependencies,
  items: readonly BatchItem<MeasurementInput>[],
  idempotency: Idempotency | undefined,
): Promise<Answer | Problem> =>
  record(
    deps,
    items.map((item) =>
      item.kind === 'valid'
        ? shapeOf(deps.policy, item.value)
        : { kind: 'misshapen' as const, errors: item.errors },
    ),
    idempotency,
    ofItems,
  );

async function record(
  deps: DecidingDependencies,
  shapes: readonly (Shaped | Misshapen)[],
  idempotency: Idempotency | undefined,
  pointerOf: PointerOf,
): Promise<Answer | Problem> {
  const outcomes =
    idempotency?.replay === undefined
      ? await storeNew(deps, shapes, idempotency)
      : await replayed(deps, shapes, idempotency.replay.ids);
  if (outcomes === 'twin') return problem('request-in-progress');
  return shown(shapes, outcomes, pointerOf);
}

type Outcomes = ReadonlyMap<number, MeasurementOutcome>;

/** Decides, then adds what is permitted to the contributions of the people. */
async function storeNew(
  deps: DecidingDependencies,
  shapes: readonly (Shaped | Misshapen)[],
  idempotency: Idempotency | undefined,
): Promise<Outcomes | 'twin'> {
  const sound = shapes.flatMap((shape, place) =>
    shape.kind === 'shaped' ? [{ shape, place }] : [],
  );
  const decided = await decideAll(
    deps,
    // As `POST /v1/records` asks about data that comes in now.
    sound.map(({ shape: { subject, measure } }) => ({
      ...{ subject, purpose: measure.purpose, category: measure.category },
      ...{ storing: true, incoming: true },
    })),
  );
  // Of people who are unknown or behind the fence there is nothing to enter.
  const denials = decided.filter(
    ({ decision, resolution }) =>
      decision.decision === 'deny' && activeOf(resolution) !== undefined,
  );
  await accountFor(deps, denials);

  const outcomes = new Map<number, MeasurementOutcome>();
  const additions: Addition[] = [];
  for (const [index, { shape, place }] of sound.entries()) {
    const one = decided[index];
    if (one === undefined) throw new TypeError('every question has a decision');
    const { decision, resolution } = one;
    const subject = activeOf(resolution);
    if (decision.decision === 'permit' && subject !== undefined) {
      additions.push({ ...shape, place, subjectId: subject.subjectId });
    } else {
      const reasons =
        decision.decision === 'deny' ? [...decision.reasons] : (['subject-erased'] as const);
      outcomes.set(place, { kind: 'refused', refusal: { kind: 'denied', reasons: [...reasons] } });
    }
  }
  const [callId, now] = [newEventId(), deps.clock()];
  return addAll(deps, additions, {
    ...{ callId, now, before: outcomes },
    key: (all) => idempotency?.record(202, { ...toIds(all), call: callId, at: String(now) }),
  });
}

/**
 * What the first call promised. What it wrote apart from its key is written now, unless it was: the
 * call may have been cut off between the two.
 */
async function replayed(
  deps: DecidingDependencies,
  shapes: readonly (Shaped | Misshapen)[],
  ids: Readonly<Record<string, string>>,
): Promise<Outcomes> {
  const outcomes = fromIds(ids);
  const { call = '', at = '' } = ids;
  const additions = shapes.flatMap((shape, place): Addition[] => {
    const one = outcomes.get(place);
    return shape.kind === 'shaped' && one?.kind === 'accepted'
      ? [{ ...shape, place, subjectId: one.subjectId }]
      : [];
  });
  await addSplit(deps, additions, { callId: call as EventId, now: milliseconds(Number(at)) });
  return outcomes;
}

function shown(
  shapes: readonly (Shaped | Misshapen)[],
  outcomes: Outcomes,
  pointerOf: PointerOf,
): Answer {
  const all = shapes.map((shape, place): MeasurementOutcome | Misshapen => {
    // A replay says what the first call said, whatever the policy is by now.
    return (
      outcomes.get(place) ??
      (shape.kind === 'misshapen' ? shape : { kind: 'misshapen', errors: [] })
    );
  });
  const refused = all.flatMap((one, item) =>
    one.kind === 'accepted'
      ? []
      : [{ item, reason: reasonOf(one.kind === 'refused' ? one.refusal : one) }],
  );
  return answer(202, {
    accepted: all.length - refused.length,
    refused,
    items: all.map((one, place) => itemOf(one, pointerOf(place))),
  });
}
