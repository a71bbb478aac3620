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

/** What the model wrote, with the values in the place of the pseudonyms: texts and calls of tools. */
export async function restoreContent(
  content: readonly Content[],
  restore: Restorer,
): Promise<Content[]> {
  // One call for all that the model wrote.
  await restore.texts(content.flatMap((part) => textsOf(part)));
  return Promise.all(content.map((part) => restorePart(part, restore)));
}

function textsOf(part: Content): readonly string[] {
  if (part.type === 'text' || part.type === 'reasoning') return [part.text];
  return part.type === 'tool-call' ? textsIn(parsed(part.input)) : [];
}

async function restorePart(part: Content, restore: Restorer): Promise<Content> {
  if (part.type === 'text' || part.type === 'reasoning') {
    return { ...part, text: await restore.text(part.text) };
  }
  return part.type === 'tool-call'
    ? { ...part, input: await restoreJson(part.input, restore) }
    : part;
}

/** Arguments of a tool are JSON: a value with quotation marks stays within its text. */
async function restoreJson(input: string, restore: Restorer): Promise<string> {
  const value = parsed(input);
  if (value === undefined) return restore.text(input);
  const texts = textsIn(value);
  const restored = await restore.texts(texts);
  let next = 0;
  return JSON.stringify(
    mapTexts(value, (text) => {
      const one = restored[next] ?? text;
      next += 1;
      return one;
    }),
  );
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
  restore: Restorer,
  ended: (text: string) => Promise<void>,
): TransformStream<StreamPart, StreamPart> {
  const texts = new Map<string, Pieces>();
  const inputs = new Map<string, string>();
  let all = '';

  return new TransformStream<StreamPart, StreamPart>({
    async transform(part, controller) {
      switch (part.type) {
        case 'text-start':
        case 'reasoning-start':
          texts.set(part.id, restore.pieces());
          break;
        case 'text-delta':
        case 'reasoning-delta': {
          const delta = await textOf(texts, part.id, restore).add(part.delta);
          if (part.type === 'text-delta') all += delta;
          if (delta !== '') controller.enqueue({ ...part, delta });
          return;
        }
        case 'text-end':
        case 'reasoning-end': {
          const delta = await textOf(texts, part.id, restore).end();
          texts.delete(part.id);
          const isText = part.type === 'text-end';
          if (isText) all += delta;
          if (delta !== '') {
            controller.enqueue({
              type: isText ? 'text-delta' : 'reasoning-delta',
              id: part.id,
              delta,
            });
          }
          break;
        }
        case 'tool-input-delta':
          inputs.set(part.id, (inputs.get(part.id) ?? '') + part.delta);
          return;
        case 'tool-input-end': {
          const delta = await restoreJson(inputs.get(part.id) ?? '', restore);
          inputs.delete(part.id);
          if (delta !== '') controller.enqueue({ type: 'tool-input-delta', id: part.id, delta });
          break;
        }
        case 'tool-call':
          controller.enqueue({ ...part, input: await restoreJson(part.input, restore) });
          return;
        default:
      }
      controller.enqueue(part);
    },
    async flush() {
      await ended(all);
    },
  });
}

function textOf(texts: Map<string, Pieces>, id: string, restore: Restorer): Pieces {
  // A provider may leave out the start.
  const text = texts.get(id) ?? restore.pieces();
  texts.set(id, text);
  return text;
}
