import { entry } from '../../ledger/store.ts';
import type { Answer, Handlers, RequestOf } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import type { ProblemDetail } from '../../platform/http/problem.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { mediaIn } from '../../policy/categories.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { newTrainingSetId, parseId } from '../../value/ids.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import { manifestObject } from './names.ts';
import type { setRoutes } from './routes.ts';
import { linkEnd, stateAt } from './state.ts';
import { openSets, shardsOf } from './store.ts';
import type { TrainingSet } from './training-set.ts';
import { isReadable } from './training-set.ts';
import type { Link } from './view.ts';
import { viewOfSet } from './view.ts';

type Deps = Pick<Platform, 'database' | 'policy' | 'clock' | 'log' | 'workflow' | 'objects'>;
type Body = RequestOf<(typeof setRoutes)['createTrainingSet']>['body'];

export function setHandlers(deps: Deps): Handlers<typeof setRoutes> {
  const { database, policy, clock, objects } = deps;
  const sets = openSets(deps);

  return {
    async createTrainingSet({ body, idempotency, now }) {
      if (idempotency?.replay) {
        const setId = parseId<TrainingSetId>(idempotency.replay.ids['setId'] ?? '');
        const set = setId && (await sets.get(setId));
        return set === undefined ? problem('not-found') : started(set);
      }
      const errors = faultsOf(policy, body);
      if (errors.length > 0) return problem('invalid-input', { errors });
      const set = setOf(policy, body, now);
      const { setId, purpose, categories } = set;
      const created = await sets.create(set, [
        await entry({ policy, clock }, 'training-set.requested', { setId, purpose, categories }),
        ...(idempotency ? [idempotency.record(202, { setId })] : []),
      ]);
      return created === 'created' ? started(set) : problem('request-in-progress');
    },

    async getTrainingSet({ path, now }) {
      const setId = parseId<TrainingSetId>(path.trainingSetId);
      const set = setId && (await sets.get(setId));
      if (set === undefined) return problem('not-found');
      const state = stateAt(policy, set, now);
      if (!isReadable(state)) return answer(200, viewOfSet(set, state, [], undefined));
      const [shards, manifest] = await Promise.all([
        Array.fromAsync(shardsOf(database, set.setId)),
        linkTo(set),
      ]);
      return answer(200, viewOfSet(set, state, shards, manifest));
    },
  };

  /** Starting it twice starts one build: a repeated call starts what an earlier one could not. */
  async function started({ setId, state }: TrainingSet): Promise<Answer> {
    await deps.workflow.start('training-set-build', setId, { setId });
    deps.log.info('WORKFLOW_STARTED', { workflow: 'training-set-build' });
    return answer(202, { trainingSetId: setId, state });
  }

  async function linkTo(set: TrainingSet): Promise<Link | undefined> {
    const { setId } = set;
    const expiresAt = linkEnd(set, clock());
    if (expiresAt === undefined) return undefined;
    const url = await objects.link(manifestObject(setId), `${setId}.manifest.jsonl`, expiresAt);
    return { url, expiresAt };
  }
}

function setOf(policy: Policy, body: Body, now: EpochMilliseconds): TrainingSet {
  const { purpose, from, to, quasi, k, sensitive = [], l } = body;
  const at = toRfc3339(now);
  const expires = policy.trainingSets[purpose]?.expires ?? 'P1D';
  return {
    ...{ setId: newTrainingSetId(), version: 1, state: 'building', purpose },
    categories: [...new Set(body.categories)],
    from: from && toRfc3339(from),
    to: to && toRfc3339(to),
    anonymity: quasi && k !== undefined ? { quasi, sensitive, k, l } : undefined,
    ...{ policyVersion: policy.version, requestedAt: at, changedAt: at },
    endsAt: toRfc3339(addPeriod(now, expires, policy.controller.timeZone)),
    ...{ people: 0, shards: 0, counts: {}, excludedBy: {}, left: {} },
  };
}

function faultsOf(policy: Policy, { purpose, categories, from, to }: Body): ProblemDetail[] {
  if (!Object.hasOwn(policy.trainingSets, purpose)) {
    const named = Object.keys(policy.trainingSets).join(', ') || 'none';
    const message = `training sets are for purposes that trainingSets of the policy names: ${named}`;
    return [{ pointer: '/purpose', message }];
  }
  const used = policy.purposes[purpose]?.categories ?? [];
  return [
    ...categories.flatMap((category, index): ProblemDetail[] => {
      const pointer = `/categories/${index}`;
      if (!used.includes(category)) {
        return [{ pointer, message: `send categories that ${purpose} uses: ${used.join(', ')}` }];
      }
      return mediaIn(policy, category) === undefined
        ? []
        : [{ pointer, message: 'leave it out: it takes files, and a set has text and JSON alone' }];
    }),
    ...(from !== undefined && to !== undefined && to <= from
      ? [{ pointer: '/to', message: 'the window ends after it begins' }]
      : []),
  ];
}
