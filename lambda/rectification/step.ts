import { queryPage } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { PersonFacts } from '../retention/person-store.ts';
import { recordKey } from '../retention/stored-record.ts';
import type { Edit, Rectification } from '../record/rectify.ts';
import { planRectification } from '../record/rectify.ts';
import { statementsPerRemoval } from '../record/content-change.ts';
import type { RecordRow, RecordsDependencies } from '../record/rows.ts';
import { readRow, recordRow } from '../record/rows.ts';
import { records } from '../record/table.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { AskedCorrection, CorrectionWork } from '../request/model/correction.ts';
import { alsoWithheld, nothingDone } from '../request/model/correction.ts';
import { valueAt, withValueAt } from '../value/pointer.ts';

/** What one step looks at, and statements of records that its transaction has beside the request. */
const rowsPerPage = 100;
const pagesPerStep = 10;
const statementsPerStep = 84;
/** Of content that a step writes: a transaction has 4 MB. */
const bytesPerStep = 1_500_000;

export interface Accepted {
  readonly subjectId: SubjectId;
  readonly asked: AskedCorrection;
  /** What was stored later is not what the decision is about. */
  readonly decidedAt: EpochMilliseconds;
  readonly work?: CorrectionWork | undefined;
}

export interface PlannedStep {
  readonly statements: readonly Statement[];
  readonly work: CorrectionWork;
  /** Every record has been looked at. */
  readonly finished: boolean;
}

/**
 * The next step of an accepted correction: as much as one transaction can have, and how far it then
 * has come. Written together, so that no record is changed twice or left out, whatever is interrupted.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError where a row was altered or moved
 */
export async function planStep(
  deps: RecordsDependencies,
  facts: PersonFacts,
  accepted: Accepted,
): Promise<PlannedStep> {
  const { asked, decidedAt } = accepted;
  const statements: Statement[] = [];
  let work = accepted.work ?? nothingDone;
  let bytes = 0;
  for (let pages = 0; pages < pagesPerStep && statements.length === 0; pages += 1) {
    const page = await pageOf(deps, accepted, work.after);
    for (const row of page.rows) {
      const room = statementsPerStep - statements.length;
      if (room < statementsPerRemoval || bytes > bytesPerStep) {
        return { statements, work, finished: false };
      }
      const plan =
        row.storedAt > decidedAt
          ? nothing
          : await planRectification(deps, facts, row, editOf(asked), room);
      if (plan.kind === 'planned') {
        // One was made from the other: a transaction writes a row once, so this one is next.
        if (overlap(statements, plan.statements)) return { statements, work, finished: false };
        statements.push(...plan.statements);
        bytes += row.sealed.byteLength;
      }
      work = workAfter(work, plan);
      if (plan.kind === 'planned' && !plan.complete) return { statements, work, finished: false };
      work = { ...work, after: row.recordId };
    }
    if (page.after === undefined) return { statements, work, finished: true };
    work = { ...work, after: page.after };
  }
  return { statements, work, finished: false };
}

const nothing = { kind: 'nothing' } as const;

const nameOf = ({ table, key }: Statement): string => JSON.stringify([table.name, key]);

function overlap(planned: readonly Statement[], more: readonly Statement[]): boolean {
  const names = new Set(planned.map(nameOf));
  return more.some((statement) => names.has(nameOf(statement)));
}

/** Rows that a correction may be about, oldest first, and where the next page begins. */
async function pageOf(
  { database }: Pick<RecordsDependencies, 'database'>,
  { subjectId, asked }: Pick<Accepted, 'subjectId' | 'asked'>,
  after: RecordId | undefined,
): Promise<{ readonly rows: readonly RecordRow[]; readonly after?: RecordId | undefined }> {
  if (asked.kind !== 'set') {
    const row = await readRow(database, subjectId, asked.recordId);
    return { rows: row === undefined ? [] : [row] };
  }
  const page = await queryPage(
    database,
    records,
    {
      partition: { subjectId },
      filter: { category: asked.category },
      limit: rowsPerPage,
      startAfter: after && recordKey(subjectId, after),
    },
    recordRow,
  );
  return { rows: page.rows, after: parseId<RecordId>(page.lastKey?.['recordId'] ?? '') };
}

/** What the correction makes of the content of a record that it is about. */
export const editOf =
  (asked: AskedCorrection) =>
  (content: unknown): Edit => {
    switch (asked.kind) {
      case 'replace':
        return { kind: 'replace', content: asked.content };
      case 'remove':
        return { kind: 'remove' };
      case 'set':
        return valueAt(content, asked.pointer) === undefined
          ? { kind: 'leave' }
          : { kind: 'replace', content: withValueAt(content, asked.pointer, asked.value) };
    }
  };

function workAfter(work: CorrectionWork, plan: Rectification): CorrectionWork {
  switch (plan.kind) {
    case 'planned': {
      const { changed, removed, exempt } = plan;
      return {
        ...work,
        changed: work.changed + changed,
        removed: work.removed + removed,
        withheld: exempt.reduce((all, { ground }) => alsoWithheld(all, ground), work.withheld),
      };
    }
    case 'kept':
      return { ...work, withheld: alsoWithheld(work.withheld, plan.ground) };
    // The policy has changed since it was asked, and lets no one store that (GDPR Art. 5(1)(c)).
    case 'not-minimised':
      return { ...work, withheld: alsoWithheld(work.withheld, 'legal-obligation') };
    case 'nothing':
      return work;
  }
}
