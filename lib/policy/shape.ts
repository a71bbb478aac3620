import type * as z from 'zod';
import { choicesAt, describedAt, fieldsAt } from './json-schema.ts';
import type { Finding, Path } from './problem.ts';
import type { Source } from './source.ts';
import { suggest } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/**
 * What the schema refuses, in words: one finding per wrong field, with the description of the
 * field as the remedy.
 *
 * @param source what the file says, and whether it says something at a path
 */
export function shapeFindings(
  issues: readonly Issue[],
  source: Pick<Source, 'value' | 'has'>,
): readonly Finding[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    return findingsOf({ ...issue, path }, source);
  });
}

function findingsOf(
  issue: Issue & { path: (string | number)[] },
  { value, has }: Pick<Source, 'value' | 'has'>,
): Finding[] {
  const { path } = issue;
  const remedy = describedAt(path, value) ?? 'See policy.schema.json for what can stand here.';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: `\`${key}\` is not a field here.`,
        remedy: replaced[key] ?? suggest(key, fieldsAt(path, value)),
      }));
    case 'invalid_key':
      return [
        {
          path,
          at: 'key',
          message: `The id ${issue.issues.map(wordedKey).join(' and ')}.`,
          remedy: 'Choose another id.',
        },
      ];
    case 'invalid_value':
      if (!has(path)) return [missing(path, remedy)];
      return [unknownWord(path, issue.values.map(String), remedy)];
    case 'invalid_type':
      if (!has(path)) return [missing(path, remedy)];
      return [
        { path, message: `The value must be ${kinds[issue.expected] ?? issue.expected}.`, remedy },
      ];
    case 'invalid_union': {
      const choices = choicesAt(path, value);
      if (choices.length === 0) return [{ path, message: `The value ${worded(issue)}.`, remedy }];
      const oneOf = `Use one of: ${choices.join(', ')}.`;
      if (!has(path)) return [missing(path, oneOf)];
      return [unknownWord(path, choices, '')];
    }
    case 'too_small':
      return [{ path, message: 'The value is empty or too small.', remedy }];
    case 'too_big':
      return [{ path, message: `The value is ${tooBig(issue)}.`, remedy }];
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return [{ path, message: `The value ${worded(issue)}.`, remedy }];
  }
}

/** Fields of earlier policies, and what to write instead. */
const replaced: Readonly<Record<string, string>> = {
  approval:
    'Write `approvals: 1` for true and `approvals: 0` for false; 2 asks for two different people.',
};

const unknownWord = (path: Path, words: readonly string[], remedy: string): Finding => ({
  path,
  message: 'This word is not known here.',
  remedy: `Use one of: ${words.join(', ')}. ${remedy}`.trim(),
});

const missing = (path: Path, remedy: string): Finding => ({
  path,
  message: `\`${path.at(-1) ?? 'document'}\` is missing.`,
  remedy: `Add it. ${remedy}`,
});

const kinds: Readonly<Record<string, string>> = {
  string: 'text (put it in quotes if it looks like a number)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of fields',
  record: 'a mapping of fields',
};

const tooBig = ({ origin, maximum }: z.core.$ZodIssueTooBig): string =>
  origin === 'string' ? `longer than ${maximum} characters` : `more than ${maximum}`;

const wordedKey = (issue: Issue): string =>
  issue.code === 'too_big'
    ? `is ${tooBig(issue)}`
    : issue.code === 'too_small'
      ? 'is empty'
      : worded(issue);

/** Our own messages complete the sentence `The value ...`; those of zod do not. */
const worded = ({ message, code, ...issue }: Issue): string => {
  if (!message.startsWith('Invalid')) return message;
  if (code === 'invalid_format' && 'format' in issue && issue.format === 'email')
    return 'must be an e-mail address';
  if (code === 'invalid_format' && 'format' in issue && issue.format === 'url')
    return 'must be a full URL, starting with https://';
  return 'does not have the form that is expected here';
};
