import { isMap, isScalar, parseDocument } from 'yaml';

/**
 * A policy file with one more system. All that stands there stays as it is, comments included: only
 * lines are added.
 *
 * @param entry lines of the entry, indented by two spaces
 * @returns undefined where `systems` is written in a form that lines cannot be added to
 */
export function withEntry(text: string, entry: string): string | undefined {
  const document = parseDocument(text);
  const { contents } = document;
  if (!isMap(contents)) return undefined;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'systems');
  if (pair === undefined) return `${ending(text)}\n${heading}systems:\n${entry}`;
  const { value } = pair;
  if (!isMap(value)) return undefined;
  const [start, end] = value.range;
  if (value.items.length === 0) {
    const before = text.slice(0, start).trimEnd();
    return `${before}\n${entry}${text.slice(end).replace(/^[^\n]*\n/, '')}`;
  }
  if (value.flow === true) return undefined;
  return `${ending(text.slice(0, end))}${entry}${text.slice(end)}`;
}

const heading =
  '# Your other stores, into which requests of people are carried; see `npx custos systems check`.\n';

const ending = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
