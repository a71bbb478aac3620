import type { WithholdingGround } from '../policy/vocabulary.ts';
import type { PersonFacts } from '../retention/person-store.ts';
import type { Exempt } from '../record/delete.ts';
import { keptBy } from '../record/delete.ts';
import type { Rectification } from '../record/rectify.ts';
import { openFor, planRectification } from '../record/rectify.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { readRow } from '../record/rows.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { openConcerned } from './concerned.ts';
import type { AskedCorrection } from '../request/model/correction.ts';
import { editOf } from './step.ts';

/** Why nothing of a correction of one record could be carried out now. */
export async function obstacleTo(
  deps: RecordsDependencies,
  facts: PersonFacts,
  subjectId: SubjectId,
  asked: AskedCorrection,
): Promise<Extract<Rectification, { kind: 'kept' | 'not-minimised' }> | undefined> {
  if (asked.kind === 'set') return undefined;
  const row = await readRow(deps.database, subjectId, asked.recordId);
  const plan = row && (await planRectification(deps, facts, row, editOf(asked), 0));
  return plan?.kind === 'kept' || plan?.kind === 'not-minimised' ? plan : undefined;
}

/** Grounds on which an erasure would exempt records that a correction is about, each once. */
export async function withheldOn(
  deps: RecordsDependencies,
  facts: PersonFacts,
  subjectId: SubjectId,
  asked: AskedCorrection,
): Promise<readonly WithholdingGround[]> {
  const { records } = await openConcerned(deps, facts, subjectId)(asked);
  const grounds = new Set<WithholdingGround>();
  for (const { recordId } of records) {
    const exempt = await exemptionOf(recordId);
    if (exempt !== undefined) grounds.add(exempt.ground);
  }
  return [...grounds];

  async function exemptionOf(recordId: RecordId): Promise<Exempt | undefined> {
    const row = await readRow(deps.database, subjectId, recordId);
    const stored = row && (await openFor(deps, facts, row));
    return row && stored
      ? keptBy(deps, { ...row, expiresAt: stored.expiresAt }, facts.person.heldCategories)
      : undefined;
  }
}
