import type { Client } from './client.ts';
import { pseudonymWords } from './facts.ts';
import { bodyOf } from './pages.ts';
import type { Identifier, Pieces } from './texts.ts';
import { callsOf, contentAt, longest, piecesOf, streamOf } from './texts.ts';

export interface RestorerOptions {
  /** Whose pseudonyms they are. */
  readonly subject: Identifier;
  /** What the text is restored for; it has to be permitted. */
  readonly purpose: string;
  /** The texts are JSON: a value with quotation marks or a line break stays within its string. */
  readonly json?: boolean;
}

/**
 * Turns the pseudonyms of one person back. What has no value stays as it is: a pseudonym of someone
 * else, one that has ended, and what a model made up.
 *
 * @throws ProblemError, and what a call of the client throws
 */
export interface Restorer {
  readonly text: (text: string) => Promise<string>;
  /** Several texts, in their order, with one call for all. */
  readonly texts: (texts: readonly string[]) => Promise<readonly string[]>;
  /** For a text that comes in pieces: a pseudonym that is split over them is held back until it is whole. */
  readonly stream: () => TransformStream<string, string>;
  /** The same without a stream. */
  readonly pieces: () => Pieces;
}

/** Only pseudonyms are sent, and each once: the rest of the text stays where it is. */
export function restorer(
  client: Pick<Client, 'post'>,
  { subject, purpose, json = false }: RestorerOptions,
): Restorer {
  const values = new Map<string, string>();

  const learn = async (found: readonly string[]): Promise<void> => {
    const unknown = [...new Set(found)].filter((one) => !values.has(one));
    for (const some of callsOf(unknown)) {
      const messages = some.map((content) => ({ role: 'pseudonym', content }));
      const body = { subject, purpose, messages };
      const answer = bodyOf(await client.post('/v1/text/restore', { body }));
      for (const [index, one] of some.entries()) {
        values.set(one, contentAt(answer.messages ?? [], index));
      }
    }
  };
  const valueOf = (one: string): string => {
    const value = values.get(one) ?? one;
    return json && value !== one ? JSON.stringify(value).slice(1, -1) : value;
  };
  const texts = async (all: readonly string[]): Promise<readonly string[]> => {
    await learn(all.flatMap((text) => text.match(written) ?? []));
    return all.map((text) => text.replaceAll(written, valueOf));
  };
  const text = async (one: string): Promise<string> => (await texts([one]))[0] ?? '';

  const pieces = () => piecesOf(endOfWhole, text);
  return { text, texts, pieces, stream: () => streamOf(pieces()) };
}

// As the API reads them: a model changes case, breaks lines and escapes the low line.
const gap = String.raw`[\s_\\-]{1,4}`;
const wordsWith = (between: string): string =>
  [...pseudonymWords]
    .sort((one, other) => other.length - one.length)
    .map((one) => one.replaceAll('_', between))
    .join('|');
const token = '[0-9a-z]{6,10}';
const written = new RegExp(
  String.raw`\\?\[\s{0,4}(?:${wordsWith(gap)})${gap}${token}\s{0,4}\\?\]|(?<![\p{L}\p{N}_])(?:${wordsWith(String.raw`[_\\-]{1,2}`)})\\?_${token}(?![\p{L}\p{N}_])`,
  'giu',
);

/** Where a pseudonym may have begun that is not whole yet; the end of the text where none has. */
function endOfWhole(text: string): number {
  const from = Math.max(0, text.length - longest);
  const tail = text.slice(from);
  const open = tail.lastIndexOf('[');
  const bracket = open === -1 || tail.includes(']', open) ? tail.length : open;
  const [unfinished = ''] = /[\p{L}\p{N}_\\-]*$/u.exec(tail) ?? [];
  // A word as long as that is no part of a pseudonym.
  const start =
    unfinished.length === tail.length && from > 0 ? tail.length : tail.length - unfinished.length;
  return from + Math.min(bracket > 0 && tail[bracket - 1] === '\\' ? bracket - 1 : bracket, start);
}
