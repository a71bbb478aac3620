import type { Policy } from '../../policy/schema.ts';
import { pointer } from '../../policy/leaves.ts';
import type { Rule } from './change.ts';
import { by, fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

const { list } = reportsIn('Texts');

/** How personal data is found in texts. */
export const textChanges: Rule = (from, to) =>
  fieldChanges(fields, { name: '', at: [pointer('texts')], facts: {} }, textsOf(from), textsOf(to));

/** A policy that was compiled by an earlier version has none. */
const textsOf = ({ texts = { patterns: [], deny: [], allow: [] } }: Partial<Policy>) => texts;

const after = 'What was redacted before stays as it is.';

const fields: Fields<Policy['texts']> = {
  patterns: by(
    (patterns) => patterns.map(({ type, pattern }) => `${pattern} (${type})`),
    list(
      'text-patterns-changed',
      {
        added: (_, items) => `In texts, ${items} is found.`,
        removed: (_, items) => `In texts, ${items} is no longer found.`,
        after,
      },
      { removed: 'fewer-safeguards' },
    ),
  ),
  deny: by(
    (deny) => deny.map(({ type, text }) => `"${text}" (${type})`),
    list(
      'text-denials-changed',
      {
        added: (_, items) => `In texts, ${items} is always found.`,
        removed: (_, items) => `In texts, ${items} is no longer found by its name.`,
        after,
      },
      { removed: 'fewer-safeguards' },
    ),
  ),
  allow: by(
    (allow) => allow.map((text) => `"${text}"`),
    list(
      'text-exceptions-changed',
      {
        added: (_, items) => `In texts, nothing replaces ${items}.`,
        removed: (_, items) => `In texts, ${items} is found like anything else.`,
        after,
      },
      { added: 'fewer-safeguards' },
    ),
  ),
};
