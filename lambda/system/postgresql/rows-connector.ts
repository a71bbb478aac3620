import type { ClientConfig } from 'pg';
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
import { decodePosition, encodePosition } from './cursor.ts';
import type { Position } from './cursor.ts';
import { withDatabase } from './database.ts';
import type { Session } from './database.ts';
import { exportStep, pageBytes } from './export.ts';
import { askedOf } from './part.ts';
import type { Asked, Part, PartsOf } from './part.ts';
import { changeAll, changeRows, countRows, hasRows } from './rows.ts';
import type { Change, Condition } from './rows.ts';
import { Shapes } from './shape.ts';
import { quoted } from './sql.ts';
import { Tally } from './tally.ts';

export interface RowsOptions {
  readonly connect: () => Promise<ClientConfig>;
  readonly partsOf: PartsOf;
  readonly probe: () => Promise<Probe>;
  /** Called before anything else: throws where the call would reach someone else. */
  readonly check?: (shapes: Shapes, call: ConnectorCall) => Promise<void>;
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
    return this.#inParts(
      call,
      async (session, asked, _from, tally) => {
        selectors.add(asked.part.identifier);
        tally.add(asked.part.category, await countRows(session, asked, call));
        return undefined;
      },
      () => ({ selectors: [...selectors] }),
    );
  }

  export(call: ConnectorCall): Promise<Page<Exported>> {
    const items: ExportItem[] = [];
    let bytesLeft = pageBytes;
    return this.#inParts(
      call,
      async (session, asked, from, tally) => {
        const step = await exportStep(session, asked, from, this.#rowsAtOnce, bytesLeft);
        items.push(...step.items);
        bytesLeft -= step.bytes;
        tally.add(asked.part.category, step.count);
        return step.next;
      },
      () => ({ items }),
      () => bytesLeft <= 0 || Date.now() >= call.until,
      this.#options.atEnd,
    );
  }

  erase(call: ConnectorCall): Promise<Page> {
    let erased = 0;
    return this.#inParts(
      call,
      async (session, asked, from, tally) => {
        const isDone = await changeAll(
          () =>
            this.#bounded((limit) => changeRows(session, asked, { verb: 'DELETE FROM' }, limit)),
          () => hasRows(session, asked),
          {
            changed: (count) => {
              erased += count;
              tally.add(asked.part.category, count);
            },
            isOver: isOver(call),
          },
        );
        return isDone ? undefined : from;
      },
      () => ({}),
      // Parts that are empty are passed however late it is: a caller without a cursor gets on, too.
      () => erased > 0 && isOver(call)(),
      this.#options.atEnd,
    );
  }

  async rectify(call: RectifyCall): Promise<Page> {
    if (!this.#options.canRectify) throw new SystemFaultError('misconfigured');
    return this.#inParts(
      call,
      (session, asked, from, tally) => this.#rectifyPart(session, asked, from, tally, call),
      () => ({}),
    );
  }

  async #rectifyPart(
    session: Session,
    asked: Asked,
    from: Position,
    tally: Tally,
    call: RectifyCall,
  ): Promise<Position | undefined> {
    const { part } = asked;
    const own = call.corrections.filter(({ category }) => category === part.category);
    const changes: ColumnChange[] = [];
    for (const correction of own) changes.push(...(await changesOf(session, part, correction)));
    for (const [index, change] of keyLast(changes, part).entries()) {
      if (index < (from.change ?? 0)) continue;
      const condition: Condition = { sql: change.condition, values: [change.old] };
      const update: Change = { verb: 'UPDATE', set: change.set, values: [change.new] };
      const isDone = await changeAll(
        () => this.#bounded((limit) => changeRows(session, asked, update, limit, condition)),
        () => hasRows(session, asked, condition),
        { changed: (count) => tally.add(part.category, count), isOver: isOver(call) },
      );
      if (!isDone) return { ...from, change: index };
    }
    return undefined;
  }

  async restrict(call: RestrictCall): Promise<Page> {
    return this.#inParts(
      call,
      async (session, asked, from, tally) => {
        const { restricted, category } = asked.part;
        const column = quoted(restricted ?? '');
        const condition: Condition = {
          sql: `t.${column} IS DISTINCT FROM $2::boolean`,
          values: [call.restricted],
        };
        const change: Change = { verb: 'UPDATE', set: `SET ${column} = $2::boolean` };
        const isDone = await changeAll(
          () => this.#bounded((limit) => changeRows(session, asked, change, limit, condition)),
          () => hasRows(session, asked, condition),
          { changed: (count) => tally.add(category, count), isOver: isOver(call) },
        );
        return isDone ? undefined : from;
      },
      () => ({}),
      isOver(call),
      undefined,
      (parts) => {
        const isMarked = ({ restricted, category }: Part) =>
          restricted !== undefined || !call.categories.includes(category);
        if (!parts.every(isMarked)) throw new SystemFaultError('misconfigured');
      },
    );
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

  /** Statements that take too long are tried with fewer rows. */
  async #bounded(change: (limit: number) => Promise<number>): Promise<number> {
    for (let limit = this.#rowsAtOnce; ; limit = Math.ceil(limit / 10)) {
      try {
        return await change(limit);
      } catch (error) {
        const isTooMuch = error instanceof SystemFaultError && error.code === 'timed-out';
        if (!isTooMuch || limit === 1) throw error;
      }
    }
  }

  /**
   * Does the work of each part until the page is full.
   *
   * @param work returns where the part goes on; undefined when it is over
   * @param isFull after the work of a part or a step
   */
  #inParts<Content extends object>(
    call: ConnectorCall,
    work: (
      session: Session,
      asked: Asked,
      from: Position,
      tally: Tally,
    ) => Promise<Position | undefined>,
    content: () => Content,
    isFull: () => boolean = isOver(call),
    atEnd?: RowsOptions['atEnd'],
    check?: (parts: readonly Part[]) => void,
  ): Promise<Page<Content>> {
    return withDatabase(this.#options.connect, async (session) => {
      const start = decodePosition(call.cursor);
      const shapes = new Shapes(session);
      const parts = await this.#options.partsOf(shapes, call.path);
      check?.(parts);
      await this.#options.check?.(shapes, call);
      const asked = await askedOf(session, parts, call, start.part);
      const tally = new Tally();
      const page = (next: Position): Page<Content> => ({
        kind: 'page',
        counts: tally.counts,
        cursor: encodePosition(next),
        ...content(),
      });
      for (const [index, each] of asked.entries()) {
        let from: Position | undefined = each.at === start.part ? start : { part: each.at };
        while (from !== undefined) {
          from = await work(session, each, from, tally);
          if (from !== undefined && isFull()) return page(from);
        }
        const following = asked[index + 1];
        if (following !== undefined && isFull()) return page({ part: following.at });
      }
      await atEnd?.(session, call);
      return { kind: 'page', counts: tally.counts, ...content() };
    });
  }
}

const isOver =
  ({ until }: ConnectorCall) =>
  (): boolean =>
    Date.now() >= until;

/** Once the column that names the person is corrected, its rows are no longer found by what it was. */
const keyLast = (
  changes: readonly ColumnChange[],
  { keyColumn }: Part,
): readonly ColumnChange[] => [
  ...changes.filter(({ column }) => column !== keyColumn),
  ...changes.filter(({ column }) => column === keyColumn),
];
