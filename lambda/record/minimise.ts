import { categoryFor } from '../policy/categories.ts';
import type { Policy } from '../policy/schema.ts';
import type { Minimisation } from '../policy/vocabulary.ts';
import { holdsAddress, networkOf } from './model/addresses.ts';
import { namedFor } from './model/field-names.ts';
import { reduce } from './model/reduce.ts';
import type { MinimisationWarning, Refusal } from './model/record.ts';

/** Replaces a value in everything that is stored of one person: equal values have equal pseudonyms. */
export type Pseudonym = (value: string) => Promise<string>;

export type Minimised =
  | {
      readonly kind: 'minimised';
      readonly content: unknown;
      readonly warnings?: readonly MinimisationWarning[];
    }
  | Extract<Refusal, { kind: 'not-minimised' }>;

/** Loaded when a policy asks for it: functions that need no texts start without it. */
const searching = () => import('../text/search.ts');

interface Minimising {
  readonly pseudonym: Pseudonym;
  /** What the content is to replace: a pseudonym that comes back from it stays as it is. */
  readonly stored?: unknown;
}

/**
 * Takes out of content what its category does not need, before anything is stored (GDPR Art.
 * 5(1)(c), 25(1)). A field that the policy names and that is absent is none; one that cannot be
 * minimised is refused, because storing it as it is would be what the policy forbids. Beyond the
 * fields that it names, addresses and device identifiers are found at any depth by the name of their
 * field, and addresses where they are all of a text. An address within a text stays, and is warned of.
 */
export async function minimise(
  policy: Pick<Policy, 'categories' | 'unclassified' | 'texts'>,
  category: string,
  content: unknown,
  { pseudonym, stored }: Minimising,
): Promise<Minimised> {
  const ruled = categoryFor(policy, category) ?? category;
  const declared = Object.hasOwn(policy.categories, ruled) ? policy.categories[ruled] : undefined;
  const rules = declared?.minimise ?? [];
  const faults: { readonly pointer: string; readonly by: Minimisation }[] = [];
  const handled = new Set<string>();
  let result = content;
  for (const { field: pointer, by, types } of rules) {
    const found = valueAt(result, pointer);
    if (found === undefined || found === null) continue;
    if (by === 'redact-text') {
      const { redactContent } = (await searching()).openSearch(policy.texts);
      result = replaced(result, pointer.split('/').slice(1), redactContent(found, types).content);
      continue;
    }
    handled.add(pointer);
    if (by === 'pseudonymise' && isPseudonym(found) && found === valueAt(stored, pointer)) continue;
    const value = await (by === 'truncate-ip' ? truncated(found) : pseudonymised(found, pseudonym));
    if (value === undefined) faults.push({ pointer, by });
    else result = replaced(result, pointer.split('/').slice(1), value);
  }
  if (faults.length > 0) return { kind: 'not-minimised', faults };
  if (rules.length > 0) {
    const known = pseudonymsIn(stored);
    result = await reduce(result, waysOf(rules), handled, async (value) =>
      known.has(value) ? value : pseudonym(value),
    );
  }
  const isLog = rules.length > 0 || declared?.source === 'observed';
  return {
    kind: 'minimised',
    content: result,
    warnings: isLog && someString(result, holdsAddress) ? ['address-in-text'] : undefined,
  };
}

/** What the policy does to the addresses and the device identifiers that it names. */
function waysOf(all: readonly { readonly field: string; readonly by: Minimisation }[]) {
  const rules = all.filter(({ by }) => by !== 'redact-text');
  const lastName = (field: string): string => field.slice(field.lastIndexOf('/') + 1);
  const ofAddresses = rules.find(({ field }) => namedFor(lastName(field)) === 'address');
  const has = (by: Minimisation): boolean => rules.some((rule) => rule.by === by);
  const address = ofAddresses?.by ?? (has('truncate-ip') ? 'truncate-ip' : undefined);
  const others = rules.some((rule) => rule !== ofAddresses && rule.by === 'pseudonymise');
  return { address, device: others ? ('pseudonymise' as const) : undefined };
}

const truncated = (value: unknown): string | undefined =>
  typeof value === 'string' ? networkOf(value) : undefined;

const isPseudonym = (value: unknown): value is string =>
  typeof value === 'string' && /^p[12]\.[\w-]{43}$/.test(value);

/** GDPR Art. 4(5): without the key, which stays apart, no one can say whose it was. */
async function pseudonymised(value: unknown, pseudonym: Pseudonym): Promise<string | undefined> {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return pseudonym(String(value));
}

function pseudonymsIn(stored: unknown): ReadonlySet<string> {
  const known = new Set<string>();
  someString(stored, (text) => {
    if (isPseudonym(text)) known.add(text);
    return false;
  });
  return known;
}

/** Whether some text in the content does, names of fields included. */
function someString(content: unknown, does: (text: string) => boolean): boolean {
  if (typeof content === 'string') return does(content);
  if (Array.isArray(content)) return content.some((item) => someString(item, does));
  return (
    isObject(content) &&
    Object.entries(content).some(([name, value]) => does(name) || someString(value, does))
  );
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(content: unknown, pointer: string): unknown {
  let value = content;
  for (const name of pointer.split('/').slice(1)) {
    if (Array.isArray(value)) value = value[Number(name)];
    else if (isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

function replaced(content: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(content))
    return content.with(Number(name), replaced(content[Number(name)], rest, value));
  if (!isObject(content)) return content;
  return { ...content, [name]: replaced(content[name], rest, value) };
}
