import { randomUUID } from 'node:crypto';
import { advance, AttemptSupersededError } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { isExported } from '../request/model/kinds.ts';
import type { ExportedKind } from '../request/model/kinds.ts';
import type { RequestRow } from '../request/row.ts';
import type { ObjectName } from '../platform/objects/objects.ts';

export interface ExportObject {
  readonly row: RequestRow;
  readonly kind: ExportedKind;
  readonly object: ObjectName;
}

/**
 * The request of an export and the name of its object, which is fixed before anything is written: a run
 * after a crash writes over what an earlier one left, and what calls the request off finds it.
 *
 * @throws AttemptSupersededError
 */
export async function exportObject(
  deps: FulfilmentDependencies,
  run: Attempt,
): Promise<ExportObject> {
  const row = await advance(deps, run, (row) =>
    row.export === undefined
      ? { set: { export: { object: `exports/${randomUUID()}`, downloads: 0 } } }
      : undefined,
  );
  if (row.export === undefined) throw new AttemptSupersededError();
  const { kind } = row;
  if (!isExported(kind)) throw new TypeError(`a request for ${kind} has no export`);
  return { row, kind, object: row.export.object };
}
