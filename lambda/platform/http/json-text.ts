/** Why a JSON text is refused before it becomes a value. */
export type JsonTextFault = 'too-deep' | 'repeated-name';

/** Deep enough for content of 32 levels inside a batch. */
export const maximumDepth = 40;

/**
 * Looks for nesting and repeated names, which `JSON.parse` accepts: of a repeated name two readers
 * may see different values (RFC 8259 section 4). Presumes nothing about the text's validity and
 * runs in one pass without recursion.
 */
export function faultOfJsonText(text: string): JsonTextFault | undefined {
  const names: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      names.push(character === '{' ? new Set() : undefined);
      if (names.length > maximumDepth) return 'too-deep';
    } else if (character === '}' || character === ']') {
      names.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      const open = names.at(-1);
      if (open !== undefined && isName(text, end)) {
        const name = unescaped(text.slice(at, end + 1));
        if (open.has(name)) return 'repeated-name';
        open.add(name);
      }
      at = end;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return text[at] === ':';
}

function unescaped(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
