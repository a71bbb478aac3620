export const heading = (title: string): string => `${title}\n${'-'.repeat(title.length)}`;

/** Lays out what is read in a terminal of a certain width. */
export interface Layout {
  /** Columns padded to their widest cell; as blocks where the terminal is too narrow for them. */
  readonly table: (head: readonly string[], rows: readonly (readonly string[])[]) => string[];
  /** A text on as many lines as it takes, each behind the indentation of the first. */
  readonly paragraph: (text: string) => string[];
}

export function layoutOf(width: number): Layout {
  const paragraph = (text: string) => lines(text, width);
  return {
    paragraph,
    table: (head, rows) => {
      const lines = columns([head, ...rows]);
      return lines.every((line) => line.length <= width)
        ? lines
        : rows.flatMap((cells) => block(head, cells, paragraph));
    },
  };
}

function columns(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines.map((cells) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** One row, its first cell as the title of the others. */
function block(
  [, ...names]: readonly string[],
  [title = '', ...cells]: readonly string[],
  paragraph: Layout['paragraph'],
): string[] {
  return [
    `  ${title}`,
    ...cells.flatMap((cell, index) =>
      cell === '-' || cell === '' ? [] : paragraph(`    ${names[index] ?? ''}: ${cell}`),
    ),
  ];
}

function lines(text: string, width: number): string[] {
  const [indentation = ''] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(' ')) {
    if (line === '') line = `${lines.length === 0 ? indentation : `${indentation}  `}${word}`;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = `${indentation}  ${word}`;
    }
  }
  return [...lines, line];
}
