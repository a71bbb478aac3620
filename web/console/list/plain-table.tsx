import { useRef } from 'react';
import type { ReactNode } from 'react';
import { SaveCsv } from './save-csv.tsx';
import type { CsvFile } from './save-csv.tsx';

/**
 * A table whose rows are cards where it would not fit; the first cell names the row. The roles are said
 * again, because cards are no table for a browser.
 */
export function PlainTable(props: {
  readonly caption: string;
  /** The caption is for screen readers alone: a heading says the same. */
  readonly isTitled?: boolean;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly [key: string, ...cells: ReactNode[]])[];
  /** The file in which the table can be taken away; of its name alone, with the texts that are shown. */
  readonly csv?: string | CsvFile;
}) {
  const { caption, isTitled, heads, rows, csv } = props;
  const table = useRef<HTMLTableElement>(null);
  return (
    <>
      <table ref={table} className="list" role="table">
        <caption className={isTitled === true ? 'for-screen-readers' : undefined}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {heads.map((head) => (
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
                <td key={heads[index + 1]} role="cell" data-head={heads[index + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {csv !== undefined && (
        <SaveCsv
          of={caption}
          file={() =>
            typeof csv === 'string' ? { name: csv, heads, rows: textsOf(table.current) } : csv
          }
        />
      )}
    </>
  );
}

const textsOf = (table: HTMLTableElement | null): readonly (readonly string[])[] =>
  [...(table?.tBodies[0]?.rows ?? [])].map((row) =>
    [...row.cells].map(({ innerText }) => innerText),
  );
