import type { Policy } from '../policy/schema.ts';
import { entriesOf, targetOf } from '../request/model/task.ts';
import type { Task, Tasks } from '../request/model/task.ts';

interface CertifiedSystem {
  readonly system: string;
  /** Whose system it is, where it is not the controller's own, and its sub-processors: GDPR Art. 28(2). */
  readonly recipient?: string | undefined;
  readonly subProcessors?: readonly { readonly name: string; readonly country: string }[];
  readonly status: string;
  readonly ground?: string | undefined;
  readonly error?: string | undefined;
  /** Rows by category: found before, erased, and found along two paths afterwards. */
  readonly found?: Task['found'];
  readonly erased?: Task['done'];
  readonly left?: Task['left'];
  readonly foundAgain?: Task['foundAgain'];
  readonly selectors?: Task['selectors'];
  readonly rowsOfAnother?: { readonly before: number; readonly after?: number | undefined };
  /** Staff ended it, with evidence of their own. */
  readonly byStaff?: true;
}

/**
 * What a certificate says of the other systems: each with counts, evidence and ground in the manifest,
 * and their number in what is signed, which is at most 2,800 bytes.
 */
export function certifiedSystems(
  policy: Pick<Policy, 'systems' | 'recipients'>,
  tasks: Tasks | undefined,
): {
  readonly listed?: readonly CertifiedSystem[];
  readonly summary?: Readonly<Record<string, number>>;
} {
  const systems = entriesOf(tasks).filter(([, { target }]) => target === 'system');
  if (systems.length === 0) return {};
  const listed = systems.map(([key, task]): CertifiedSystem => {
    const { state, ground, error, found, done, left, foundAgain, selectors, control, by } = task;
    return {
      ...{
        system: targetOf(key),
        ...runnerOf(policy, targetOf(key)),
        status: state,
        ground,
        error,
      },
      ...{ found, erased: done, left, foundAgain, selectors },
      ...(control && { rowsOfAnother: { before: control.before, after: control.after } }),
      ...(by !== undefined && { byStaff: true as const }),
    };
  });
  const summary: Record<string, number> = {};
  for (const { status } of listed) summary[status] = (summary[status] ?? 0) + 1;
  return { listed, summary };
}

function runnerOf(
  { systems, recipients }: Pick<Policy, 'systems' | 'recipients'>,
  system: string,
): Pick<CertifiedSystem, 'recipient' | 'subProcessors'> {
  const recipient = Object.hasOwn(systems, system) ? systems[system]?.recipient : undefined;
  if (recipient === undefined) return {};
  const { name = recipient, agreement } = recipients[recipient] ?? {};
  const others = agreement?.subProcessors ?? [];
  return {
    recipient: name,
    ...(others.length > 0 && {
      subProcessors: others.map(({ name: called, country }) => ({ name: called, country })),
    }),
  };
}
