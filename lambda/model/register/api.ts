import { v7 } from 'uuid';
import { decodeCursor, encodeCursor, malformedCursor } from '../../platform/http/cursor.ts';
import type { Answer, Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import type { Problem } from '../../platform/http/problem.ts';
import type { Platform } from '../../platform/platform.ts';
import { entry } from '../../ledger/store.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { parseModel, showModel } from '../../value/models.ts';
import type { ModelReference } from '../../value/models.ts';
import { toRfc3339 } from '../../value/time.ts';
import { cardOf } from './card.ts';
import { cardMarkdown } from './card-markdown.ts';
import { patched, unknownSet } from './change.ts';
import { besideOf } from './facts.ts';
import type { modelRoutes } from './routes.ts';
import type { Model } from './row.ts';
import { openModels } from './store.ts';
import { isRevision, modelTag, summaryOf, viewOf } from './view.ts';

const changedMeanwhile = problem('precondition-failed', {
  detail: 'The model changed since you read it: read it again.',
});
const registeredAlready = problem('conflict', {
  detail: 'This version of the model is registered: change it, or register another version.',
});
const scope = 'models';

/** The register of models, for programs that train them and staff who approve them. */
export function modelHandlers(
  deps: Pick<Platform, 'database' | 'policy' | 'clock'>,
): Handlers<typeof modelRoutes> {
  const models = openModels(deps);

  return {
    async registerModel({ body, idempotency, now }) {
      if (idempotency?.replay) {
        const reference = parseModel(idempotency.replay.ids['model'] ?? '');
        const known = reference && (await models.get(reference));
        return known ? shown(201, known) : problem('not-found');
      }
      const { state = 'planned', systems = [], trainingSets, ...stated } = body;
      const at = toRfc3339(now);
      const by = 'service' as const;
      const model: Model = {
        ...stated,
        ...{ state, systems, trainingSets: trainingSets as TrainingSetId[] },
        ...{ modelId: v7(), revision: 1, registeredAt: at, changedAt: at },
        history: [
          { state: 'planned', at, by },
          ...(state === 'trained' ? [{ state, at, by }] : []),
        ],
      };
      const { sets } = await besideOf(deps, model);
      const unknown = sets.findIndex(({ set }) => set === undefined);
      if (unknown >= 0) return unknownSet(unknown);
      const registered = await models.register(model, [
        ...(state === 'trained'
          ? [
              await entry(deps, 'model.changed', {
                ...{ modelId: model.modelId, from: 'planned', to: state, by },
              }),
            ]
          : []),
        ...(idempotency ? [idempotency.record(201, { model: showModel(model) })] : []),
      ]);
      if (registered === 'registered') return shown(201, model);
      return (await models.get(model)) ? registeredAlready : problem('request-in-progress');
    },

    async listModels({ query: { state, limit, cursor } }) {
      const after = cursor === undefined ? undefined : decodeCursor(scope, cursor)?.['modelId'];
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const page = await models.list({ limit, state, after });
      return answer(200, {
        items: page.models.map(summaryOf),
        nextCursor: page.next && encodeCursor(scope, { modelId: page.next }),
      });
    },

    async readModel({ path }) {
      const model = await models.get(path);
      return model === undefined ? problem('not-found') : shown(200, model);
    },

    async changeModel({ path, body, ifMatch, caller, now }) {
      const changed = await models.change<Problem>(path, async (before) =>
        isRevision(ifMatch, before.revision)
          ? patched(deps, before, body, caller.kind, (model) => besideOf(deps, model), now)
          : { kind: 'leave', because: changedMeanwhile },
      );
      switch (changed.kind) {
        case 'changed':
          return shown(200, changed.model);
        case 'left':
          return changed.because;
        case 'unknown':
          return problem('not-found');
      }
    },

    async readModelCard({ path, now }) {
      const model = await models.get(path satisfies ModelReference);
      if (model === undefined) return problem('not-found');
      const card = cardOf(model, await besideOf(deps, model), now);
      return { ...answer(200, card), others: { 'text/markdown': () => cardMarkdown(card) } };
    },
  };

  async function shown(status: number, model: Model): Promise<Answer> {
    const view = viewOf(model, await besideOf(deps, model), deps, deps.clock());
    return answer(status, view, { etag: modelTag(model.revision, view) });
  }
}
