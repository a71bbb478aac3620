/** A value, elements by name, or a list: the element once for each. */
export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | { readonly [name: string]: XmlContent | readonly XmlContent[] };

export const xmlText = (name: string, content: XmlContent): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content)}`;

function element(name: string, content: XmlContent | readonly XmlContent[]): string {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((one: XmlContent) => element(name, one)).join('');
  const inner =
    typeof content === 'object'
      ? Object.entries(content)
          .map(([child, value]) => element(child, value))
          .join('')
      : escaped(String(content));
  return `<${name}>${inner}</${name}>`;
}

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(String(hex), 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (entities[String(name)] ?? whole);
  });

/** The inner text of each element of the name. Requests of the SDK have neither attributes that count nor CDATA. */
export const elementsIn = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    ([, inner = '']) => inner,
  );

export const textIn = (xml: string, name: string): string | undefined => {
  const [inner] = elementsIn(xml, name);
  return inner === undefined ? undefined : unescaped(inner);
};
