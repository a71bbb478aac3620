import { isIPv4, isIPv6 } from 'node:net';

/**
 * Of an IPv4 address the first 24 bits, of an IPv6 address 48: a network, not a connection. A port, a
 * prefix length and brackets go with the rest. Undefined for what is no address.
 */
export function networkOf(text: string): string | undefined {
  const address = text.trim();
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(address) ?? [];
  const bare = (bracketed ?? address).replace(/\/\d{1,3}$/, '');
  const [, withPort] = /^(\d[\d.]*):\d{1,5}$/.exec(bare) ?? [];
  const v4 = withPort ?? bare;
  if (isIPv4(v4)) return `${v4.slice(0, v4.lastIndexOf('.'))}.0`;
  // A zone names an interface of the machine.
  const [plain = ''] = bare.split('%');
  return isIPv6(plain) ? networkOfSix(plain) : undefined;
}

function networkOfSix(address: string): string | undefined {
  const groups = groupsOf(new URL(`http://[${address}]`).hostname.slice(1, -1));
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return networkOf([...bytesOf(groups[6]), ...bytesOf(groups[7])].join('.'));
  const [first = 0, second = 0, third = 0] = groups;
  // RFC 3056 section 2: 48 bits of a 6to4 address are all of an IPv4 address.
  const network = [first, second, first === 0x2002 ? third & 0xff00 : third]
    .map((group) => group.toString(16))
    .join(':');
  return new URL(`http://[${network}::]`).hostname.slice(1, -1);
}

/** An IPv4 address written as one number; undefined for a number that is too small to be one. */
export const networkOfNumber = (value: number): number | undefined =>
  Number.isInteger(value) && value >= 2 ** 24 && value < 2 ** 32
    ? value - (value % 256)
    : undefined;

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

/** What may be an address within a text: `isIPv4` and `isIPv6` say whether it is one. */
const candidates =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)|[\da-f]{0,4}:[\da-f:]*(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:]))/gi;

/** A text with its addresses cut. What is a network already stays. */
export const cutAddresses = (text: string): string =>
  text.replaceAll(candidates, (found) => networkOf(found) ?? found);

/** EUI-48 of a network card, which names the device: IEEE 802 section 8.1, and with dots. */
const card =
  /(?<![\w:.-])(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}|(?:[\da-f]{4}\.){2}[\da-f]{4})(?![\w:.-]*\w)/i;

export const isCardAddress = (text: string): boolean =>
  text.trim().replace(card, '') === '' && text.trim() !== '';

/** Of a connection, or of a network card. */
export const holdsAddress = (text: string): boolean =>
  cutAddresses(text) !== text || card.test(text);
