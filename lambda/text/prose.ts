/** A part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const fence = /^[ \t>]{0,8}(?:```|~~~)/;
const statement =
  /^\s*(?:import\s.+from\s|import\s+["'{*]|export\s+(?:const|default|function|class|type|interface|async|\{|\*)|(?:const|let|var)\s+[\w{[$]|(?:async\s+)?function\b|class\s+\w+.*\{|def\s+\w+\(|return\b.*[;({[]|if\s*\(|else\b|for\s*\(|while\s*\(|switch\s*\(|case\s.+:$|try\s*\{|catch\b|throw\s+new|#include\b|using\s+\w+(?:\.\w+)*;|package\s+\w+(?:\.\w+)*;?$|public\s|private\s|protected\s|static\s|<[/!?]?\w|\}|\{|\]|@\w+\s*(?:\(|$)|SELECT\s.+\sFROM\s|INSERT\s+INTO\s|UPDATE\s.+\sSET\s|\$\s+\w|sudo\s|npm\s|--?\w[\w-]*(?:=|\s|$))/;
const operators =
  /=>|===|!==|&&|\|\||->|::|<\/|\/>|\+\+|\+=|\(\)|\]\(|\[\]|\{\}|\);|":\s*[[{"\d]|\\n/;
const ending = /[;{}]\s*$|\)\s*,?\s*$(?<=\w\(.*)/;
const signs = /[{}()[\];=<>|&\\$_*/`#~^+"]/g;
/** A moment, then what only programs write: a level, a field, a class. */
const log =
  /^\W{0,3}(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{10}).{0,60}?(?:\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL|debug|info|warn|error)\b|\w=\S|\w\[\d+\]|HTTP\/\d)|^\W{0,3}(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b[\s:\]|]|^\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \[|^npm (?:ERR|verb|warn|info|sill|http)|^\s+at \S+ ?\(/;
const comment = /^\s*(?:\/\/|\/?\*+\/?(?:\s|$)|#\s|--\s|;;)/;
const jsonText = /"((?:[^"\\\r\n]|\\.){12,})"/g;
const longestLine = 2_000;

/** The parts that people wrote: no code, no fences, no keys of JSON, no lines of a log. */
export function proseOf(text: string): Span[] {
  const spans: Span[] = [];
  const add = (start: number, end: number): void => {
    const last = spans.at(-1);
    if (last?.end === start) spans[spans.length - 1] = { start: last.start, end };
    else if (end > start) spans.push({ start, end });
  };
  let isFenced = false;
  let isCode = false;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, Math.min(end, start + longestLine));
    if (fence.test(line)) isFenced = !isFenced;
    else if (!isFenced) {
      const kind = kindOf(line);
      if (kind === 'prose' && !(isCode && comment.test(line))) add(start, end);
      else if (kind === 'json') for (const span of valuesOf(line, start)) add(span.start, span.end);
      if (kind !== 'prose') isCode = true;
      else if (!comment.test(line) && line.trim() !== '') isCode = false;
    }
    start = end;
  }
  return spans;
}

function kindOf(line: string): 'prose' | 'code' | 'json' {
  const short = line.slice(0, 400);
  if (/^\s*[[{,]?\s*"[^"\n]{1,80}"\s*:/.test(short) || /^\s*[[{]\s*(?:["{[]|$)/.test(short))
    return 'json';
  if (log.test(short) || statement.test(short)) return 'code';
  const letters = short.length;
  const count = (short.match(signs) ?? []).length;
  if (ending.test(short) && count >= 2) return 'code';
  return (operators.test(short) && count * 16 > letters) || (count > 3 && count * 8 > letters)
    ? 'code'
    : 'prose';
}

/** Values of JSON that are sentences or full names. */
function* valuesOf(line: string, start: number): Generator<Span> {
  for (const match of line.matchAll(jsonText)) {
    const [whole, value = ''] = match;
    const isKey = /^\s*:/.test(
      line.slice(match.index + whole.length, match.index + whole.length + 4),
    );
    if (isKey || (value.match(/\s\S/g) ?? []).length < 3) continue;
    yield { start: start + match.index + 1, end: start + match.index + 1 + value.length };
  }
}

/** Whether an offset is in one of the spans, which are in order. */
export function within(spans: readonly Span[], at: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return at < (spans[low - 1]?.end ?? 0);
}
