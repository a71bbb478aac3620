/** `**bold**`, `*italic*`, `_italic_`, `~~gone~~`, but not `a*b*c`, `snake_case` or `f(*a, *b)`. */
const emphasis =
  /(?<![\p{L}\p{N}])(\*{1,3}|_|~~)(?=[^\s*_~])([^\n*_~]{1,200})(?<=\S)\1(?![\p{L}\p{N}])/gu;
/** `__bold__`, but not `__init__` or `__FILE__`. */
const underlined = /(?<![\p{L}\p{N}])(_{2,3})(?=\S)([^\n*_~]{1,200})(?<=\S)\1(?![\p{L}\p{N}])/gu;
const isWritten = /\s|^\p{Lu}\p{Ll}/u;
const codeSpan = /(?<!`)`[^\n`]{1,200}`(?!`)/g;
/** `[text](address)`, but not the call `a[b](c)`. */
const link = /(?<![\p{L}\p{N}_)\]])\[([^\]\n]{1,200})\]\([^\s()]{1,300}\)/gu;

/** Spaces in the place of the marks of Markdown, so that offsets remain. */
export function withoutMarkdown(text: string): string {
  if (!/[*_~`[]/.test(text)) return text;
  const blank = (whole: string, mark: string, inner: string): string =>
    `${' '.repeat(mark.length)}${inner}${' '.repeat(whole.length - mark.length - inner.length)}`;
  return text
    .replaceAll(codeSpan, (whole) => ` ${whole.slice(1, -1)} `)
    .replaceAll(link, (whole, inner: string) => blank(whole, '[', inner))
    .replaceAll(underlined, (whole, mark: string, inner: string) =>
      isWritten.test(inner) ? blank(whole, mark, inner) : whole,
    )
    .replaceAll(emphasis, blank);
}
