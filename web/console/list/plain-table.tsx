import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useLanguage } from '../language.ts';
import { SaveCsv } from './save-csv.tsx';
import type { CsvFile } from './save-csv.tsx';

/** Of a date, what a spreadsheet can sort; of several lines, one. */
function textOf(cell: HTMLTableCellElement | undefined): string | undefined {
  const time = cell?.querySelector<HTMLTimeElement>(':scope > time');
  return time?.dateTime ?? cell?.innerText.trim().replaceAll(/\s*\n\s*/g, '; ');
}

/**
 * A table whose rows are cards where it would not fit; the first cell names the row. The roles are said
 * again, because cards are no table for a browser.
 */
export function PlainTable(props: {
  readonly caption: string;
  /** The caption is for screen readers alone: a heading says the same. */
  readonly isTitled?: boolean;
  readonly heads: readonly string[];
  /** A number is shown as the language writes it. */
  readonly rows: readonly (readonly [key: string, ...cells: ReactNode[]])[];
  /** Head of a last column with buttons, which is not in the file. */
  readonly acts?: string;
  /**
   * The file in which the table can be taken away; of its name alone, with what is shown. `undefined`
   * is said for what must not be on the disk of a member of staff.
   */
  readonly csv: string | CsvFile | undefined;
}) {
  const { caption, isTitled, heads, rows, acts, csv } = props;
  const { format } = useLanguage();
  const columns = [...heads, ...(acts === undefined ? [] : [acts])];
  const table = useRef<HTMLTableElement>(null);
  const shown = () => {
    const lines = [...(table.current?.tBodies[0]?.rows ?? [])];
    return rows.map(([, ...cells], line) =>
      heads.map((_, column) => {
        const cell = cells[column];
        return typeof cell === 'number' ? cell : textOf(lines[line]?.cells[column]);
      }),
    );
  };
  return (
    <>
      <table ref={table} className="list" role="table">
        <caption className={isTitled === true ? 'for-screen-readers' : undefined}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((head) => (
              <th key={head} scope="col" role="columnheader">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(([key, name, ...cells]) => (
            <tr key={key} role="row">
              <th scope="row" role="rowheader">
                {name}
              </th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]} role="cell" data-head={columns[index + 1]}>
                  {typeof cell === 'number' ? format.number(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {csv !== undefined && (
        <SaveCsv
          of={caption}
          file={() => (typeof csv === 'string' ? { name: csv, heads, rows: shown() } : csv)}
        />
      )}
    </>
  );
}
