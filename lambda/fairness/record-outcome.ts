import { readFreeze } from '../containment/freeze-store.ts';
import type { Consents } from '../consent/consents.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { decidedCategory } from '../policy/categories.ts';
import type { FairnessSystem } from '../policy/fairness-section.ts';
import type { Policy } from '../policy/schema.ts';
import type { NewRecord, RecordsDependencies } from '../record/rows.ts';
import type { Subjects } from '../subject/store.ts';
import { placeOf } from './model/outcome-end.ts';
import { outcomeStatement } from './outcome.ts';
import { permits } from './permitted.ts';

export interface MonitoringDependencies extends RecordsDependencies {
  readonly subjects: Pick<Subjects, 'get'>;
  readonly consents: Pick<Consents, 'states'>;
}

/** What of a decision is compared. */
export interface DecidedOutcome {
  readonly system: string;
  readonly outcome: {
    readonly favourable?: boolean | undefined;
    readonly score?: number | undefined;
  };
  readonly model?: string | undefined;
}

/** The settings of a monitored system, and the purpose for which it is monitored. */
export function monitored(
  { fairness }: Pick<Policy, 'fairness'>,
  system: string,
): { readonly system: FairnessSystem; readonly purpose: string } | undefined {
  const { purpose, systems } = fairness;
  const settings = Object.hasOwn(systems, system) ? systems[system] : undefined;
  return settings === undefined || purpose === undefined
    ? undefined
    : { system: settings, purpose };
}

/**
 * The statements that belong in the transaction of an automated decision: its outcome, where the policy
 * monitors the system and the person has not objected.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function outcomeBeside(
  deps: MonitoringDependencies,
  { subjectId, recordId, erasureClass }: NewRecord,
  { system, outcome, model }: DecidedOutcome,
): Promise<readonly Statement[]> {
  const found = monitored(deps.policy, system);
  if (found === undefined) return [];
  const [subject, states, freeze] = await Promise.all([
    deps.subjects.get(subjectId),
    deps.consents.states(subjectId),
    readFreeze(deps.database),
  ]);
  const question = {
    ...{ purpose: found.purpose, category: decidedCategory },
    ...{ storing: true, incoming: true },
  };
  if (subject === undefined || !permits({ ...deps, freeze }, subject, states, question)) return [];
  const now = deps.clock();
  const { favourable, score } = outcome;
  const { timeZone } = deps.policy.controller;
  return [
    await outcomeStatement(deps.subjectKeys, {
      ...{ subjectId, automatedDecisionId: recordId, erasureClass, system },
      ...{ ...placeOf(found.system, now, timeZone), recordedAt: now },
      content: { favourable, score, model },
    }),
  ];
}
