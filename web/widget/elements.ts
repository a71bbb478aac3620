type Child = Node | string;

/** Makes an element from data only: no text is ever read as HTML. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The class that both elements extend; on a server there is none, and nothing is registered. */
export const ElementBase: typeof HTMLElement =
  typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/** The locale of an element: its own attribute, the language of the page around it, the browser's. */
export function localeOf(element: Element): string {
  const named = element.getAttribute('locale');
  if (named !== null && named !== '') return named;
  const around = element.closest<HTMLElement>('[lang]')?.lang;
  return around === undefined || around === '' ? navigator.language : around;
}

const sheets = new Map<string, CSSStyleSheet>();

/** Styles that a strict Content Security Policy allows: no style element, no style attribute. */
export function sheetOf(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known !== undefined) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}
