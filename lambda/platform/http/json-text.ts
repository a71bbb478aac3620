/** Why a JSON text is rejected before it is parsed. */
export type JsonTextFault = 'too-deep' | 'repeated-name';

/** Deep enough for content of 32 levels inside a batch. */
export const maximumDepth = 40;

/**
 * Finds deep nesting and duplicate names, which `JSON.parse` accepts: two readers may see different
 * values of a duplicate name (RFC 8259 section 4). Does not require valid JSON, and runs in one
 * pass without recursion.
 */
export function faultOfJsonText(text: string): JsonTextFault | undefined {
  // One entry per open bracket: the names seen so far, or the kind of bracket before the first
  // name.
  const open: (Set<string> | 'object' | 'list')[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      if (open.push(character === '{' ? 'object' : 'list') > maximumDepth) return 'too-deep';
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, at);
      const inside = open.at(-1);
      if (inside !== undefined && inside !== 'list' && isName(text, end)) {
        const name = unescaped(text.slice(at, end + 1));
        const names = inside === 'object' ? new Set<string>() : inside;
        if (names.has(name)) return 'repeated-name';
        open[open.length - 1] = names.add(name);
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
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
