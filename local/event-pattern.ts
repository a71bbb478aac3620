import { like } from './like.ts';
import { isObject, TemplateError } from './template.ts';

/** Whether an event matches a pattern. */
export type EventTest = (event: unknown) => boolean;

/**
 * Reads an event pattern of EventBridge, or a filter pattern of an event source mapping, which has the same
 * language (Amazon EventBridge User Guide, comparison operators). What the templates do not use is not
 * supported.
 *
 * @throws TemplateError for an operator that is not supported, so that no rule passes in silence
 */
export function eventPattern(pattern: unknown): EventTest {
  if (!isObject(pattern)) throw new TemplateError('an event pattern is an object');
  const tests = Object.entries(pattern).map(([name, inner]) =>
    name === '$or' ? orTest(inner) : fieldTest(name, inner),
  );
  const all: EventTest = (event) => tests.every((test) => test(event));
  // Fields of a list of objects have to match in the same object.
  return (event) => (Array.isArray(event) ? event.some(all) : all(event));
}

function orTest(alternatives: unknown): EventTest {
  // EventBridge takes a shorter list for the values of a field of that name.
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new TemplateError('$or of an event pattern is a list of two patterns or more');
  }
  const tests = alternatives.map(eventPattern);
  return (event) => tests.some((test) => test(event));
}

function fieldTest(name: string, inner: unknown): EventTest {
  const test = Array.isArray(inner) ? valuesTest(inner) : eventPattern(inner);
  return (event) => test(isObject(event) ? event[name] : undefined);
}

/** A field matches if one of its values, or none where it is absent, matches one of the rules. */
function valuesTest(rules: readonly unknown[]): EventTest {
  const tests = rules.map(ruleTest);
  return (field) => {
    const values = leavesOf(field);
    return tests.some((test) => (values.length === 0 ? test(undefined) : values.some(test)));
  };
}

/** Objects are no values: `exists` is about leaves (EventBridge User Guide). */
const leavesOf = (field: unknown): readonly unknown[] =>
  Array.isArray(field)
    ? field.flatMap(leavesOf)
    : field === undefined || isObject(field)
      ? []
      : [field];

function ruleTest(rule: unknown): EventTest {
  if (!isObject(rule)) return (value) => value === rule;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(rule);
  const make = others.length === 0 ? operators[name] : undefined;
  if (make === undefined) throw unsupported(rule);
  return make(argument);
}

const operators: Readonly<Record<string, (argument: unknown) => EventTest>> = {
  exists: (wanted) => {
    if (typeof wanted !== 'boolean') throw unsupported({ exists: wanted });
    return (value) => (value !== undefined) === wanted;
  },
  prefix: (argument) => affix('prefix', argument, (text, part) => text.startsWith(part)),
  suffix: (argument) => affix('suffix', argument, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (argument) => {
    const wanted = textIn(argument, 'equals-ignore-case').toLowerCase();
    return onText((text) => text.toLowerCase() === wanted);
  },
  wildcard: (argument) => {
    const expression = wildcardExpression(textIn(argument, 'wildcard'));
    return onText((text) => expression.test(text));
  },
  numeric,
  'anything-but': anythingBut,
};

const onText =
  (test: (text: string) => boolean): EventTest =>
  (value) =>
    typeof value === 'string' && test(value);

function affix(
  name: string,
  argument: unknown,
  test: (text: string, part: string) => boolean,
): EventTest {
  if (isObject(argument) && Object.keys(argument).join() === 'equals-ignore-case') {
    const part = textIn(argument['equals-ignore-case'], name).toLowerCase();
    return onText((text) => test(text.toLowerCase(), part));
  }
  const part = textIn(argument, name);
  return onText((text) => test(text, part));
}

/** Present, and not excluded: by value, or by an operator with one argument or a list of them. */
function anythingBut(argument: unknown): EventTest {
  const excluded = (Array.isArray(argument) ? argument : [argument]).flatMap((each: unknown) => {
    if (!isObject(each)) return [ruleTest(each)];
    const [[name, inner] = ['', undefined], ...others] = Object.entries(each);
    if (
      others.length > 0 ||
      !['prefix', 'suffix', 'wildcard', 'equals-ignore-case'].includes(name)
    ) {
      throw unsupported({ 'anything-but': each });
    }
    return (Array.isArray(inner) ? inner : [inner]).map((one: unknown) =>
      ruleTest({ [name]: one }),
    );
  });
  return (value) => value !== undefined && !excluded.some((test) => test(value));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numeric(argument: unknown): EventTest {
  const parts: unknown[] = Array.isArray(argument) ? argument : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const compare = comparisons[String(parts[index])];
    const bound = parts[index + 1];
    if (compare === undefined || typeof bound !== 'number')
      throw unsupported({ numeric: argument });
    tests.push((value) => compare(value, bound));
  }
  if (tests.length === 0) throw unsupported({ numeric: argument });
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

/** `*` is any text; `\*` and `\\` are the characters themselves. */
function wildcardExpression(pattern: string): RegExp {
  const parts = [''];
  for (const [character, escaped] of pattern.matchAll(/\\([*\\])|[^]/g)) {
    if (character === '*') parts.push('');
    else parts.push((parts.pop() ?? '') + (escaped ?? character));
  }
  return like(parts);
}

function textIn(argument: unknown, operator: string): string {
  if (typeof argument !== 'string') throw unsupported({ [operator]: argument });
  return argument;
}

const unsupported = (rule: object): TemplateError =>
  new TemplateError(
    `the rule ${JSON.stringify(rule)} of an event pattern is not supported by the embedded runtime`,
  );
