import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

type Content = string | Html;

export interface TableContents {
  readonly caption: string;
  /** Names the area that scrolls on a narrow screen. */
  readonly label: string;
  readonly heads: readonly string[];
  /** The first cell of each row is its head; cells after the columns of text are numbers. */
  readonly rows: readonly (readonly Content[])[];
}

/** A table that scrolls sideways on a narrow screen, also with the keyboard. */
export const table = ({ caption, label, heads, rows }: TableContents): Html =>
  html`<div class="wide" role="region" aria-label="${label}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head, index) => html`<th scope="col" ${sideOf(index)}>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([head = '', ...cells]) =>
            html`<tr>
              <th scope="row">${head}</th>
              ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

const sideOf = (index: number): Html => (index === 0 ? html`` : html` class="number"`);

/** A figure with what is known less exactly below. */
export const figure = (value: string, below?: string): Html =>
  below === undefined ? html`${value}` : html`${value}<small>${below}</small>`;

export const none: Html = html`<span class="soft">–</span>`;
