import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

/** What a cell or an answer holds; nothing where it is undefined. */
export type Content = string | number | Html | readonly Html[];

/** A part of the page with its heading. */
export const section = (id: string, heading: string, content: readonly Html[]): Html =>
  html`<section aria-labelledby="${id}">
    <h2 id="${id}">${heading}</h2>
    ${content}
  </section>`;

/** A card about one thing. */
export const card = (title: Content, content: readonly Html[]): Html =>
  html`<article class="card">
    <h3>${title}</h3>
    ${content}
  </article>`;

export const paragraph = (content: Content): Html => html`<p>${content}</p>`;
export const soft = (content: Content): Html => html`<p class="soft">${content}</p>`;
export const note = (content: Content): Html => html`<p class="note">${content}</p>`;

/** Answers by question; those without an answer are left out. */
export const factList = (pairs: readonly (readonly [string, Content | undefined])[]): Html =>
  html`<dl>
    ${pairs.flatMap(([name, value]) =>
      value === undefined || isEmpty(value)
        ? []
        : [
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
          ],
    )}
  </dl>`;

const isEmpty = (value: Content): boolean => Array.isArray(value) && value.length === 0;

export interface TableContents {
  readonly caption: string;
  readonly heads: readonly string[];
  /** The first cell of each row is its head. */
  readonly rows: readonly (readonly Content[])[];
  /** Opens on demand, so that a page on a telephone stays short. */
  readonly folded?: true;
}

/**
 * A table that becomes a list of cards on a narrow screen. Roles are named, because browsers drop
 * those of a table whose `display` is changed.
 */
export const table = (contents: TableContents): Html =>
  contents.folded === true
    ? html`<details>
        <summary>${contents.caption}</summary>
        ${tableOf(contents)}
      </details>`
    : tableOf(contents);

const tableOf = ({ caption, heads, rows, folded }: TableContents): Html =>
  html`<table role="table" ${folded === true ? html`aria-label="${caption}"` : ''}>
    ${
      folded === true
        ? []
        : [
            html`<caption>
              ${caption}
            </caption>`,
          ]
    }
    <thead role="rowgroup">
      <tr role="row">
        ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (cells) =>
          html`<tr role="row">
            ${cells.map((content, index) => cell(content, heads[index] ?? '', index === 0))}
          </tr>`,
      )}
    </tbody>
  </table>`;

const cell = (content: Content, head: string, first: boolean): Html =>
  first
    ? html`<th role="rowheader" scope="row" data-label="${head}">${content}</th>`
    : html`<td role="cell" data-label="${head}">${content}</td>`;

export const bullets = (items: readonly Content[]): Html =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

/** What a person or another person wrote: kept apart from the direction of what is next to it. */
export const own = (text: string | number): Html =>
  html`<span class="own" dir="auto">${text}</span>`;

export const time = (at: string, text: string): Html => html`<time datetime="${at}">${text}</time>`;

/** Text of the policy, marked where it is in another language (WCAG 3.1.2). */
export const said = (text: string, lang: string, page: string): Html =>
  lang === page ? html`${text}` : html`<span lang="${lang}">${text}</span>`;
