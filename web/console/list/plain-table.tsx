import type { ReactNode } from 'react';

/**
 * A table whose rows are cards where it would not fit; the first cell names the row. The roles are said
 * again, because cards are no table for a browser.
 */
export const PlainTable = (props: {
  readonly caption: string;
  /** The caption is for screen readers alone: a heading says the same. */
  readonly isTitled?: boolean;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly [key: string, ...cells: ReactNode[]])[];
}) => (
  <table className="list" role="table">
    <caption className={props.isTitled === true ? 'for-screen-readers' : undefined}>
      {props.caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        {props.heads.map((head) => (
          <th key={head} scope="col" role="columnheader">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {props.rows.map(([key, name, ...cells]) => (
        <tr key={key} role="row">
          <th scope="row" role="rowheader">
            {name}
          </th>
          {cells.map((cell, index) => (
            <td key={props.heads[index + 1]} role="cell" data-head={props.heads[index + 1]}>
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
