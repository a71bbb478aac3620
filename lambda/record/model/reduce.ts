import type { Minimisation } from '../../policy/vocabulary.ts';
import { cutAddresses, isCardAddress, networkOf, networkOfNumber } from './addresses.ts';
import type { NamedFor } from './field-names.ts';
import { isVersion, namedFor } from './field-names.ts';

/** What is done to an address and to an identifier of a device; undefined where the policy names none. */
export type Ways = Readonly<Record<NamedFor, Minimisation | undefined>>;

interface Place {
  readonly pointer: string;
  /** Name of the field, or of the field that the list is in. */
  readonly name: string;
  readonly holds: NamedFor | undefined;
}

/**
 * Reduces whatever the names of fields, or whole texts, say to be an address or a device identifier,
 * at any depth. What is in a list or an object under such a name is one as well.
 *
 * @param handled pointers that stay as they are
 */
export async function reduce(
  content: unknown,
  ways: Ways,
  handled: ReadonlySet<string>,
  pseudonymOf: (value: string) => Promise<string>,
): Promise<unknown> {
  const wanted = new Set<string>();
  const root: Place = { pointer: '', name: '', holds: undefined };
  walk(content, root, { ways, handled }, (value) => {
    wanted.add(value);
    return value;
  });
  const pseudonyms = new Map(
    await Promise.all([...wanted].map(async (value) => [value, await pseudonymOf(value)] as const)),
  );
  return walk(content, root, { ways, handled }, (value) => pseudonyms.get(value) ?? value);
}

interface Rules {
  readonly ways: Ways;
  readonly handled: ReadonlySet<string>;
}
type Replace = (value: string) => string;

function walk(value: unknown, place: Place, rules: Rules, pseudonym: Replace): unknown {
  if (rules.handled.has(place.pointer)) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      walk(item, { ...place, pointer: `${place.pointer}/${index}` }, rules, pseudonym),
    );
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const holds = namedFor(name, place.name) ?? place.holds;
        const pointer = `${place.pointer}/${name}`;
        return [name, walk(member, { pointer, name, holds }, rules, pseudonym)];
      }),
    );
  }
  return leaf(value, place, rules.ways, pseudonym);
}

function leaf(value: unknown, { name, holds }: Place, ways: Ways, pseudonym: Replace): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  if (holds === 'device') {
    return ways.device === undefined || value === '' ? value : pseudonym(String(value));
  }
  if (ways.device !== undefined && typeof value === 'string' && isCardAddress(value)) {
    return pseudonym(value);
  }
  if (ways.address === undefined) return value;
  if (holds === 'address') return addressed(value, ways.address, pseudonym);
  const isAddress = typeof value === 'string' && networkOf(value) !== undefined && !isVersion(name);
  return isAddress ? addressed(value, ways.address, pseudonym) : value;
}

/** What only is named after an address, and is none, stays. */
function addressed(value: string | number, by: Minimisation, pseudonym: Replace): string | number {
  const cut = typeof value === 'number' ? networkOfNumber(value) : cutWhole(value);
  if (cut === undefined || cut === value) return value;
  return by === 'truncate-ip' ? cut : pseudonym(String(value));
}

const cutWhole = (text: string): string => networkOf(text) ?? cutAddresses(text);
