/** HTML that is safe to nest: made by `html` alone. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Html[];

/**
 * Control characters as the pictures that Unicode has of them: browsers drop or refuse the characters
 * themselves (WHATWG HTML 13.2.2), and the person would read something else than is held. Lines and
 * tabs stay; noncharacters and lone surrogates are no text.
 */
export const visible = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\p{Cc}|\p{Noncharacter_Code_Point}/gu, pictured);

function pictured(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n' || character === '\t') return character;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  visible(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');

/** Escapes every value, so that nothing that a person wrote becomes markup. */
export const html = (literals: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: literals.reduce((text, literal, index) => text + rendered(parts[index - 1]) + literal),
});

function rendered(part: Part | undefined): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'html' in part ? part.html : part.map((each) => each.html).join('\n');
}
