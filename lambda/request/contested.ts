import { entry } from '../ledger/store.ts';
import type { EntryDependencies } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import { markersOf, personUnchanged } from '../retention/markers.ts';
import { subjects } from '../subject/table.ts';
import type { SubjectId } from '../value/ids.ts';
import type { RequestRow } from './row.ts';
import { contestedBy } from './contested-by.ts';

/** Marks the person with what their request for rectification contests. */
export interface Contested {
  /**
   * Statements for the transaction that opens or changes the request. One request of the kind is open
   * at a time, so what it contests is all that is contested.
   *
   * @param personVersion nothing is written where the row of the person has another version
   */
  change(
    before: RequestRow | undefined,
    after: RequestRow,
    personVersion?: number,
  ): Promise<readonly Statement[]>;
}

export function openContested(
  deps: EntryDependencies & { readonly database: Database },
): Contested {
  return {
    async change(before, after, personVersion) {
      const { subjectId } = after;
      const restrictedCategories = contestedBy(after);
      const former = before === undefined ? [] : contestedBy(before);
      const isSame = former.join(' ') === restrictedCategories.join(' ');
      if (isSame) return unchanged(subjectId, personVersion);
      const markers = await markersOf(deps.database, subjectId);
      // Behind the fence of an erasure nothing is used any more, and no key is made.
      if (markers?.status !== 'active') return unchanged(subjectId, personVersion);
      const { restrictedPurposes: purposes } = markers;
      const codes = { purposes, categories: restrictedCategories };
      return [
        update(subjects, { subjectId }, personVersion ?? markers.version, { restrictedCategories }),
        await entry(deps, 'restriction.changed', codes, subjectId),
      ];
    },
  };
}

const unchanged = (subjectId: SubjectId, version: number | undefined): Statement[] =>
  version === undefined ? [] : [personUnchanged(subjectId, version)];
