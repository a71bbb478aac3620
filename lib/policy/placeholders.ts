import type { Finding, Path, PolicyProblem } from './problem.ts';
import type { PolicyDocument, PublishedNotice } from '../../lambda/policy/schema.ts';

/** RFC 2606 and 6761: names that are reserved for examples, so that no one can be reached there. */
const reservedDomain = /(?:^|\.)(?:example\.(?:com|net|org)|[\w-]+\.(?:example|invalid|test))$/i;
/** AWS documentation writes it where a reader has an account of their own. */
const exampleAccount = '111122223333';
/** RFC 5321 section 4.5.3.1: no address and no name of a host is longer. */
const longestAddress = 320;

/** The first name or address in a text that is reserved for examples. */
function reservedIn(text: string): Place | undefined {
  // Word by word: a pattern that looks for the whole anywhere takes minutes for one long line.
  for (const { 0: word, index } of text.matchAll(/[\w.+@-]+/g)) {
    if (word.length > longestAddress) continue;
    const value = word.replace(/[.+@-]+$/, '');
    const isReserved = reservedDomain.test(value.slice(value.lastIndexOf('@') + 1));
    if (isReserved || value === exampleAccount) return { index, value };
  }
  return undefined;
}

/** Buckets of the examples begin so: another account may have one of that name. */
const exampleBucket = (value: string): Place | undefined =>
  value.startsWith('example-') ? { index: 0, value } : undefined;

interface Place {
  readonly index: number;
  readonly value: string;
}

/** Who answers for the data in the example of which a new policy is a copy. */
const exampleController = {
  name: 'Example Assistant GmbH',
  address: 'Musterstraße 1, 10115 Berlin, Germany',
} as const;

/**
 * What an example says of itself and no operator can mean: the policy is sound, but people would be
 * asked to write to no one, and no token would be accepted.
 */
export function placeholderFindings(document: PolicyDocument): Finding[] {
  return [
    ...(['name', 'address'] as const)
      .filter((field) => document.controller[field] === exampleController[field])
      .map((field) => finding(['controller', field], exampleController[field])),
    ...textsOf(document, []).flatMap(([path, text]) => {
      const found = path.at(-1) === 'bucket' ? exampleBucket(text) : reservedIn(text);
      return found === undefined ? [] : [finding(path, found.value)];
    }),
  ];
}

export const isPlaceholder = (text: string): boolean => reservedIn(text) !== undefined;

/** The same in the notices' texts; one problem a text, at the first place. */
export function placeholderProblems(
  directory: string,
  published: Readonly<Record<string, PublishedNotice>>,
): PolicyProblem[] {
  return Object.values(published).flatMap(({ id, texts }) =>
    Object.entries(texts).flatMap(([locale, text]) => {
      const lines = text.split('\n');
      const line = lines.findIndex((each) => placeIn(each) !== undefined);
      const place = placeIn(lines[line] ?? '');
      if (place === undefined) return [];
      return [
        {
          file: `${directory}/notices/${id}/${locale}.md`,
          line: line + 1,
          column: place.index + 1,
          path: '',
          ...words(place.value),
        },
      ];
    }),
  );
}

function placeIn(text: string): Place | undefined {
  const found = reservedIn(text);
  if (found !== undefined) return found;
  return Object.values(exampleController)
    .map((value) => ({ index: text.indexOf(value), value }))
    .find(({ index }) => index >= 0);
}

function textsOf(value: unknown, path: Path): [Path, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsOf(each, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, [...path, key]));
}

const finding = (path: Path, value: string): Finding => ({ path, ...words(value) });

const words = (value: string): Pick<Finding, 'message' | 'remedy'> => ({
  message: `\`${value}\` is a placeholder of the example.`,
  remedy: 'Replace it before people rely on it.',
});
