import { isStopped } from '../opening/at-once.ts';
import type { AtOnceDependencies } from '../opening/at-once.ts';
import type { DirectKind } from '../request/model/kinds.ts';
import type { RequestRow } from '../request/row.ts';
import type { Subject } from '../subject/model/subject.ts';

type Deps = Pick<AtOnceDependencies, 'platform' | 'consents'> & {
  readonly requests: Pick<AtOnceDependencies['requests'], 'everyOf'>;
};

/**
 * The request as which the same was entered before: of the kind, of the day on which it came, by the
 * same channel. Only while it would change nothing: what the person permitted since is stopped again.
 */
export async function enteredBefore(
  deps: Deps,
  subject: Subject,
  { kind, channel, receivedAt, agent }: RequestRow & { readonly kind: DirectKind },
  purposes: readonly string[] | undefined,
): Promise<RequestRow | undefined> {
  for await (const row of deps.requests.everyOf(subject.subjectId)) {
    const isSame =
      row.enteredBy !== undefined &&
      row.kind === kind &&
      row.channel === channel &&
      row.receivedAt === receivedAt &&
      row.agent?.mandate === agent?.mandate;
    if (!isSame) continue;
    const changesNothing =
      kind === 'restriction'
        ? restricts(row, purposes)
        : covers(row, purposes) && (await isStopped(deps, subject, kind, purposes));
    if (changesNothing) return row;
  }
  return undefined;
}

/** What is restricted until it is lifted. */
const restricts = ({ restriction }: RequestRow, purposes: readonly string[] | undefined) =>
  restriction !== undefined &&
  restriction.liftedAt === undefined &&
  String(restriction.purposes) === String(purposes && [...new Set(purposes)].sort());

const covers = ({ choices = [] }: RequestRow, purposes: readonly string[] = []) =>
  purposes.every((wished) => choices.some(({ purpose }) => purpose === wished));
