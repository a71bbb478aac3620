import type { Client } from './client.ts';
import { bodyOf } from './pages.ts';
import type { components, operations } from './schema.ts';

export type Identifier = components['schemas']['Identifier'];
type RedactBody = operations['redactText']['requestBody']['content']['application/json'];
export type TextType = NonNullable<RedactBody['types']>[number];

/** How many texts one call has at most. */
const textsPerCall = 500;
/** Of UTF-8 in one call: below the longest body, whatever JSON escapes. */
const bytesPerCall = 256 * 1024;

export interface RedactorOptions {
  /** Whose texts they are: equal values of theirs get equal pseudonyms. */
  readonly subject: Identifier;
  /** What is replaced; everything when absent. */
  readonly types?: readonly TextType[];
  /** The language of the texts. */
  readonly locale?: string;
}

/**
 * Replaces personal data in texts by pseudonyms of one person.
 *
 * @throws ProblemError, and what a call of the client throws: a text that was not redacted is not returned
 */
export interface Redactor {
  readonly text: (text: string) => Promise<string>;
  /** Several texts of one conversation, in their order. */
  readonly texts: (texts: readonly string[]) => Promise<readonly string[]>;
  /**
   * For a text that comes in pieces. A piece waits until a line or a sentence ends, because what
   * is found depends on what is around it.
   */
  readonly stream: () => TransformStream<string, string>;
}

export function redactor(
  client: Pick<Client, 'post'>,
  { subject, types, locale }: RedactorOptions,
): Redactor {
  const redactSome = async (texts: readonly string[]): Promise<readonly string[]> => {
    const messages = texts.map((content) => ({ role: 'text', content }));
    const body = {
      ...{ subject, messages, mode: 'pseudonymise' as const, locale },
      types: types && [...types],
    };
    const { messages: redacted = [] } = bodyOf(await client.post('/v1/text/redact', { body }));
    return texts.map((_, index) => contentAt(redacted, index));
  };
  const texts = async (all: readonly string[]): Promise<readonly string[]> => {
    const redacted: string[] = [];
    for (const some of callsOf(all)) redacted.push(...(await redactSome(some)));
    return redacted;
  };
  const text = async (one: string): Promise<string> => (await texts([one]))[0] ?? '';

  return {
    text,
    texts,
    stream: () => streamOf(piecesOf(endOfSentence, text)),
  };
}

/** @throws TypeError: what the API left out must not be taken for a text without personal data */
export function contentAt(
  messages: readonly { readonly content: string }[],
  index: number,
): string {
  const message = messages[index];
  if (message === undefined)
    throw new TypeError('the API answered with fewer texts than were sent');
  return message.content;
}

export function* callsOf(texts: readonly string[]): Generator<readonly string[], void> {
  let some: string[] = [];
  let bytes = 0;
  for (const one of texts) {
    const size = new TextEncoder().encode(one).length;
    if (some.length > 0 && (some.length === textsPerCall || bytes + size > bytesPerCall)) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(one);
    bytes += size;
  }
  if (some.length > 0) yield some;
}

/** A text that comes in pieces. Each call returns what may go on, changed; the rest waits for more. */
export interface Pieces {
  readonly add: (piece: string) => Promise<string>;
  readonly end: () => Promise<string>;
}

/** Longer than any pseudonym, and than what ends a sentence. */
export const longest = 80;

/** @param ready how much of a text may go on, by the end of it; 0 for nothing */
export function piecesOf(
  ready: (text: string) => number,
  change: (text: string) => Promise<string>,
): Pieces {
  let waiting = '';
  // What was looked at already is looked at once: text without an end would take the square of the time.
  let recent = '';
  const take = async (end: number): Promise<string> => {
    const whole = waiting.slice(0, end);
    waiting = waiting.slice(end);
    recent = waiting.slice(-longest);
    return whole === '' ? '' : change(whole);
  };
  return {
    add: async (piece) => {
      waiting += piece;
      recent += piece;
      const end = ready(recent);
      if (end > 0) return take(waiting.length - recent.length + end);
      recent = recent.slice(-longest);
      return '';
    },
    end: () => take(waiting.length),
  };
}

export function streamOf({ add, end }: Pieces): TransformStream<string, string> {
  const pass = async (
    changed: Promise<string>,
    controller: TransformStreamDefaultController<string>,
  ): Promise<void> => {
    const text = await changed;
    if (text !== '') controller.enqueue(text);
  };
  return new TransformStream({
    transform: (piece, controller) => pass(add(piece), controller),
    flush: (controller) => pass(end(), controller),
  });
}

const sentenceEnds = /[\n。！？]|[.!?…]["'”’)\]]{0,3}\s/gu;

function endOfSentence(text: string): number {
  let end = 0;
  for (const found of text.matchAll(sentenceEnds)) end = found.index + found[0].length;
  return end;
}
