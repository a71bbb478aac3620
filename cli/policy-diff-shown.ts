import { sections, wideningWords } from '../lambda/deployment/diff/change.ts';
import type { Change, Widening } from '../lambda/deployment/diff/change.ts';
import type { PolicyDiff } from '../lambda/deployment/diff/diff.ts';

interface ReportedChange {
  readonly kind: string;
  readonly widening?: Widening;
  readonly words: string;
}

/** A change for a program: its facts beside its kind. */
const reported = ({ kind, facts, widening, words }: Change): ReportedChange =>
  widening ? { kind, ...facts, widening, words } : { kind, ...facts, words };

/** The diff for a program, each change with its sentences. */
export const withWords = ({ from, to, changes }: PolicyDiff) => ({
  from,
  to,
  widens: widens(changes),
  changes: changes.map(reported),
});

/** Whether something is taken from the people concerned. */
export const widens = (changes: readonly Change[]): boolean =>
  changes.some(({ widening }) => widening);

/** The diff for a person. */
export function showDiff({ from, to, changes }: PolicyDiff): string {
  if (changes.length === 0) return `The policies say the same.\n${to}`;
  const bySection = Map.groupBy(changes, ({ section }) => section);
  const parts = sections.flatMap((section) => {
    const here = bySection.get(section) ?? [];
    return here.length === 0
      ? []
      : [[section, '-'.repeat(section.length), ...here.map(showChange)].join('\n')];
  });
  return [`from ${from}\nto   ${to}`, ...parts, summary(changes)].join('\n\n');
}

function showChange({ words, widening }: Change): string {
  const reason = widening ? ` [${wideningWords[widening]}]` : '';
  return wrap(`${words}${reason}`, 96)
    .map(indent(widening ? '!' : ' '))
    .join('\n');
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

function summary(changes: readonly Change[]): string {
  const widening = changes.filter((change) => change.widening).length;
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return widening === 0
    ? `${count}; none takes anything from the people concerned.`
    : `${count}; ${widening} with ! to look at twice.`;
}
