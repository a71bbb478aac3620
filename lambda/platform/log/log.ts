import { AsyncLocalStorage } from 'node:async_hooks';
import { describeError } from './error-fields.ts';
import { fieldNames, messages } from './messages.ts';
import type { LogFields, MessageCode } from './messages.ts';

/** Writes JSON lines of a closed catalogue. Values are internal ids, enum values and counts. */
export interface Log {
  info(code: MessageCode, fields?: LogFields): void;
  warn(code: MessageCode, fields?: LogFields): void;
  /** Returns name, code and frames of `error`, never its message: a message can carry input. */
  error(code: MessageCode, error: unknown, fields?: LogFields): void;
}

const correlation = new AsyncLocalStorage<string>();

/** Adds `requestId` to every line written during `work`. */
export const correlated = <Result>(requestId: string, work: () => Result): Result =>
  correlation.run(requestId, work);

/**
 * @param facts.function name of the function, as in its `needs.ts`
 * @param write writes one line; standard output when absent
 */
export function openLog(
  facts: { readonly function: string; readonly stage: string },
  write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Log {
  const line = (level: string, code: MessageCode, fields: LogFields): void => {
    const requestId = correlation.getStore();
    write(
      JSON.stringify({
        time: new Date().toISOString(),
        level,
        code,
        message: messages[code],
        function: facts.function,
        stage: facts.stage,
        ...allowed({ ...(requestId !== undefined && { requestId }), ...fields }),
      }),
    );
  };
  return {
    info: (code, fields = {}) => line('INFO', code, fields),
    warn: (code, fields = {}) => line('WARN', code, fields),
    error: (code, error, fields = {}) =>
      line('ERROR', code, { ...fields, ...describeError(error) }),
  };
}

const known: ReadonlySet<string> = new Set(fieldNames);
// No `@`, `+`, space or quote: no address, telephone number or sentence matches.
const plain = /^[\w./:{}<>#$|-]{0,200}$/;

// The types require the same; at run time a caller may still spread another object.
const allowed = (fields: LogFields): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries<LogFields[keyof LogFields]>(fields)
      .filter(([name, value]) => known.has(name) && value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(safe) : safe(value)]),
  );

const safe = (value: unknown): unknown => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && plain.test(value) ? value : 'withheld';
};
