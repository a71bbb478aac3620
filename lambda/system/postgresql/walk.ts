import type { ClientConfig } from 'pg';
import type { ConnectorCall, Page } from '../model/connector.ts';
import { decodePosition, encodePosition } from './cursor.ts';
import type { Position } from './cursor.ts';
import { withDatabase } from './database.ts';
import type { Session } from './database.ts';
import { askedOf } from './part.ts';
import type { Asked, Part, PartsOf } from './part.ts';
import { Shapes } from './shape.ts';

export interface WalkOptions {
  readonly connect: () => Promise<ClientConfig>;
  readonly partsOf: PartsOf;
  /** Called before anything else: throws where the call would reach someone else. */
  readonly check?: (shapes: Shapes, call: ConnectorCall) => Promise<void>;
}

export interface Walk<Content extends object> {
  /** @returns where the part goes on; undefined when it is over */
  readonly work: (
    session: Session,
    asked: Asked,
    from: Position,
    count: (rows: number) => void,
  ) => Promise<Position | undefined>;
  readonly content: () => Content;
  /** After the work of a part or a step; when the time is over where absent. */
  readonly isFull?: () => boolean;
  /** Throws where the settings cannot do it. */
  readonly requireAble?: (parts: readonly Part[]) => void;
  /** Called after the last part: throws where something could not be decided. */
  readonly atEnd?: ((session: Session, call: ConnectorCall) => Promise<void>) | undefined;
}

export const isOver =
  ({ until }: Pick<ConnectorCall, 'until'>) =>
  (): boolean =>
    Date.now() >= until;

/** Does the work of each part, one after the other, until the page is full. */
export function walkParts<Content extends object>(
  { connect, partsOf, check }: WalkOptions,
  call: ConnectorCall,
  { work, content, isFull = isOver(call), requireAble, atEnd }: Walk<Content>,
): Promise<Page<Content>> {
  return withDatabase(connect, async (session) => {
    const start = decodePosition(call.cursor);
    const shapes = new Shapes(session);
    const parts = await partsOf(shapes, call.path);
    requireAble?.(parts);
    await check?.(shapes, call);
    const asked = await askedOf(session, parts, call, start.part);
    const counts: Record<string, number> = {};
    const page = (next: Position): Page<Content> => ({
      ...{ kind: 'page', counts, cursor: encodePosition(next) },
      ...content(),
    });
    for (const [index, each] of asked.entries()) {
      const { category } = each.part;
      const count = (rows: number) => {
        counts[category] = (counts[category] ?? 0) + rows;
      };
      let from: Position | undefined = each.at === start.part ? start : { part: each.at };
      while (from !== undefined) {
        from = await work(session, each, from, count);
        if (from !== undefined && isFull()) return page(from);
      }
      const following = asked[index + 1];
      if (following !== undefined && isFull()) return page({ part: following.at });
    }
    await atEnd?.(session, call);
    return { kind: 'page', counts, ...content() };
  });
}
