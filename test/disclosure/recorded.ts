import type { Disclosure } from '../../lambda/disclosure/model/disclosure.ts';
import { statementsOf } from '../../lambda/disclosure/store.ts';
import type { ActivityDependencies } from '../../lambda/ledger/activity.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { newDisclosureId } from '../../lambda/value/ids.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';

type Given = Omit<Disclosure, 'at'> & Partial<Pick<Disclosure, 'at'>>;

/** Records a disclosure as `POST /v1/disclosures` does, whatever the policy says. */
export async function recordDisclosure(
  deps: ActivityDependencies & { readonly policy: Policy },
  subjectId: SubjectId,
  given: Given,
): Promise<void> {
  const one = { at: toRfc3339(deps.clock()), ...given, subjectId, disclosureId: newDisclosureId() };
  const outcome = await transact(deps.database, await statementsOf(deps, one));
  if (outcome.kind !== 'committed') throw new Error(outcome.kind);
}
