import type { LanguageModelMiddleware } from 'ai';
import type { Restorer } from '../restorer.ts';
import type { Pieces } from '../texts.ts';
import { mapTexts, textsIn } from './prompt.ts';

type WrapStream = NonNullable<LanguageModelMiddleware['wrapStream']>;
type WrapGenerate = NonNullable<LanguageModelMiddleware['wrapGenerate']>;
export type Generated = Awaited<ReturnType<WrapGenerate>>;
type Content = Generated['content'][number];
type StreamPart =
  Awaited<ReturnType<WrapStream>>['stream'] extends ReadableStream<infer Part> ? Part : never;

export interface Restorers {
  readonly plain: Restorer;
  /** Of texts, which are JSON where the program asked for it. */
  readonly text: Restorer;
}

/** What the model wrote, with the values in the place of the pseudonyms: texts, calls and results of tools. */
export async function restoreContent(
  content: readonly Content[],
  restorers: Restorers,
): Promise<Content[]> {
  // One call for all that the model wrote.
  await restorers.plain.texts(content.flatMap((part) => textsOf(part, restorers)));
  return Promise.all(content.map((part) => restorePart(part, restorers)));
}

function textsOf(part: Content, { plain, text }: Restorers): readonly string[] {
  if (part.type === 'text') return plain === text ? [part.text] : [];
  if (part.type === 'reasoning') return [part.text];
  if (part.type === 'tool-result') return textsIn(part.result);
  return part.type === 'tool-call' ? textsIn(parsed(part.input)) : [];
}

async function restorePart(part: Content, { plain, text }: Restorers): Promise<Content> {
  switch (part.type) {
    case 'text':
      return { ...part, text: await text.text(part.text) };
    case 'reasoning':
      return { ...part, text: await plain.text(part.text) };
    case 'tool-call':
      return { ...part, input: await restoreJson(part.input, plain) };
    case 'tool-result':
      return { ...part, result: await restoreValue(part.result, plain) };
    default:
      return part;
  }
}

/** Arguments of a tool are JSON: a value with quotation marks stays within its text. */
async function restoreJson(input: string, restore: Restorer): Promise<string> {
  const value = parsed(input);
  if (value === undefined) return restore.text(input);
  return JSON.stringify(await restoreValue(value, restore));
}

async function restoreValue<Value>(value: Value, restore: Restorer): Promise<Value> {
  const restored = await restore.texts(textsIn(value));
  let next = 0;
  // The same JSON with other texts.
  return mapTexts(value, (text) => {
    const one = restored[next] ?? text;
    next += 1;
    return one;
  }) as Value;
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input) as unknown;
  } catch {
    // A model does not always write JSON where it should.
    return undefined;
  }
}

/** The text that the model wrote, for the record of it. */
export const writtenText = (content: readonly Content[]): string =>
  content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');

/**
 * The parts of a stream with the values in the place of the pseudonyms. Text that may be in the middle of
 * a pseudonym waits for the rest of it; the arguments of a tool wait until they are whole.
 *
 * @param ended gets the text that went on, before the stream ends
 */
export function restoreStream(
  restorers: Restorers,
  ended: (text: string) => Promise<void>,
): TransformStream<StreamPart, StreamPart> {
  const open = new Map<string, Open>();
  const inputs = new Map<string, string>();
  let all = '';

  type Controller = TransformStreamDefaultController<StreamPart>;
  const opened = (type: Open['type'], id: string): Open => {
    // A provider may leave out the start.
    const restore = type === 'text-delta' ? restorers.text : restorers.plain;
    const one = open.get(`${type} ${id}`) ?? { type, id, pieces: restore.pieces() };
    open.set(`${type} ${id}`, one);
    return one;
  };
  const pass = ({ type, id }: Open, delta: string, controller: Controller, rest = {}): void => {
    if (type === 'text-delta') all += delta;
    if (delta !== '') controller.enqueue({ ...rest, type, id, delta });
  };
  const close = async (one: Open, controller: Controller): Promise<void> => {
    open.delete(`${one.type} ${one.id}`);
    pass(one, await one.pieces.end(), controller);
  };
  const closeAll = async (controller: Controller): Promise<void> => {
    for (const one of open.values()) await close(one, controller);
  };

  return new TransformStream<StreamPart, StreamPart>({
    async transform(part, controller) {
      switch (part.type) {
        case 'text-delta':
        case 'reasoning-delta': {
          const one = opened(part.type, part.id);
          pass(one, await one.pieces.add(part.delta), controller, part);
          return;
        }
        case 'text-end':
          await close(opened('text-delta', part.id), controller);
          break;
        case 'reasoning-end':
          await close(opened('reasoning-delta', part.id), controller);
          break;
        case 'finish':
        case 'error':
          // A provider may leave out the end.
          await closeAll(controller);
          break;
        case 'tool-input-delta':
          inputs.set(part.id, (inputs.get(part.id) ?? '') + part.delta);
          return;
        case 'tool-input-end': {
          const delta = await restoreJson(inputs.get(part.id) ?? '', restorers.plain);
          inputs.delete(part.id);
          if (delta !== '') controller.enqueue({ type: 'tool-input-delta', id: part.id, delta });
          break;
        }
        case 'tool-call':
          controller.enqueue({ ...part, input: await restoreJson(part.input, restorers.plain) });
          return;
        case 'tool-result':
          controller.enqueue({ ...part, result: await restoreValue(part.result, restorers.plain) });
          return;
        default:
      }
      controller.enqueue(part);
    },
    async flush(controller) {
      await closeAll(controller);
      await ended(all);
    },
    // The program stopped reading, or the model failed: the person has read what went on.
    cancel: () => ended(all),
  });
}

/** A text or reasoning that has begun and not ended. */
interface Open {
  readonly type: 'reasoning-delta' | 'text-delta';
  readonly id: string;
  readonly pieces: Pieces;
}
