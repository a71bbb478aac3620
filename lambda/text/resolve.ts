import type { Candidate } from './candidate.ts';
import type { TextType } from './finding.ts';

/** Which type a part has that several scanners claim: first the one with the stronger evidence. */
const ranks: readonly TextType[] = [
  'url',
  'secret',
  'email',
  'iban',
  'payment-card',
  'national-id',
  'device-id',
  'mac-address',
  'ip-address',
  'date-of-birth',
  'phone',
  'username',
  'postal-address',
  'person',
  'location',
  'organisation',
];
const rankOf = new Map(ranks.map((type, rank) => [type, rank]));

/** Types that are cut where another finding begins; a part of a number would be no number. */
const divisible: ReadonlySet<TextType> = new Set([
  'postal-address',
  'person',
  'location',
  'organisation',
]);

/** Below this a rule gives way to any other that is surer. */
const weak = 0.7;

/** An operator's own rules come first. */
const tierOf = ({ source, score }: Candidate): number =>
  source.startsWith('operator') ? 0 : score >= weak ? 1 : 2;

const order = (one: Candidate, other: Candidate): number =>
  tierOf(one) - tierOf(other) ||
  (rankOf.get(one.type) ?? 0) - (rankOf.get(other.type) ?? 0) ||
  other.end - other.start - (one.end - one.start) ||
  one.start - other.start;

/**
 * Findings in order, without overlap. Sorting takes n log n, and marking each unit once or twice is
 * linear, because the candidates of one scanner hardly overlap.
 */
export function resolve(text: string, candidates: readonly Candidate[]): Candidate[] {
  const taken = new Uint8Array(text.length);
  const chosen: Candidate[] = [];
  for (const candidate of candidates.toSorted(order)) {
    const part = freePart(text, taken, candidate);
    if (part === undefined) continue;
    taken.fill(1, part.start, part.end);
    chosen.push(part);
  }
  return chosen.sort((one, other) => one.start - other.start);
}

/** The candidate if nothing of it is taken; of a name, the longest part that is free. */
function freePart(text: string, taken: Uint8Array, candidate: Candidate): Candidate | undefined {
  const { start, end, type } = candidate;
  let best: readonly [number, number] = [start, start];
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && taken[at] === 0) continue;
    if (at - from > best[1] - best[0]) best = [from, at];
    from = at + 1;
  }
  if (best[1] - best[0] === end - start) return candidate;
  if (!divisible.has(type)) return undefined;
  const part = text.slice(...best);
  const [lead = ''] = /^[^\p{L}\p{N}]*/u.exec(part) ?? [];
  const [trail = ''] = /[^\p{L}\p{N}.]{0,64}$/u.exec(part) ?? [];
  const trimmed = part.length - lead.length - trail.length;
  return trimmed > 1 && /\p{L}/u.test(part)
    ? { ...candidate, start: best[0] + lead.length, end: best[1] - trail.length }
    : undefined;
}
