/** What a person reads of an entry: its text where it is one, else its fields. */
export function readable(content: unknown): string {
  if (typeof content === 'string') return content;
  const text = textOf(content);
  return text ?? JSON.stringify(content, null, 2);
}

/** The text of an entry that has nothing else, which is edited as text. */
export function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (typeof content !== 'object' || content === null) return undefined;
  const fields = Object.entries(content);
  const [only] = fields;
  return fields.length === 1 && only?.[0] === 'text' && typeof only[1] === 'string'
    ? only[1]
    : undefined;
}

export type Edited =
  | { readonly kind: 'edited'; readonly content: unknown }
  | { readonly kind: 'not-json' };

/** The content with the text that the person wrote, in the form of the old one. */
export function withText(old: unknown, text: string): Edited {
  if (typeof old === 'string') return { kind: 'edited', content: text };
  if (textOf(old) !== undefined) return { kind: 'edited', content: { text } };
  try {
    return { kind: 'edited', content: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'not-json' };
  }
}

export const contains = (content: unknown, wanted: string, locale: string): boolean =>
  readable(content).toLocaleLowerCase(locale).includes(wanted.trim().toLocaleLowerCase(locale));
