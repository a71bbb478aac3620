import { choiceRights, rights } from '../../policy/law.ts';
import type { Right } from '../../policy/law.ts';

/** Every kind of data-subject request there is. Closed and published. */
export const requestKinds = [...rights, 'appeal'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What `jurisdictions.yaml` says of a kind: an appeal is a complaint that goes to the controller. */
export const rightOf = (kind: RequestKind): Right => (kind === 'appeal' ? 'complaint' : kind);

/** Kinds whose result is an export. */
export const exportedKinds = ['access', 'portability'] as const;
export type ExportedKind = (typeof exportedKinds)[number];
export const isExported = (kind: RequestKind): kind is ExportedKind =>
  exportedKinds.some((exported) => exported === kind);

/** Kinds that a workflow carries out on the data, once they have passed their gates. */
export const workflowKinds = [...exportedKinds, 'erasure'] as const;
export type WorkflowKind = (typeof workflowKinds)[number];
export const hasWorkflow = (kind: RequestKind): kind is WorkflowKind =>
  workflowKinds.some((carried) => carried === kind);

/** Kinds that the privacy team works on once they have passed their gates, and then answers. */
export const answeredKinds = ['rectification', 'human-review', 'complaint', 'appeal'] as const;
export type AnsweredKind = (typeof answeredKinds)[number];
export const isAnswered = (kind: RequestKind): kind is AnsweredKind =>
  answeredKinds.some((answered) => answered === kind);

/** Kinds that pass gates. */
export type GatedKind = WorkflowKind | AnsweredKind;
export const isGated = (kind: RequestKind): kind is GatedKind =>
  hasWorkflow(kind) || isAnswered(kind);

/** Kinds that are choices about purposes: see `stoppedBy`. */
export const choiceKinds = choiceRights;
export type ChoiceKind = (typeof choiceKinds)[number];
export const isChoice = (kind: RequestKind): kind is ChoiceKind =>
  choiceKinds.some((choice) => choice === kind);

/**
 * Kinds that execute at once, without a gate: they only ever lessen what is done with data, and a
 * person who is not asked for proof loses nothing by it (GDPR Art. 7(3), 12(2); 11 CCR 7026(d)).
 */
const directKinds = [...choiceKinds, 'restriction'] as const;
export type DirectKind = (typeof directKinds)[number];
export const isDirect = (kind: unknown): kind is DirectKind =>
  directKinds.some((direct) => direct === kind);

/** What can be asked for without an account: the others name something that an account shows. */
export const kindsWithoutAccount = [
  ...workflowKinds,
  'restriction',
  ...choiceKinds,
  'complaint',
] as const;
