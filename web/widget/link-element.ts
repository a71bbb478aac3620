import { ElementBase, localeOf, make, sheetOf } from './elements.ts';
import { linkStyle } from './style.ts';
import { wordsFor } from './languages.ts';

const svg = 'http://www.w3.org/2000/svg';

/** The opt-out icon of the California Privacy Protection Agency (11 CCR 7015(b)). */
const icon: readonly (readonly [fill: string, path: string])[] = [
  ['#fff', 'M7.4 12.8h6.8l3.1-11.6H7.4C4.2 1.2 1.6 3.8 1.6 7s2.6 5.8 5.8 5.8z'],
  [
    '#06f',
    'M22.6 0H7.4c-3.9 0-7 3.1-7 7s3.1 7 7 7h15.2c3.9 0 7-3.1 7-7s-3.2-7-7-7zM1.6 7c0-3.2 2.6-5.8 5.8-5.8h9.9l-3.1 11.6H7.4C4.2 12.8 1.6 10.2 1.6 7z',
  ],
  [
    '#fff',
    'M24.6 4c.2.2.2.6 0 .8L22.5 7l2.2 2.2c.2.2.2.6 0 .8-.2.2-.6.2-.8 0l-2.2-2.2-2.2 2.2c-.2.2-.6.2-.8 0-.2-.2-.2-.6 0-.8L20.8 7l-2.2-2.2c-.2-.2-.2-.6 0-.8.2-.2.6-.2.8 0l2.2 2.2L23.8 4c.2-.2.6-.2.8 0z',
  ],
  [
    '#06f',
    'M12.7 4.1c.2.2.3.6.1.8L8.6 9.8c-.1.1-.2.2-.3.2-.2.1-.5.1-.7-.1L5.4 7.7c-.2-.2-.2-.6 0-.8.2-.2.6-.2.8 0L8 8.6l3.8-4.5c.2-.2.6-.2.9 0z',
  ],
];

/** A link to the privacy centre, for people in California the alternative opt-out link. */
export class CustosPrivacyLink extends ElementBase {
  static readonly observedAttributes: readonly string[] = ['href', 'locale', 'residence'];

  connectedCallback(): void {
    this.#show();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
  }

  #show(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const words = wordsFor(localeOf(this));
    const isCalifornia = this.getAttribute('residence') === 'US-CA';
    const text = make('span', {}, isCalifornia ? words.privacyChoices : words.privacy);
    const link = make('a', { part: 'link', lang: words.language }, make('slot', {}, text));
    const address = addressOf(this.getAttribute('href') ?? '');
    if (address !== undefined) link.href = address;
    if (isCalifornia) link.append(drawIcon());
    root.adoptedStyleSheets = [sheetOf(linkStyle)];
    root.replaceChildren(link);
  }
}

/** Only what opens a page. */
function addressOf(href: string): string | undefined {
  const url = URL.parse(href, document.baseURI);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function drawIcon(): Element {
  const drawing = document.createElementNS(svg, 'svg');
  for (const [name, value] of Object.entries({
    part: 'icon',
    viewBox: '0 0 30 14',
    'aria-hidden': 'true',
  })) {
    drawing.setAttribute(name, value);
  }
  for (const [fill, d] of icon) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('fill', fill);
    path.setAttribute('d', d);
    drawing.append(path);
  }
  return drawing;
}
