import type { Database } from '../../platform/dynamo/database.ts';
import { isPrevious, readKeyRows } from '../../platform/keyring/key-row.ts';
import type { SubjectId } from '../../value/ids.ts';

/**
 * Keys that are not rotated, because what is under them cannot be encrypted again:
 * - `ledger`: the commitments of ledger entries and the activity of the person are appended only;
 * - `consent-evidence`: consents are appended only;
 * - `pseudonym`: pseudonyms in the content of records would no longer be equal;
 * - `request-evidence`, `identity`: requests, legal holds, the person and their identifiers, of which
 *   a rotation of records does nothing.
 */
const fixed: ReadonlySet<string> = new Set([
  'ledger',
  'consent-evidence',
  'pseudonym',
  'request-evidence',
  'identity',
]);

/** Whether the key of a class encrypts records, which are encrypted again. */
export const isRotated = (erasureClass: string): boolean =>
  !fixed.has(erasureClass) && !isPrevious(erasureClass) && !erasureClass.startsWith('withheld-');

/** Classes of the person whose keys encrypt records. */
export const rotatedClasses = async (
  database: Database,
  subjectId: SubjectId,
): Promise<readonly string[]> =>
  (await readKeyRows(database, subjectId))
    .map(({ erasureClass }) => erasureClass)
    .filter(isRotated);
