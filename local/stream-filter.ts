import { eventPattern } from './event-pattern.ts';

/** Whether a stream record matches the filter criteria of an event source mapping. */
export type StreamFilter = (record: Readonly<Record<string, unknown>>) => boolean;

/**
 * Reads filter patterns; a record passes when one of them matches, or when there are none.
 *
 * @throws TemplateError for rules that the embedded runtime does not support
 */
export function streamFilter(patterns: readonly string[]): StreamFilter {
  const tests = patterns.map((pattern) => eventPattern(JSON.parse(pattern)));
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}
