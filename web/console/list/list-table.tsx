import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useKeyActions } from '../keys/keys.tsx';
import { useLanguage } from '../language.ts';
import { SaveCsv } from './save-csv.tsx';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
}

/** A column of the file. */
export interface CsvColumn<Row> {
  readonly head: string;
  readonly value: (row: Row) => string | number | undefined;
}

export interface Selection<Row> {
  readonly has: (row: Row) => boolean;
  readonly toggle: (row: Row) => void;
  /** Rows that can be selected at all. */
  readonly isPossible: (row: Row) => boolean;
  readonly label: (row: Row) => string;
}

/**
 * A list as a table: `j` and `k` move the focus from row to row, `x` selects, and what is listed can be
 * taken away as a file. The first cell of a row has its link.
 */
export function ListTable<Row>(props: {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly csv: { readonly name: string; readonly columns: readonly CsvColumn<Row>[] };
  readonly selection?: Selection<Row>;
}) {
  const { caption, rows, keyOf, columns, csv, selection } = props;
  const { lists } = useLanguage().words;
  const body = useRef<HTMLTableSectionElement>(null);
  const here = () => [...(body.current?.rows ?? [])].findIndex(hasFocus);
  const move = (step: number) => {
    const elements = [...(body.current?.rows ?? [])];
    const to = Math.min(elements.length - 1, Math.max(0, here() + step));
    const row = elements[to];
    const target =
      row?.querySelector<HTMLElement>('a') ?? row?.querySelector<HTMLElement>('button');
    target?.focus();
  };
  useKeyActions([
    { keys: 'j', label: lists.keys.next, run: () => move(1) },
    { keys: 'k', label: lists.keys.before, run: () => move(-1) },
    ...(selection === undefined
      ? []
      : [
          {
            keys: 'x',
            label: lists.keys.select,
            run: () => {
              const row = rows[here()];
              if (row !== undefined && selection.isPossible(row)) selection.toggle(row);
            },
          },
        ]),
  ]);
  return (
    <>
      {/* The roles are said again because the rows are cards on a narrow screen. */}
      <table className="list" role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {selection !== undefined && <td role="cell" />}
            {columns.map(({ head }) => (
              <th key={head} scope="col" role="columnheader">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {selection !== undefined && (
                <td role="cell" className="selects">
                  {selection.isPossible(row) && (
                    <label>
                      <span className="for-screen-readers">{selection.label(row)}</span>
                      <input
                        type="checkbox"
                        checked={selection.has(row)}
                        onChange={() => selection.toggle(row)}
                      />
                    </label>
                  )}
                </td>
              )}
              {columns.map(({ head, cell }) => (
                <td key={head} role="cell" data-head={head}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <SaveCsv
        file={() => ({
          name: csv.name,
          heads: csv.columns.map(({ head }) => head),
          rows: rows.map((row) => csv.columns.map(({ value }) => value(row))),
        })}
      />
    </>
  );
}

const hasFocus = (row: HTMLTableRowElement): boolean => row.contains(document.activeElement);
