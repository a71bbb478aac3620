import type { Stated } from '../../lambda/policy/basis-vocabulary.ts';
import type { Finding, Path } from './problem.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';

interface Later extends Stated {
  readonly effectiveFrom?: string | undefined;
  readonly previous?: Stated | undefined;
}

/** Rules of a basis that holds for data collected from some day on. */
export function laterBasisFindings(
  path: Path,
  purpose: string,
  { effectiveFrom, previous, ...present }: Later,
  document: PolicyDocument,
): Finding[] {
  if (previous === undefined) {
    if (effectiveFrom === undefined) return [];
    return [
      {
        path: [...path, 'effectiveFrom'],
        message: 'Nothing says on which basis data collected before this day rests.',
        remedy: 'Add `previous` with the basis until then, or remove `effectiveFrom`.',
      },
    ];
  }
  if (effectiveFrom === undefined) {
    return [
      {
        path: [...path, 'previous'],
        at: 'key',
        message: 'Nothing says until when the previous basis held.',
        remedy: 'Add `effectiveFrom` with the day on which people were informed of the new one.',
      },
    ];
  }
  if (says(previous) === says(present)) {
    return [
      {
        path: [...path, 'previous'],
        at: 'key',
        message: 'The previous basis is the present one.',
        remedy: 'Remove `previous` and `effectiveFrom`, or write what held before.',
      },
    ];
  }
  return noticeFindings(path, purpose, effectiveFrom, document);
}

/**
 * GDPR Art. 13(1)(c), EDPB Guidelines 05/2020 paragraphs 121 to 123: another basis holds for what is
 * collected after people were informed of it.
 */
function noticeFindings(
  path: Path,
  purpose: string,
  effectiveFrom: string,
  { notices }: PolicyDocument,
): Finding[] {
  const noticedFrom = Object.values(notices)
    .filter(({ purposes }) => purposes.includes(purpose))
    .map((notice) => notice.effectiveFrom)
    .toSorted()[0];
  if (noticedFrom !== undefined && noticedFrom <= effectiveFrom) return [];
  return [
    {
      path: [...path, 'effectiveFrom'],
      message:
        noticedFrom === undefined
          ? 'No notice covers the purpose, so no one was informed of the new basis.'
          : `People are informed of it from ${noticedFrom}: before that day the new basis cannot hold.`,
      remedy: 'Set `effectiveFrom` to the day of the notice or later.',
    },
  ];
}

const says = ({ basis, condition, optOut }: Stated): string =>
  [basis, condition ?? '', optOut ?? ''].join(' ');
