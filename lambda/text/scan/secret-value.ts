const longest = 300;

interface Written {
  /** Before the value, or empty. */
  readonly quote: string;
  readonly isSentence: boolean;
}

/** The password or key that begins at an offset: up to its quote, or without spaces. */
export function secretValueAt(text: string, start: number, { quote, isSentence }: Written): string {
  const rest = text.slice(start, start + longest);
  const quoted = quote === '' ? undefined : quotedIn(rest, quote);
  if (quoted !== undefined) return quoted;
  const [run = ''] = /^\S+/.exec(rest) ?? [];
  const next = following.exec(run)?.index ?? run.length;
  return run.slice(0, next).replace(isSentence ? sentenceEnd : statementEnd, '');
}

/** With what is escaped, but not over the end of a line; nothing if no quote ends it. */
function quotedIn(rest: string, quote: string): string | undefined {
  for (let at = 0; at < rest.length; at += 1) {
    const character = rest[at] ?? '';
    if (character === quote) return rest.slice(0, at);
    if (/[\r\n]/.test(character)) return undefined;
    if (character === '\\') at += 1;
  }
  return undefined;
}

/**
 * Where something else follows: a tag, a closed quote, an operator of a shell, or the next field, as in
 * `password=a&user=b`. Any other sign can be one of the password.
 */
const following =
  /<(?=\/|[a-z][\w-]{0,20}[\s/>])|["'`](?![\p{L}\p{N}])|&&|\|\||[,;&|]["']?[\p{L}_][\p{L}\p{N}_.-]{0,40}["']?[:=]/iu;
const sentenceEnd = /[.,;:?)\]}>]+$/;
const statementEnd = /[.,;:)\]}>|&]+$/;
