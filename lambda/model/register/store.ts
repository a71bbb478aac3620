import { entry } from '../../ledger/store.ts';
import type { EntryDependencies } from '../../ledger/store.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { getRow, getRows, queryAll, queryPage } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, remove, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { ModelReference, ModelState } from '../../value/models.ts';
import { modelStates, parseModel, showModel } from '../../value/models.ts';
import { firstIdAt } from '../../value/ids.ts';
import { milliseconds } from '../../value/time.ts';
import * as z from 'zod';
import type { Model } from './row.ts';
import { modelIndexRow, modelRow, toItem } from './row.ts';
import { models, modelSets } from './table.ts';

export interface ModelsDependencies extends EntryDependencies {
  readonly database: Database;
}

export type ModelDecision<Left> =
  | { readonly kind: 'change'; readonly model: Model; readonly extra?: readonly Statement[] }
  | { readonly kind: 'leave'; readonly because: Left };

export type ModelChanged<Left> =
  | { readonly kind: 'changed'; readonly model: Model }
  | { readonly kind: 'left'; readonly because: Left }
  | { readonly kind: 'unknown' };

/** @throws StoreUnavailableError from every method */
export interface Models {
  /** `duplicate`: the version is registered already, or the last of `extra` met an existing row. */
  register(model: Model, extra?: readonly Statement[]): Promise<'registered' | 'duplicate'>;
  get(reference: ModelReference): Promise<Model | undefined>;
  /** Newest first; of every state unless `state` names one. */
  list(page: {
    readonly limit: number;
    readonly state?: ModelState | undefined;
    /** `modelId` of the last one of the page before. */
    readonly after?: string | undefined;
  }): Promise<{ readonly models: readonly Model[]; readonly next?: string | undefined }>;
  /** Changes a model, if nothing else did meanwhile; else decides again on what is there. */
  change<Left>(
    reference: ModelReference,
    decide: (model: Model) => Promise<ModelDecision<Left>>,
  ): Promise<ModelChanged<Left>>;
}

const attempts = 10;
const batch = 100;
/** Above every id that can be made. */
const lastId = firstIdAt(milliseconds(2 ** 47));

export function openModels(deps: ModelsDependencies): Models {
  const { database } = deps;
  const get: Models['get'] = ({ name, version: release }) =>
    getRow(database, models, { name, release }, modelRow);

  return {
    get,

    async register(model, extra = []) {
      const { modelId, riskClass, trainingSets } = model;
      const outcome = await transact(database, [
        insert(models, toItem(model)),
        ...setStatements(model, [], trainingSets),
        await entry(deps, 'model.registered', { modelId, sets: trainingSets.length, riskClass }),
        ...extra,
      ]);
      return outcome.kind === 'committed' ? 'registered' : 'duplicate';
    },

    async list({ limit, state, after }) {
      const states = state === undefined ? modelStates : [state];
      const between = ['modelId', '0', after ?? lastId] as const;
      const pages = await Promise.all(
        states.map((each) =>
          queryPage(
            database,
            models,
            // One more than fits: the one after which the page begins, and the next.
            {
              ...{ index: 'by-state', partition: { state: each }, between, newestFirst: true },
              limit: limit + 2,
            },
            modelIndexRow,
          ),
        ),
      );
      const keys = new Map(pages.flatMap(({ rows }) => rows.map((row) => [row.modelId, row])));
      const ids = [...keys.keys()]
        .filter((id) => id !== after)
        .sort()
        .reverse();
      const page = ids.slice(0, limit);
      const found = await modelsBy(
        database,
        page.flatMap((id) => {
          const row = keys.get(id);
          return row ? [{ name: row.name, version: row.release }] : [];
        }),
      );
      return {
        // The index follows the rows: one that changed meanwhile is in the list of its state now.
        models: found
          .filter((model) => states.includes(model.state))
          .sort((one, other) => (one.modelId < other.modelId ? 1 : -1)),
        next: ids.length > limit ? page.at(-1) : undefined,
      };
    },

    change: (reference, decide) =>
      retryOnConflict({ attempts, exhausted: 'a model kept changing' }, async () => {
        const before = await get(reference);
        if (before === undefined) return { kind: 'unknown' };
        const decision = await decide(before);
        if (decision.kind === 'leave') return { kind: 'left', because: decision.because };
        const model = { ...decision.model, revision: before.revision + 1 };
        const { state, content } = toItem(model);
        const outcome = await transact(database, [
          update(models, keyOf(before), before.revision, { state, content }),
          ...setStatements(model, before.trainingSets, model.trainingSets),
          ...(decision.extra ?? []),
        ]);
        return outcome.kind === 'committed' ? { kind: 'changed', model } : conflict;
      }),
  };
}

const keyOf = ({ name, version: release }: ModelReference) => ({ name, release });

/** Which model was trained on which set: written and removed with the model. */
function setStatements(
  reference: ModelReference,
  before: readonly string[],
  after: readonly string[],
): Statement[] {
  const model = showModel(reference);
  return [
    ...after
      .filter((setId) => !before.includes(setId))
      .map((setId) => insert(modelSets, { setId, model, version: 1 })),
    ...before
      .filter((setId) => !after.includes(setId))
      .map((setId) => remove(modelSets, { setId, model }, 1)),
  ];
}

async function modelsBy(database: Database, names: readonly ModelReference[]): Promise<Model[]> {
  const found: Model[] = [];
  for (let from = 0; from < names.length; from += batch) {
    const keys = names.slice(from, from + batch).map(keyOf);
    found.push(...(await getRows(database, models, keys, modelRow)));
  }
  return found;
}

const modelSetRow = z.object({ model: z.string() });

/**
 * Which models name these sets, in any state, by set.
 *
 * @throws StoreUnavailableError
 */
export async function modelsOf(
  database: Database,
  setIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Model[]>> {
  const named = await Promise.all(
    [...new Set(setIds)].map(async (setId) => {
      const names: string[] = [];
      const rows = queryAll(database, modelSets, { partition: { setId } }, modelSetRow);
      for await (const { model } of rows) names.push(model);
      return [setId, names] as const;
    }),
  );
  const references = new Set(named.flatMap(([, names]) => names));
  const found = await modelsBy(
    database,
    [...references].flatMap((name) => parseModel(name) ?? []),
  );
  const byName = new Map(found.map((model) => [showModel(model), model]));
  return new Map(
    named.map(([setId, names]) => [setId, names.flatMap((name) => byName.get(name) ?? [])]),
  );
}
