import * as z from 'zod';
import type { ObjectName, Objects } from '../platform/objects/objects.ts';
import { readJson } from '../platform/objects/read-json.ts';
import { entriesOf, targetOf } from '../request/model/task.ts';
import type { Task, TaskKey } from '../request/model/task.ts';
import type { RequestRow } from '../request/row.ts';
import { pageName } from '../system/staged.ts';
import type { AddBytes, AddFile, WrittenFile } from './export-zip.ts';
import { partsInto } from './parts.ts';
import type { Parts } from './parts.ts';

/** A system in the manifest of an export; one that has not answered is named, too. */
export interface ExportedSystem {
  readonly system: string;
  readonly status: Task['state'];
  /** Why its data is not here. */
  readonly ground?: Task['ground'];
  readonly error?: Task['error'];
  readonly counts?: Task['done'];
  readonly files: readonly WrittenFile[];
}

export interface SystemFiles {
  /** Copies what systems returned into the archive, system by system. */
  write(): Promise<readonly ExportedSystem[]>;
}

const item = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('json'),
    category: z.string(),
    content: z.unknown(),
    at: z.string().optional(),
  }),
  z.object({
    kind: z.literal('file'),
    category: z.string(),
    name: z.string(),
    base64: z.string(),
    isLast: z.boolean(),
  }),
]);
type Item = z.output<typeof item>;
type FileItem = Extract<Item, { kind: 'file' }>;

/**
 * The pages that runs of systems have left beside the export, as files of the archive. One page is in
 * memory at a time.
 *
 * @throws ObjectsUnavailableError from `write`: the export is tried again
 */
export function openSystemFiles(
  objects: Objects,
  { tasks, export: made }: Pick<RequestRow, 'tasks' | 'export'>,
  { add, addBytes }: { readonly add: AddFile; readonly addBytes: AddBytes },
): SystemFiles {
  async function filesOf(object: ObjectName, key: TaskKey, pages: number): Promise<WrittenFile[]> {
    const folder = `systems/${targetOf(key)}`;
    const parts = new Map<string, Parts>();
    const openParts = partsInto(add);
    const files: WrittenFile[] = [];
    const items = itemsOf(objects, object, key, pages)[Symbol.asyncIterator]();
    for (let next = await items.next(); next.done !== true; next = await items.next()) {
      const { value } = next;
      if (value.kind === 'json') {
        const { category, content, at } = value;
        const into = parts.get(category) ?? openParts(`${folder}/${fileName(category)}`);
        parts.set(category, into);
        await into.take(JSON.stringify({ category, at, content }));
        continue;
      }
      const path = `${folder}/files/${files.length + 1}-${fileName(value.name)}`;
      files.push(await addBytes(path, chunksOf(value, items)));
    }
    for (const each of parts.values()) await each.end();
    return [...files, ...[...parts.values()].flatMap(({ files: written }) => [...written])];
  }

  return {
    async write() {
      const systems: ExportedSystem[] = [];
      for (const [key, task] of entriesOf(tasks)) {
        if (task.target !== 'system') continue;
        const { state: status, ground, error, done: counts, pages = 0 } = task;
        // Of a part of the system that knows the person by nothing there are none.
        const isHere = made !== undefined && (status === 'done' || error === 'no-identifier');
        const files = isHere ? await filesOf(made.object, key, pages) : [];
        systems.push({ system: targetOf(key), status, ground, error, counts, files });
      }
      return systems;
    },
  };
}

async function* itemsOf(
  objects: Objects,
  object: ObjectName,
  key: TaskKey,
  pages: number,
): AsyncGenerator<Item, void> {
  for (let page = 1; page <= pages; page += 1) {
    const body = await objects.get(pageName(object, key, page));
    // A page without items was not written.
    if (body === undefined) continue;
    yield* z.array(item).parse(await readJson(body));
  }
}

/** The chunks of one file follow each other, over pages if need be. */
async function* chunksOf(
  first: FileItem,
  items: AsyncIterator<Item, void>,
): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(first.base64, 'base64');
  for (let isLast = first.isLast; !isLast;) {
    const next = await items.next();
    // Cut off: what was read is here.
    if (next.done === true || next.value.kind !== 'file') return;
    yield Buffer.from(next.value.base64, 'base64');
    ({ isLast } = next.value);
  }
}

/** A name of another system cannot lead out of its folder. */
const fileName = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(-100) || 'file';
