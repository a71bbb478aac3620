import { isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';

/**
 * Invisible characters: two identifiers that differ only in these look the same and name two
 * people. Unicode category Cf, characters that are ignored in display (Hangul fillers among them),
 * and signs that are drawn as nothing: blank braille, a null notehead, Egyptian blanks.
 */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}\u{1d159}\u{13441}\u{13442}]/u;
export const holdsInvisible = (text: string): boolean => invisible.test(text);

/** RFC 5321 section 4.5.3.1, in octets. */
const localOctets = 64;
const pathOctets = 254;

// RFC 5321 section 4.1.2 with the wider letters of RFC 6531 section 3.3.
const wide = '[^\\p{ASCII}\\p{C}\\p{Z}]';
const atom = `(?:[\\w!#$%&'*+/=?^\`{|}~\\-]|${wide})+`;
const dotString = new RegExp(`^${atom}(?:\\.${atom})*$`, 'u');
const quotedString = new RegExp(`^"((?:[ !#-\\[\\]-~]|${wide}|\\\\[ -~])*)"$`, 'u');
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const foreignToDomains = /[\p{ASCII}--[a-zA-Z0-9.\-]]/v;

/**
 * The canonical form for comparing e-mail addresses: NFC, trimmed, in lower case, the domain in the
 * ASCII form of UTS 46 without a trailing dot. Dots and tags stay, because two mailboxes that
 * differ in them can belong to two people. RFC 5321 section 2.4 lets a host distinguish capitals
 * but advises against it; providers treat both as one mailbox.
 *
 * A sharp s is not a double s: UTS 46 keeps it in domains (non-transitional), RFC 8265 section
 * 3.3.1 in names.
 *
 * @returns undefined for what RFC 5321 section 4.1.2 does not allow, for invisible characters, and
 * for a mailbox with lookalike letters
 */
export function comparableAddress(text: string): string | undefined {
  if (holdsInvisible(text)) return undefined;
  const address = text.normalize('NFC').trim();
  const at = address.lastIndexOf('@');
  const local = comparableLocal(address.slice(0, Math.max(at, 0)));
  const domain = comparableDomain(address.slice(at + 1));
  if (local === undefined || domain === undefined) return undefined;
  const octets = Buffer.byteLength(local);
  return octets <= localOctets && octets + 1 + domain.length <= pathOctets
    ? `${local}@${domain}`
    : undefined;
}

/**
 * The form for sending: the mailbox as its owner spells it, because only the host may change that
 * (RFC 5321 section 2.4), at the domain in ASCII.
 *
 * @returns undefined where `comparableAddress` does
 */
export function deliverableAddress(text: string): string | undefined {
  const domain = comparableAddress(text)?.replace(/^.*@/s, '');
  const address = text.normalize('NFC').trim();
  return domain && `${address.slice(0, address.lastIndexOf('@'))}@${domain}`;
}

/**
 * Ligatures, full-width and superscript letters, presentation forms: UTS 46 maps them in a domain,
 * but nothing does in a mailbox, and names for sign-in have none (RFC 8264 section 9.17).
 * Characters that decompose into several letters of another script stay, because some languages are
 * written with them: Thai U+0E33.
 */
function imitatesOthers(letter: string): boolean {
  const plain = letter.normalize('NFKC');
  return plain !== letter && (/\p{ASCII}/u.test(plain) || Array.from(plain).length === 1);
}

function comparableLocal(text: string): string | undefined {
  if (Array.from(text).some(imitatesOthers)) return undefined;
  if (dotString.test(text)) return inLowerCase(text);
  const quoted = quotedString.exec(text)?.[1];
  if (quoted === undefined) return undefined;
  // Superfluous quotes do not change the mailbox (RFC 5321 section 4.1.2).
  const content = inLowerCase(quoted.replace(/\\(.)/gu, '$1'));
  return dotString.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}

/** The small sigma has a second form at the end of a word; its capital does not. */
const inLowerCase = (text: string): string =>
  text.toLowerCase().replaceAll('ς', 'σ').normalize('NFC');

function comparableDomain(text: string): string | undefined {
  const literal = /^\[(.+)\]$/.exec(text)?.[1];
  if (literal !== undefined) return comparableLiteral(literal);
  if (foreignToDomains.test(text)) return undefined;
  const domain = domainToASCII(text).replace(/\.$/, '');
  const labels = domain.split('.');
  const fits = labels.every((each) => label.test(each)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return fits ? domain : undefined;
}

/** RFC 5321 section 4.1.3 */
function comparableLiteral(literal: string): string | undefined {
  if (isIPv4(literal)) return `[${literal}]`;
  const six = /^IPv6:([\da-f:.]+)$/i.exec(literal)?.[1];
  const url = `http://[${six}]`;
  return six !== undefined && URL.canParse(url)
    ? `[ipv6:${new URL(url).hostname.slice(1, -1)}]`
    : undefined;
}
