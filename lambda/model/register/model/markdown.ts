/** Punctuation that means nothing in CommonMark wherever it is. */
const plain = new Set([',', ';', "'", '"', '?', '%', '/', '(']);
const punctuation = /[!-/:-@[-`{-~]/g;

/**
 * Text as one paragraph of CommonMark that shows it and nothing else: no heading, list, link, image,
 * HTML or table can begin in it. Section 2.4: a backslash before punctuation of ASCII makes it literal.
 */
export const literal = (text: string): string =>
  text
    .split(/\s+/u)
    .join(' ')
    .trim()
    .replaceAll(punctuation, (sign) => (plain.has(sign) ? sign : `\\${sign}`));

/** Text of several lines: a blank line begins a paragraph. */
export const paragraphs = (text: string): string =>
  text
    .split(/\r?\n\s*\r?\n/)
    .map(literal)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');

export const bullet = (text: string): string => `- ${literal(text)}`;
