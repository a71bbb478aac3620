/** Why a JSON text is rejected before it is parsed. */
export type JsonTextFault = 'too-deep' | 'repeated-name';

/** Deep enough for content of 32 levels inside a batch. */
export const maximumDepth = 40;
/** Of what other systems wrote: no recursion over it uses up the stack. */
const maximumForeignDepth = 1_000;

/**
 * Whether every program reads the text as the same value. Of what other systems wrote: a name that comes
 * twice in an object can hide a person, because `JSON.parse` has its last value alone.
 */
export const isUnambiguous = (text: string): boolean =>
  faultOfJsonText(text, maximumForeignDepth) === undefined;

/** UTF-16 code units: a row of millions of characters is compared by these. */
const code = {
  ...{ quote: 0x22, backslash: 0x5c, colon: 0x3a },
  ...{ beginObject: 0x7b, endObject: 0x7d, beginArray: 0x5b, endArray: 0x5d },
} as const;

/**
 * Finds deep nesting and duplicate names, which `JSON.parse` accepts: two readers may see different
 * values of a duplicate name (RFC 8259 section 4). Does not require valid JSON, and runs in one
 * pass without recursion.
 */
export function faultOfJsonText(text: string, deepest = maximumDepth): JsonTextFault | undefined {
  /** Names in the objects around this place; undefined for an array. */
  const around: (Set<string> | undefined)[] = [];
  let names: Set<string> | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === code.beginObject || unit === code.beginArray) {
      if (around.push(names) > deepest) return 'too-deep';
      names = unit === code.beginObject ? new Set() : undefined;
    } else if (unit === code.endObject || unit === code.endArray) {
      names = around.pop();
    } else if (unit === code.quote) {
      const end = endOfString(text, at);
      if (names !== undefined && isName(text, end)) {
        const name = unescaped(text.slice(at, end + 1));
        if (names.has(name)) return 'repeated-name';
        names.add(name);
      }
      at = end;
    }
  }
  return undefined;
}

/** Long texts are searched, not walked: most of a row is in them. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text.charCodeAt(before - 1) === code.backslash) before -= 1;
    if ((at - before) % 2 === 0) return at;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
  return text.charCodeAt(at) === code.colon;
}

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
