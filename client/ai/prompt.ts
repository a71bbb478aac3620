import type { LanguageModelMiddleware } from 'ai';

export type CallOptions = Parameters<
  NonNullable<LanguageModelMiddleware['wrapGenerate']>
>[0]['params'];
type Prompt = CallOptions['prompt'];
type Message = Prompt[number];

/** Every text of a JSON value, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  const texts: string[] = [];
  mapTexts(value, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/**
 * The JSON of a value with other texts, names of fields included: a row of a database is no plain object,
 * and a list of people may have addresses for names. A long number may be one of a card.
 */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? value : mapJson(JSON.parse(json), change);
}

const longNumber = 100_000;

function mapJson(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) >= longNumber) {
    const text = String(value);
    const changed = change(text);
    return changed === text ? value : changed;
  }
  if (Array.isArray(value)) return value.map((each) => mapJson(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [change(name), mapJson(each, change)]),
  );
}

/**
 * The prompt with every text of people changed: messages, reasoning, and what tools were asked and
 * answered. Ids and names of tools stay.
 */
export const mapPrompt = (prompt: Prompt, change: (text: string) => string): Prompt =>
  prompt.map((message) => mapMessage(message, change));

function mapMessage(message: Message, change: (text: string) => string): Message {
  switch (message.role) {
    case 'system':
      return { ...message, content: change(message.content) };
    case 'user':
      return { ...message, content: message.content.map((part) => mapPart(part, change)) };
    case 'assistant':
      return { ...message, content: message.content.map((part) => mapPart(part, change)) };
    case 'tool':
      return { ...message, content: message.content.map((part) => mapPart(part, change)) };
  }
}

type Part = Extract<Message, { readonly role: 'assistant' | 'tool' | 'user' }>['content'][number];

function mapPart<One extends Part>(part: One, change: (text: string) => string): One {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { ...part, text: change(part.text) };
    case 'tool-call':
      return { ...part, input: mapTexts(part.input, change) };
    case 'tool-result':
      return { ...part, output: mapOutput(part.output, change) };
    case 'file':
      return { ...part, filename: part.filename === undefined ? undefined : change(part.filename) };
    case 'tool-approval-response':
      return { ...part, reason: part.reason === undefined ? undefined : change(part.reason) };
    default:
      return part;
  }
}

type Output = Extract<Part, { readonly type: 'tool-result' }>['output'];

function mapOutput(output: Output, change: (text: string) => string): Output {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return { ...output, value: change(output.value) };
    case 'json':
    case 'error-json':
      return { ...output, value: mapTexts(output.value, change) as typeof output.value };
    case 'content':
      return {
        ...output,
        value: output.value.map((each) =>
          each.type === 'text' ? { ...each, text: change(each.text) } : each,
        ),
      };
    case 'execution-denied':
      return { ...output, reason: output.reason === undefined ? undefined : change(output.reason) };
  }
}

/** Parts that no text can be taken out of: images, sound, documents. */
export const filesIn = (prompt: Prompt): readonly string[] =>
  prompt.flatMap((message) =>
    message.role === 'system'
      ? []
      : message.content.flatMap((part) => {
          if (part.type === 'file' || part.type === 'reasoning-file') return [part.type];
          if (part.type !== 'tool-result' || part.output.type !== 'content') return [];
          return part.output.value.flatMap(({ type }) => (type === 'file' ? [type] : []));
        }),
  );

/** The texts of the last message of a person; none where tools have answered since: it was sent before. */
export function lastOfUser(prompt: Prompt): string | undefined {
  const message = prompt.findLast(({ role }) => role === 'user' || role === 'tool');
  if (message?.role !== 'user') return undefined;
  const texts = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return texts.length === 0 ? undefined : texts.join('\n');
}
