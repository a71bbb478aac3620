import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface FrozenIds {
  /** CloudFormation would make the resource again, and what it held would be left behind. */
  readonly holding: readonly string[];
  /** Hold nothing, but others have recorded their address: URL of the API, rules, subscriptions. */
  readonly addressed: readonly string[];
}

export const frozenIdsFile = 'frozen-ids.json';

/**
 * Logical ids that never change. Ids of new resources are added by `-u`, which removes none: a line goes
 * or changes by hand, with a migration and an entry in CHANGELOG.md.
 */
export const { holding, addressed } = JSON.parse(
  readFileSync(join(import.meta.dirname, frozenIdsFile), 'utf8'),
) as FrozenIds;
