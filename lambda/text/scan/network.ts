import type { Candidate, Page } from '../candidate.ts';

const version4 =
  /(?<![\p{L}\p{N}_.]|\d[-:])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\p{L}\p{N}_]|\.\d|-\p{L})/gu;
const versionWord =
  /(?:\bv(?:er(?:sion|\.)?)?|\bversion[a-zé]*|\bbuild|\brelease|\bsection|\bchapter|\bfirmware)[\s:="']{0,3}$/i;

/** IPv4 addresses: four numbers up to 255 that no word calls a version. */
function version4Addresses({ text }: Page): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(version4)) {
    const [address, ...numbers] = match;
    if (numbers.some((number) => Number(number) > 255 || /^0\d/.test(number))) continue;
    if (versionWord.test(text.slice(Math.max(0, match.index - 14), match.index))) continue;
    found.push(addressAt(match.index, address.length, 'ipv4'));
  }
  return found;
}

const addressAt = (start: number, length: number, source: string): Candidate => ({
  type: 'ip-address',
  start,
  end: start + length,
  score: 0.9,
  source,
});

const colons = /(?<![\p{L}\p{N}:._])(?:[\da-f]{1,4}:|::)[\da-f:.]{1,45}/giu;

/** IPv6 addresses (RFC 4291 section 2.2), not scopes of C++ such as `a::b` or times. */
function version6Addresses({ text }: Page): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: match, index } of text.matchAll(colons)) {
    const whole = match.replace(/[.]+$/, '').replace(/(?<!:):$/, '');
    // A port after an address without brackets, which RFC 5952 section 6 advises against.
    const address = /^((?:[\da-f]{1,4}:){7}[\da-f]{1,4}):\d{2,5}$/i.exec(whole)?.[1] ?? whole;
    if (/^[\p{L}\p{N}_]/u.test(text.slice(index + match.length, index + match.length + 1)))
      continue;
    if (isVersion6(address)) found.push(addressAt(index, address.length, 'ipv6'));
  }
  return found;
}

function isVersion6(address: string): boolean {
  const [head = '', tail, ...rest] = address.split('::');
  if (rest.length > 0) return false;
  const groups = [head, tail ?? ''].flatMap((part) => (part === '' ? [] : part.split(':')));
  const last = groups.at(-1) ?? '';
  const hasVersion4 = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(last);
  const hexadecimal = hasVersion4 ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((each) => /^[\da-f]{1,4}$/i.test(each))) return false;
  const count = hexadecimal.length + (hasVersion4 ? 2 : 0);
  if (tail === undefined) return count === 8;
  return (
    count < 8 && (count >= 3 || address === '::1' || (/\d/.test(address) && address.length >= 7))
  );
}

const hardware =
  /(?<![\p{L}\p{N}:_.-])(?:[\da-f]{2}(?:(:)[\da-f]{2}(?::[\da-f]{2}){4}(?:(?::[\da-f]{2}){2})?|(-)[\da-f]{2}(?:-[\da-f]{2}){4}(?:(?:-[\da-f]{2}){2})?)|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4})(?![\p{L}\p{N}_]|[:.-][\p{L}\p{N}])/giu;

/** MAC addresses (EUI-48 and EUI-64). Digits with dashes or dots alone are other numbers. */
function hardwareAddresses({ text, labels }: Page): Candidate[] {
  return [...text.matchAll(hardware)].flatMap((match) => {
    const [address, colon] = match;
    const start = match.index;
    const isLabelled = labels.before('mac', start, 25) !== undefined;
    if (!isLabelled && colon === undefined && !/[a-f]/i.test(address)) return [];
    return [
      {
        type: 'mac-address' as const,
        start,
        end: start + address.length,
        score: isLabelled ? 0.99 : 0.9,
        source: 'eui',
      },
    ];
  });
}

export const networkAddresses = (page: Page): Candidate[] => [
  ...version4Addresses(page),
  ...version6Addresses(page),
  ...hardwareAddresses(page),
];
