import type {
  Connector,
  ConnectorCall,
  Counts,
  ExportItem,
} from '../../lambda/system/model/connector.ts';
import type { SystemError } from '../../lambda/system/model/faults.ts';
import { SystemFaultError } from '../../lambda/system/model/faults.ts';

interface Row {
  /** The key of the first path; that of the second is `email`. */
  userId?: string;
  email?: string;
  category: string;
  text: string;
  restricted?: boolean;
}

/** A system of an operator as code of their own would serve it: rows in memory, pages of two. */
export interface OperatorStore {
  readonly connector: Connector;
  readonly rows: Row[];
  /** Every call fails so until it is set back. */
  fault: SystemError | undefined;
  /** `callback`: each call is answered later; a number: ask again after so many seconds. */
  answers: 'at-once' | 'callback' | number;
  readonly calls: ConnectorCall[];
  /** Runs before each call. */
  before: () => void;
}

const pageRows = 2;

export function openOperatorStore(): OperatorStore {
  const rows: Row[] = [];
  const calls: ConnectorCall[] = [];

  const isOf =
    ({ identifiers, path, categories }: ConnectorCall) =>
    (row: Row): boolean =>
      categories.includes(row.category) &&
      identifiers.some(({ type, value }) =>
        type === 'email' ? (path === 'first' ? row.userId : row.email) === value : false,
      );
  const waiting = () =>
    store.answers === 'callback'
      ? ({ kind: 'waiting' } as const)
      : ({ kind: 'waiting', pollAfterSeconds: Number(store.answers) } as const);

  function begin(call: ConnectorCall): boolean {
    calls.push(call);
    store.before();
    if (store.fault !== undefined) throw new SystemFaultError(store.fault);
    return store.answers === 'at-once';
  }
  function pageOf(call: ConnectorCall) {
    const own = rows.filter(isOf(call));
    const from = Number(call.cursor ?? 0);
    const page = own.slice(from, from + pageRows);
    const isLast = from + pageRows >= own.length;
    return { page, ...(!isLast && { cursor: String(from + pageRows) }) };
  }

  const store: OperatorStore = {
    ...{ rows, calls, fault: undefined, answers: 'at-once', before: () => undefined },
    connector: {
      find: later((call) => {
        if (!begin(call)) return waiting();
        const { page, cursor } = pageOf(call);
        return { kind: 'page', counts: count(page), selectors: ['email'], ...at(cursor) };
      }),
      export: later((call) => {
        if (!begin(call)) return waiting();
        const { page, cursor } = pageOf(call);
        const items = page.map(({ category, text }): ExportItem => ({
          kind: 'json',
          category,
          content: { text },
        }));
        return { kind: 'page', counts: count(page), items, ...at(cursor) };
      }),
      erase: later((call) => {
        if (!begin(call)) return waiting();
        const doomed = rows.filter(isOf(call)).slice(0, pageRows);
        for (const row of doomed) rows.splice(rows.indexOf(row), 1);
        const isLast = rows.filter(isOf(call)).length === 0;
        return { kind: 'page', counts: count(doomed), ...at(isLast ? undefined : 'on') };
      }),
      rectify: later((call) => {
        if (!begin(call)) return waiting();
        const changed = rows.filter(isOf(call)).filter((row) => {
          const found = call.corrections.find(({ old }) => old === row.text);
          if (found !== undefined) row.text = typeof found.new === 'string' ? found.new : '';
          return found !== undefined;
        });
        return { kind: 'page', counts: count(changed) };
      }),
      restrict: later((call) => {
        if (!begin(call)) return waiting();
        const changed = rows
          .filter(isOf(call))
          .filter(({ restricted = false }) => restricted !== call.restricted);
        for (const row of changed) row.restricted = call.restricted;
        return { kind: 'page', counts: count(changed) };
      }),
      control: later((call) => {
        if (!begin(call)) return { kind: 'control', rows: 0 };
        const other =
          call.remembered ??
          rows.find((row) => !call.identifiers.some(({ value }) => value === row.userId))?.userId;
        const own = rows.filter(({ userId }) => userId !== undefined && userId === other);
        return {
          kind: 'control',
          rows: own.length,
          ...(other !== undefined && { remembered: other }),
        };
      }),
      probe: () => Promise.resolve({ kind: 'ready' }),
    },
  };
  return store;
}

/** What is asked of a system is answered later, or fails. */
const later =
  <Call, Answer>(work: (call: Call) => Answer) =>
  (call: Call): Promise<Answer> =>
    Promise.resolve().then(() => work(call));

const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });

function count(rows: readonly Row[]): Counts {
  const counts: Record<string, number> = {};
  for (const { category } of rows) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
}
