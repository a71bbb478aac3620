import type { JudgedChange, PolicyDiff } from './diff.ts';
import { sections, wideningWords, wordingOf } from './words.ts';
import type { Wording } from './words.ts';

/** The diff for a program, each change with its sentences. */
export const withWords = (diff: PolicyDiff) => ({
  from: diff.from,
  to: diff.to,
  widens: diff.changes.some(({ widening }) => widening !== undefined),
  changes: diff.changes.map((change) => ({ ...change, words: wordingOf(change).words })),
});

/** The diff for a person. */
export function showDiff({ from, to, changes }: PolicyDiff): string {
  if (changes.length === 0) return `The policies say the same.\n${to}`;
  const sentences = changes.map((change) => ({ ...wordingOf(change), widening: change.widening }));
  const bySection = Map.groupBy(sentences, ({ section }) => section);
  const parts = sections.flatMap((section) => {
    const here = bySection.get(section) ?? [];
    return here.length === 0
      ? []
      : [[section, '-'.repeat(section.length), ...here.map(showChange)].join('\n')];
  });
  return [`from ${from}\nto   ${to}`, ...parts, summary(changes)].join('\n\n');
}

function showChange({ words, widening }: Wording & Pick<JudgedChange, 'widening'>): string {
  const flag = widening === undefined ? ' ' : '!';
  const reason = widening === undefined ? '' : ` [${wideningWords[widening]}]`;
  return wrap(`${words}${reason}`, 96).map(indent(flag)).join('\n');
}

const indent =
  (flag: string) =>
  (line: string, index: number): string =>
    index === 0 ? `${flag} ${line}` : `    ${line}`;

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function summary(changes: readonly JudgedChange[]): string {
  const widening = changes.filter((change) => change.widening !== undefined).length;
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return widening === 0
    ? `${count}; none takes anything from the people concerned.`
    : `${count}; ${widening} with ! to look at twice.`;
}
