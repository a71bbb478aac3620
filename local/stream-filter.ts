import { isObject, TemplateError } from './template.ts';

/** Whether a stream record matches the filter criteria of an event source mapping. */
export type StreamFilter = (record: Readonly<Record<string, unknown>>) => boolean;

/**
 * Reads filter patterns; a record passes when one of them matches, or when there are none.
 *
 * @throws TemplateError for rules that the embedded runtime does not support
 */
export function streamFilter(patterns: readonly string[]): StreamFilter {
  const tests = patterns.map((pattern) => patternTest(JSON.parse(pattern)));
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}

type Test = (value: unknown) => boolean;

function patternTest(pattern: unknown): Test {
  if (Array.isArray(pattern)) {
    const rules = pattern.map(ruleTest);
    return (value) => rules.some((rule) => rule(value));
  }
  if (!isObject(pattern)) throw new TemplateError('a filter pattern is an object of lists');
  const members = Object.entries(pattern).map(([name, inner]) => {
    const test = patternTest(inner);
    return (value: unknown) => test(isObject(value) ? value[name] : undefined);
  });
  return (value) => members.every((member) => member(value));
}

function ruleTest(rule: unknown): Test {
  if (!isObject(rule)) return (value) => value === rule;
  const [name = '', ...others] = Object.keys(rule);
  const argument = rule[name];
  if (others.length === 0) {
    if (name === 'exists') return (value) => (value !== undefined) === argument;
    if (name === 'prefix') {
      return (value) => typeof value === 'string' && value.startsWith(String(argument));
    }
    if (name === 'anything-but') {
      const excluded: unknown[] = Array.isArray(argument) ? argument : [argument];
      return (value) => value !== undefined && !excluded.includes(value);
    }
  }
  throw new TemplateError(`the filter rule ${name} is not supported by the embedded runtime`);
}
