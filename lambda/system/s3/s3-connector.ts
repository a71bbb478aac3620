import * as z from 'zod';
import type { S3Settings } from '../../policy/connectors/s3.ts';
import { taskActions } from '../../policy/vocabulary.ts';
import type { TaskAction } from '../../policy/vocabulary.ts';
import type {
  Connector,
  ConnectorCall,
  Control,
  ControlCall,
  Exported,
  Found,
  Page,
  PersonIdentifier,
  Probe,
  RectifyCall,
  RestrictCall,
} from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import { countControl } from './control.ts';
import { exportPage } from './export-page.ts';
import { JsonLines } from './json-lines.ts';
import { lateFaults, position } from './part.ts';
import type { Part, Position, Step, Turn } from './part.ts';
import { prefixesOf } from './person-prefix.ts';
import { probeBucket } from './probe.ts';
import { rowSelector } from './row-selector.ts';
import { WholeObjects } from './whole-objects.ts';

const cursorText = z.strictObject({
  part: z.int().min(0),
  at: position.optional(),
  fault: z.enum(lateFaults).optional(),
});
type Cursor = z.output<typeof cursorText>;

export interface S3ConnectorOptions {
  /** What the system is asked to do: nothing else is probed. All when absent. */
  readonly actions?: readonly TaskAction[];
  /** Versions that are listed at a time, 1 to 1,000. */
  readonly pageSize?: number;
}

/**
 * Objects in a bucket of the operator. Works through the entries of the settings one after another. What
 * S3 keeps locked, or what cannot be read, does not stop it: the call after the last page fails for it.
 */
export class S3Connector implements Connector {
  readonly #settings: S3Settings;
  readonly #bucket: Bucket;
  readonly #actions: readonly TaskAction[];
  readonly #pageSize: number;

  constructor(
    settings: S3Settings,
    bucket: Bucket,
    { actions = taskActions, pageSize = 1_000 }: S3ConnectorOptions = {},
  ) {
    this.#settings = settings;
    this.#bucket = bucket;
    this.#actions = actions;
    this.#pageSize = pageSize;
  }

  async find(call: ConnectorCall): Promise<Page<Found>> {
    const page = await this.#walk(call, (part, at, turn) => part.find(at, turn));
    return { ...page, selectors: [...new Set(this.#partsOf(call).map((part) => part.selector))] };
  }

  async export(call: ConnectorCall): Promise<Page<Exported>> {
    const exported = exportPage();
    const page = await this.#walk(
      call,
      (part, at, turn) => part.export(at, turn, exported),
      () => exported.isFull(),
    );
    return { ...page, items: exported.items };
  }

  erase(call: ConnectorCall): Promise<Page> {
    return this.#walk(call, (part, at, turn) => part.erase(at, turn));
  }

  rectify({ corrections, ...call }: RectifyCall): Promise<Page> {
    return this.#walk(call, (part, at, turn) =>
      part.rectify(
        at,
        turn,
        corrections.filter(({ category }) => category === part.category),
      ),
    );
  }

  async restrict({ restricted, ...call }: RestrictCall): Promise<Page> {
    const { objects, restrictedTag } = this.#settings;
    if (restrictedTag === undefined || objects.some(({ form }) => form !== 'whole')) {
      throw new SystemFaultError('misconfigured');
    }
    return this.#walk(call, (part, at, turn) => part.restrict(at, turn, restricted));
  }

  control(call: ControlCall): Promise<Control> {
    return countControl(this.#bucket, this.#settings, call);
  }

  probe(): Promise<Probe> {
    return probeBucket(this.#bucket, this.#settings, this.#actions);
  }

  async #walk(
    call: ConnectorCall,
    take: (part: Part, at: Position | undefined, turn: Turn) => Promise<Step>,
    isFull: () => boolean = () => false,
  ): Promise<{ kind: 'page'; counts: Record<string, number>; cursor?: string }> {
    const parts = this.#partsOf(call);
    const turn: Turn = { hasTime: () => Date.now() < call.until };
    const counts: Record<string, number> = {};
    let cursor = readCursor(call.cursor);
    do {
      const part = parts[cursor.part];
      if (part === undefined) {
        if (cursor.fault !== undefined) throw new SystemFaultError(cursor.fault);
        return { kind: 'page', counts };
      }
      const step = await take(part, cursor.at, turn);
      counts[part.category] = (counts[part.category] ?? 0) + step.count;
      cursor = nextCursor(cursor, step);
    } while (turn.hasTime() && !isFull() && (cursor.part < parts.length || !cursor.fault));
    const isOver = cursor.part >= parts.length && cursor.fault === undefined;
    return { kind: 'page', counts, ...(!isOver && { cursor: JSON.stringify(cursor) }) };
  }

  /** The same for each call of a task: a cursor names a part by its place. */
  #partsOf({ categories, identifiers, path }: ConnectorCall): readonly Part[] {
    return this.#settings.objects
      .filter(({ category }) => categories.includes(category))
      .flatMap((entry) => this.#partsIn(entry, identifiers, path));
  }

  #partsIn(
    entry: S3Settings['objects'][number],
    identifiers: readonly PersonIdentifier[],
    path: ConnectorCall['path'],
  ): readonly Part[] {
    const walk = { bucket: this.#bucket, pageSize: this.#pageSize };
    const { category } = entry;
    const second = path === 'second' ? entry.second : undefined;
    if (entry.form === 'whole') {
      const prefix = second && 'prefix' in second ? second.prefix : entry.prefix;
      const { restrictedTag } = this.#settings;
      return prefixesOf(prefix, identifiers).map(
        (one) =>
          new WholeObjects({
            ...{ ...walk, category, restrictedTag },
            prefix: one.prefix,
            selector: one.type,
          }),
      );
    }
    const place = second && 'pointer' in second ? second : entry.key;
    if (!identifiers.some(({ type }) => type === place.identifier)) return [];
    const rows = rowSelector(place, identifiers);
    const { prefix } = entry;
    return [new JsonLines({ ...walk, category, prefix, rows, selector: place.identifier })];
  }
}

function readCursor(text: string | undefined): Cursor {
  if (text === undefined) return { part: 0 };
  try {
    return cursorText.parse(JSON.parse(text));
  } catch (cause) {
    throw new SystemFaultError('internal', { cause });
  }
}

function nextCursor({ part, fault: before }: Cursor, { isDone, at, fault: now }: Step): Cursor {
  const fault = before ?? now;
  return {
    part: isDone ? part + 1 : part,
    ...(!isDone && at && { at }),
    ...(fault && { fault }),
  };
}
