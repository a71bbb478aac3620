import { replaceFound } from '../value/replace-found.ts';
import type { TextType } from '../value/text-types.ts';
import { labelOf, textTypes } from '../value/text-types.ts';
import { find } from './find.ts';
import type { FindOptions } from './find.ts';
import type { Finding } from './finding.ts';
import type { RuleTexts } from './rules.ts';
import { compileRules } from './rules.ts';

interface RedactedContent {
  readonly content: unknown;
  /** How many values of each type were replaced. */
  readonly counts: Readonly<Partial<Record<TextType, number>>>;
}

/** Finds personal data by the rules of one operator. */
export interface Search {
  readonly find: (text: string, options?: Pick<FindOptions, 'types' | 'locale'>) => Finding[];
  /**
   * Writes the type in the place of personal data in every text of a JSON value, at any depth. A number
   * may be one of a telephone or a card: where it is, text takes its place. Of the names of fields,
   * those with a number or an address are changed; names of people are not looked for there, because
   * `grant` is no person.
   */
  readonly redactContent: (content: unknown, types?: readonly TextType[]) => RedactedContent;
}

const opened = new WeakMap<RuleTexts, Search>();

/**
 * @param rules of the policy, compiled once
 * @throws RuleError for what `custos policy check` rejects
 */
export function openSearch(rules: RuleTexts): Search {
  const known = opened.get(rules);
  if (known !== undefined) return known;
  const compiled = compileRules(rules);
  const search: Search = {
    find: (text, { types, locale } = {}) => find(text, { types, locale, rules: compiled }),
    redactContent: (content, types) => redactContent(search, content, types),
  };
  opened.set(rules, search);
  return search;
}

const prose: readonly TextType[] = ['person', 'location', 'organisation', 'username', 'device-id'];
const typesInNames = textTypes.filter((type) => !prose.includes(type));

/** Two addresses have one label: the second field has a number. */
function namesOnce(): (name: string) => string {
  const times = new Map<string, number>();
  return (name) => {
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before === 0 ? name : `${name} ${before + 1}`;
  };
}

function redactContent(
  search: Search,
  content: unknown,
  types: readonly TextType[] | undefined,
): RedactedContent {
  const counts: Partial<Record<TextType, number>> = {};
  const inNames = typesInNames.filter((type) => types?.includes(type) ?? true);

  const redactText = (text: string, among = types): string =>
    replaceFound(text, search.find(text, { types: among }), ({ type }) => {
      counts[type] = (counts[type] ?? 0) + 1;
      return labelOf(type);
    });

  function redact(value: unknown): unknown {
    if (typeof value === 'string') return redactText(value);
    if (typeof value === 'number') {
      const text = String(value);
      const redacted = redactText(text);
      return redacted === text ? value : redacted;
    }
    if (Array.isArray(value)) return value.map(redact);
    if (typeof value !== 'object' || value === null) return value;
    const once = namesOnce();
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [once(redactText(name, inNames)), redact(each)]),
    );
  }

  return { content: redact(content), counts };
}
