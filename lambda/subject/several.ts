import { aliasNameOf } from './aliases.ts';
import type { SubjectsDependencies } from './identities.ts';
import type { Beside } from './look.ts';
import { lookWith } from './look.ts';
import type { Identifier, Resolution } from './model/subject.ts';
import { normalise } from './model/subject.ts';

type ResolvingDependencies = Pick<SubjectsDependencies, 'database' | 'keyring' | 'clock'>;

export interface ResolvedWith<Known, Own> {
  /** One for each identifier, in their order. */
  readonly resolutions: readonly Resolution[];
  readonly known: Known;
  readonly own: Own;
}

/**
 * The person that a service means by each of several identifiers, with what is read beside: see
 * `lookWith`.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function resolveWith<Known, Own>(
  deps: ResolvingDependencies,
  identifiers: readonly Identifier[],
  beside: Beside<Known, Own>,
): Promise<ResolvedWith<Known, Own>> {
  const { keyring } = deps;
  const names = await Promise.all(identifiers.map((one) => aliasNameOf(keyring, normalise(one))));
  const { sightings, known, own } = await lookWith(deps, names, beside);
  const resolutions = sightings.map((seen): Resolution =>
    seen.kind === 'known' ? { kind: 'known', subject: seen.subject } : { kind: seen.kind },
  );
  return { resolutions, known, own };
}

/** `resolve` for many: two calls. */
export async function resolveSeveral(
  deps: ResolvingDependencies,
  identifiers: readonly Identifier[],
): Promise<readonly Resolution[]> {
  const { resolutions } = await resolveWith(deps, identifiers, { known: nothing, own: nothing });
  return resolutions;
}

const nothing = (): Promise<undefined> => Promise.resolve(undefined);
