import * as z from 'zod';
import type { ModelStanding } from '../consent/model/decision.ts';
import { models } from '../model/register/table.ts';
import type { ReadRows } from '../platform/dynamo/together.ts';
import type { ModelState } from '../value/models.ts';
import { modelStates, parseModel, showModel } from '../value/models.ts';

const row = z.object({ name: z.string(), release: z.string(), state: z.enum(modelStates) });

const standings: Readonly<Record<ModelState, ModelStanding>> = {
  planned: 'not-approved',
  trained: 'not-approved',
  approved: 'usable',
  deployed: 'usable',
  retired: 'retired',
};

/**
 * Whether the register lets these models be used: each read once, and none where none is
 * named. What is no name of a model is unknown.
 *
 * @param names `name/version`, at most 100 different ones
 * @throws StoreUnavailableError: without an answer there is no permit
 */
export async function askStandings(
  read: ReadRows,
  names: readonly (string | undefined)[],
): Promise<(name: string) => ModelStanding> {
  const references = new Map(
    names.flatMap((name) => {
      const reference = name === undefined ? undefined : parseModel(name);
      return reference ? [[showModel(reference), reference] as const] : [];
    }),
  );
  const keys = [...references.values()].map(({ name, version: release }) => ({ name, release }));
  const rows = await read(models, keys, row);
  const found = new Map(
    rows.map(({ name, release, state }) => [
      showModel({ name, version: release }),
      standings[state],
    ]),
  );
  return (name) => found.get(name) ?? 'unknown';
}
