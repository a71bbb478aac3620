import { readFile } from 'node:fs/promises';
import { readJson } from '../../lambda/platform/http/json.ts';

/** An invented person, and the prompts that the assistant stores about them. */
export interface Person {
  readonly email: string;
  /** Whether they consent to the use of their prompts for improvement. */
  readonly agrees: boolean;
  readonly prompts: readonly string[];
}

/** The file of texts is missing, or one of its lines is not `{"text": "..."}`. */
export class TextsUnreadableError extends Error {
  override readonly name = 'TextsUnreadableError';
}

/** Divides the texts among `count` people; every fourth person refuses consent. */
export function invitePeople(prompts: readonly string[], count: number): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    email: `person-${String(index + 1).padStart(2, '0')}@example.org`,
    agrees: index % 4 !== 3,
    prompts: prompts.filter((_text, position) => position % count === index),
  }));
}

/** @throws TextsUnreadableError when the file is missing or not JSON Lines with a "text" each */
export async function readTexts(file: string): Promise<string[]> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (cause) {
    throw new TextsUnreadableError('the file of texts cannot be read; give a path to JSON Lines', {
      cause,
    });
  }
  const lines = content.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const text = textOf(line);
    if (text === undefined) {
      throw new TextsUnreadableError(`line ${index + 1} of the texts is not {"text": "..."}`);
    }
    return text;
  });
}

function textOf(line: string): string | undefined {
  const read = readJson(line);
  if (read.kind === 'invalid') return undefined;
  const { value } = read;
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined;
  return typeof value.text === 'string' ? value.text : undefined;
}
