import { parse } from 'tldts';
import type { Candidate, Page } from '../candidate.ts';
import { growLeft } from './grow.ts';

/** RFC 5321 section 4.5.3.1: 64 characters before the `@`, 255 after it. */
const longestLocal = 64;
const longestDomain = 255;
const local = /[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]/u;
const domain =
  /^(?:[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}-]{0,62}/u;
const literal = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[\da-f:.]{2,45})\]/i;
/** Not delegated, and in use in examples (RFC 2606), tests and networks of an office (RFC 6762). */
const specialUse =
  /\.(?:test|example|invalid|localhost|local|lan|internal|corp|home|intranet|onion|localdomain)$/i;

/** Grows an address from each `@`, to both sides. */
export function emails({ text }: Page): Candidate[] {
  const found: Candidate[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = startOf(text, Math.max(from, at - longestLocal), at);
    if (start === undefined) continue;
    const end = endOf(text, at + 1);
    if (end === undefined || isRepository(text, start, at, end)) continue;
    found.push({ type: 'email', start, end, score: 0.98, source: 'domain' });
    from = end;
  }
  return found;
}

function startOf(text: string, least: number, at: number): number | undefined {
  if (text[at - 1] === '"') {
    const before = text.slice(least, at);
    const opened = before.lastIndexOf('"', before.length - 2);
    const isLine = opened >= 0 && !/[\r\n]/.test(before.slice(opened));
    return isLine && before.length - opened > 2 ? least + opened : undefined;
  }
  const grown = text.slice(growLeft(text, at, least, local), at);
  // What is before a separator that few mailboxes have is another word: `key=a@b.com`, `(x|a@b.com)`.
  const name = grown.replace(/^.*[=|`{}?&/*#!$%^](?=.)/su, '').replace(/^[^\p{L}\p{N}_]+/u, '');
  return name === '' || name.endsWith('.') || !/[\p{L}\p{N}]/u.test(name)
    ? undefined
    : at - name.length;
}

function endOf(text: string, from: number): number | undefined {
  const after = text.slice(from, from + longestDomain);
  const [address] = literal.exec(after) ?? [];
  if (address !== undefined) return from + address.length;
  const [grown] = domain.exec(after) ?? [];
  if (grown === undefined) return undefined;
  const host = grown.replace(/-+$/, '');
  // A sentence may end without a space after its full stop: `a@b.com.Thanks`.
  for (let name = host; name.includes('.'); name = name.slice(0, name.lastIndexOf('.'))) {
    if (isHost(name)) return from + name.length;
  }
  return undefined;
}

function isHost(name: string): boolean {
  if (specialUse.test(name)) return true;
  const { isIcann, isPrivate, domain: registered } = parse(name);
  return isIcann === true || (isPrivate === true && registered !== null);
}

/** `git@example.com:team/project.git` names a repository. */
const isRepository = (text: string, start: number, at: number, end: number): boolean =>
  /^(?:git|hg|svn)$/i.test(text.slice(start, at)) && /^:[\w~]/.test(text.slice(end, end + 2));
