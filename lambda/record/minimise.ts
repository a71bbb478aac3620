import { isIPv4, isIPv6 } from 'node:net';
import { categoryFor } from '../decision/decision.ts';
import type { Minimisation, Policy } from '../policy/schema.ts';
import type { Refusal } from './record.ts';

/** Stands for a value in everything that is stored: equal values have equal pseudonyms. */
export type Pseudonym = (value: string) => Promise<string>;

export type Minimised =
  | { readonly kind: 'minimised'; readonly content: unknown }
  | Extract<Refusal, { kind: 'not-minimised' }>;

/**
 * Takes out of content what its category does not need, before anything is stored (GDPR Art.
 * 5(1)(c), 25(1)). A field that is absent is none; one that cannot be minimised is refused, because
 * storing it as it is would be what the policy forbids.
 *
 * @param stored what `content` is to replace: a pseudonym that comes back from it stays as it is
 */
export async function minimise(
  policy: Pick<Policy, 'categories' | 'unclassified'>,
  category: string,
  content: unknown,
  pseudonym: Pseudonym,
  stored?: unknown,
): Promise<Minimised> {
  const ruled = categoryFor(policy, category) ?? category;
  const rules = Object.hasOwn(policy.categories, ruled)
    ? (policy.categories[ruled]?.minimise ?? [])
    : [];
  const faults: { readonly pointer: string; readonly by: Minimisation }[] = [];
  let result = content;
  for (const { field: pointer, by } of rules) {
    const found = valueAt(result, pointer);
    if (found === undefined || found === null) continue;
    if (by === 'pseudonymise' && isPseudonym(found) && found === valueAt(stored, pointer)) continue;
    const value = await (by === 'truncate-ip' ? truncated(found) : pseudonymised(found, pseudonym));
    if (value === undefined) faults.push({ pointer, by });
    else result = replaced(result, pointer.split('/').slice(1), value);
  }
  return faults.length > 0
    ? { kind: 'not-minimised', faults }
    : { kind: 'minimised', content: result };
}

/** Of an IPv4 address the first 24 bits, of an IPv6 address 48: a network, not a connection. */
function truncated(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const address = value.trim();
  if (isIPv4(address)) return networkOf(address);
  // A zone names an interface of the machine.
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return undefined;
  const { hostname } = new URL(`http://[${plain}]`);
  const groups = groupsOf(hostname.slice(1, -1));
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return networkOf([...bytesOf(groups[6]), ...bytesOf(groups[7])].join('.'));
  const [first = 0, second = 0, third = 0] = groups;
  // RFC 3056 section 2: 48 bits of a 6to4 address are all of an IPv4 address.
  const network = [first, second, first === 0x2002 ? third & 0xff00 : third]
    .map((group) => group.toString(16))
    .join(':');
  return new URL(`http://[${network}::]`).hostname.slice(1, -1);
}

const networkOf = (address: string): string => `${address.slice(0, address.lastIndexOf('.'))}.0`;
const bytesOf = (group = 0): readonly number[] => [group >> 8, group & 0xff];

/** The eight groups of an address in the form that URLs have: `::` once, no dots. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const parse = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const first = parse(head);
  const last = tail === undefined ? [] : parse(tail);
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => 0);
  return [...first, ...zeros, ...last];
}

const isPseudonym = (value: unknown): boolean =>
  typeof value === 'string' && /^p1\.[\w-]{43}$/.test(value);

/** GDPR Art. 4(5): without the key, which stays apart, nobody can tell whose it was. */
async function pseudonymised(value: unknown, pseudonym: Pseudonym): Promise<string | undefined> {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return pseudonym(String(value));
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

function replaced(content: unknown, [name, ...rest]: readonly string[], value: string): unknown {
  if (name === undefined) return value;
  if (Array.isArray(content))
    return content.with(Number(name), replaced(content[Number(name)], rest, value));
  if (!isObject(content)) return content;
  return { ...content, [name]: replaced(content[name], rest, value) };
}
