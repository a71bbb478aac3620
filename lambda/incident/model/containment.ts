import type { Actor } from './incident.ts';
import type { ContainmentId, IncidentId } from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';

export const containmentActions = [
  'freeze-processing',
  'revoke-client',
  'quarantine-function',
  'rotate-keys',
] as const;
export type ContainmentAction = (typeof containmentActions)[number];

/** `applying` and `undoing` last while a step outside the database is open; `failed` can be repeated. */
export const containmentStates = ['applying', 'applied', 'failed', 'undoing', 'undone'] as const;
export type ContainmentState = (typeof containmentStates)[number];

/** What a containment is about. People are counted here; who they are is in `contained-people`. */
export type Target =
  | { readonly kind: 'everything' }
  | { readonly kind: 'categories'; readonly categories: readonly string[] }
  | { readonly kind: 'people'; readonly people: number }
  | { readonly kind: 'function'; readonly function: string }
  | { readonly kind: 'client'; readonly issuer: string; readonly clientId: string };

export interface Containment {
  readonly incidentId: IncidentId;
  readonly containmentId: ContainmentId;
  readonly version: number;
  readonly state: ContainmentState;
  readonly action: ContainmentAction;
  readonly target: Target;
  /** SHA-256 of action and scope: the same containment of an incident is not applied twice. */
  readonly scopeSha256: string;
  readonly startedAt: Rfc3339;
  readonly by: Actor;
  readonly appliedAt?: Rfc3339;
  readonly undoneAt?: Rfc3339;
  readonly undoneBy?: Actor;
  /**
   * A call that began before it was applied or undone may still carry out its own step outside the
   * database, and end before it notices: the sweep looks once more.
   */
  readonly isSettling?: true;
}

/** Not once it is undone; a rotation that is complete changes nothing any more. */
export const isInForce = ({ action, state }: Pick<Containment, 'action' | 'state'>): boolean =>
  state !== 'undone' && !(action === 'rotate-keys' && state === 'applied');

/**
 * How long after its last step a containment may not work everywhere: permits that clients have
 * cached (`validUntil`), results of the authorizer that API Gateway has cached, and policies that
 * IAM has not distributed yet ("a few minutes", IAM User Guide, "Changes that I make are not always
 * immediately visible").
 */
export const effectiveAfterSeconds = {
  'freeze-processing': 300,
  'revoke-client': 60,
  'quarantine-function': 300,
  'rotate-keys': 0,
} as const satisfies Readonly<Record<ContainmentAction, number>>;
