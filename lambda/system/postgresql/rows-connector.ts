import type {
  Connector,
  ConnectorCall,
  Control,
  ControlCall,
  Exported,
  ExportItem,
  Found,
  IdentifierType,
  Page,
  Probe,
  RectifyCall,
  RestrictCall,
} from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { controlOf } from './control.ts';
import { changesOf } from './correct.ts';
import type { ColumnChange } from './correct.ts';
import { withDatabase } from './database.ts';
import type { Session } from './database.ts';
import { exportStep, pageBytes } from './export.ts';
import type { Part } from './part.ts';
import { changeAll, countRows } from './rows.ts';
import type { Change } from './rows.ts';
import { Shapes } from './shape.ts';
import { quoted } from './sql.ts';
import { isOver, walkParts } from './walk.ts';
import type { WalkOptions } from './walk.ts';

export interface RowsOptions extends WalkOptions {
  readonly probe: () => Promise<Probe>;
  /** Called after the last part of an export or erasure: throws where something could not be decided. */
  readonly atEnd?: (session: Session, call: ConnectorCall) => Promise<void>;
  /** Whether rows can be corrected; the rows of other programs have a form of their own. */
  readonly canRectify: boolean;
  /** How many rows one statement changes or reads at most. */
  readonly rowsAtOnce?: number;
}

/** People in rows of PostgreSQL, part by part. */
export class RowsConnector implements Connector {
  readonly #options: RowsOptions;
  readonly #rowsAtOnce: number;

  constructor(options: RowsOptions) {
    this.#options = options;
    this.#rowsAtOnce = options.rowsAtOnce ?? 2_000;
  }

  find(call: ConnectorCall): Promise<Page<Found>> {
    const selectors = new Set<IdentifierType>();
    return walkParts(this.#options, call, {
      work: async (session, asked, _from, count) => {
        selectors.add(asked.part.identifier);
        count(await countRows(session, asked, call));
        return undefined;
      },
      content: () => ({ selectors: [...selectors] }),
    });
  }

  export(call: ConnectorCall): Promise<Page<Exported>> {
    const items: ExportItem[] = [];
    let bytesLeft = pageBytes;
    return walkParts(this.#options, call, {
      work: async (session, asked, from, count) => {
        const step = await exportStep(session, asked, from, this.#rowsAtOnce, bytesLeft);
        items.push(...step.items);
        bytesLeft -= step.bytes;
        count(step.count);
        return step.next;
      },
      content: () => ({ items }),
      isFull: () => bytesLeft <= 0 || Date.now() >= call.until,
      atEnd: this.#options.atEnd,
    });
  }

  erase(call: ConnectorCall): Promise<Page> {
    let erased = 0;
    return walkParts(this.#options, call, {
      work: async (session, asked, from, count) => {
        const changed = (rows: number) => {
          erased += rows;
          count(rows);
        };
        const isDone = await changeAll(
          session,
          asked,
          { verb: 'DELETE FROM' },
          { changed, rowsAtOnce: this.#rowsAtOnce, isOver: isOver(call) },
        );
        return isDone ? undefined : from;
      },
      content: nothing,
      // Parts that are empty are passed however late it is: a caller without a cursor gets on, too.
      isFull: () => erased > 0 && isOver(call)(),
      atEnd: this.#options.atEnd,
    });
  }

  async rectify(call: RectifyCall): Promise<Page> {
    if (!this.#options.canRectify) throw new SystemFaultError('misconfigured');
    return walkParts(this.#options, call, {
      work: async (session, asked, from, count) => {
        const { part } = asked;
        const changes: ColumnChange[] = [];
        for (const correction of call.corrections) {
          if (correction.category !== part.category) continue;
          changes.push(...(await changesOf(session, part, correction)));
        }
        for (const [index, one] of keyLast(changes, part).entries()) {
          if (index < (from.change ?? 0)) continue;
          const change: Change = { verb: 'UPDATE', set: one.set, values: [one.new] };
          const isDone = await changeAll(session, asked, change, {
            condition: { sql: one.condition, values: [one.old] },
            ...{ changed: count, rowsAtOnce: this.#rowsAtOnce, isOver: isOver(call) },
          });
          if (!isDone) return { ...from, change: index };
        }
        return undefined;
      },
      content: nothing,
    });
  }

  async restrict(call: RestrictCall): Promise<Page> {
    return walkParts(this.#options, call, {
      work: async (session, asked, from, count) => {
        const column = quoted(asked.part.restricted ?? '');
        const change: Change = { verb: 'UPDATE', set: `SET ${column} = $2::boolean` };
        const isDone = await changeAll(session, asked, change, {
          condition: {
            sql: `t.${column} IS DISTINCT FROM $2::boolean`,
            values: [call.restricted],
          },
          ...{ changed: count, rowsAtOnce: this.#rowsAtOnce, isOver: isOver(call) },
        });
        return isDone ? undefined : from;
      },
      content: nothing,
      requireAble: (parts) => {
        const isMarked = ({ restricted, category }: Part) =>
          restricted !== undefined || !call.categories.includes(category);
        if (!parts.every(isMarked)) throw new SystemFaultError('misconfigured');
      },
    });
  }

  control(call: ControlCall): Promise<Control> {
    return withDatabase(this.#options.connect, async (session) => {
      const parts = await this.#options.partsOf(new Shapes(session), 'first');
      return controlOf(session, parts, call);
    });
  }

  probe(): Promise<Probe> {
    return this.#options.probe();
  }
}

const nothing = () => ({});

/** Once the column that names the person is corrected, its rows are no longer found by what it was. */
const keyLast = (
  changes: readonly ColumnChange[],
  { keyColumn }: Part,
): readonly ColumnChange[] => [
  ...changes.filter(({ column }) => column !== keyColumn),
  ...changes.filter(({ column }) => column === keyColumn),
];
