import type { ChangeEvent } from './change-events.ts';
import type { Containment } from './containment.ts';
import { isInForce } from './containment.ts';
import type { FieldError } from './times.ts';

export type LeftInForce =
  | { readonly kind: 'left'; readonly events: readonly ChangeEvent[] }
  /** Containments that the change does not name: a freeze that no one remembers denies people their service. */
  | { readonly kind: 'in-force'; readonly containments: readonly Containment[] }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] };

/**
 * Whether an incident can be closed with its containments. Those in force are undone before, or named: a
 * client whose secret got out stays revoked when all else is over.
 *
 * @param named ids of those that staff leave in force
 */
export function leftInForce(
  closes: boolean,
  containments: readonly Containment[],
  named: readonly string[] | undefined,
): LeftInForce {
  if (!closes) {
    const message = 'send it with the state closed';
    return named === undefined
      ? { kind: 'left', events: [] }
      : { kind: 'invalid', errors: [{ pointer: '/stayInForce', message }] };
  }
  const inForce = containments.filter(isInForce);
  const ids = inForce.map(({ containmentId }): string => containmentId);
  const errors = (named ?? []).flatMap((id, index) =>
    ids.includes(id)
      ? []
      : [
          {
            pointer: `/stayInForce/${index}`,
            message: 'name a containment of this incident that is in force',
          },
        ],
  );
  if (errors.length > 0) return { kind: 'invalid', errors };
  const unnamed = inForce.filter(({ containmentId }) => named?.includes(containmentId) !== true);
  if (unnamed.length > 0) return { kind: 'in-force', containments: unnamed };
  return {
    kind: 'left',
    events:
      ids.length > 0
        ? [{ kind: 'containments-left', codes: { containmentIds: ids.toSorted() } }]
        : [],
  };
}
