/**
 * What Custos writes to people about their requests; each has a text in every language of the
 * policy. Closed and published.
 */
export const mailTemplates = [
  /** The code that proves the address, to a person without an account. */
  'code',
  'receipt',
  /** What is missing to go on: a proof of identity, or a clarification. */
  'need-more',
  /** What was missing is there, and until when the answer comes now. */
  'resumed',
  'extension',
  /** The result: completed, in part, or ended by an erasure. */
  'outcome',
  'download-ready',
  'refusal',
  /** The reasoned answer to a human review, a complaint or an appeal. */
  'answer',
  /** GDPR Art. 18(3): before a restriction is lifted. */
  'restriction-lifting',
  /** Its lifting was announced and is called off. */
  'restriction-continues',
  /** An erasure is final: no backup has the data any more. */
  'finality',
] as const;
export type MailTemplate = (typeof mailTemplates)[number];

/** Markdown by locale. */
export type MailTexts = Readonly<Record<MailTemplate, Readonly<Record<string, string>>>>;

export interface Placeholders {
  /** Without them the mail is of no use, or the law asks for what they say. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Who writes, and about which request. */
const always = ['controller', 'address', 'contact', 'kind', 'receivedOn', 'reference'];
/** A mail has one of them: the link where the policy has `mail.followUpUrl`, else the token. */
const followUp = ['link', 'token'];
// GDPR Art. 12(4): who is refused is informed of the complaint and of the court.
const remedies = ['authority', 'court'];

const about = (required: readonly string[], ...optional: readonly string[]): Placeholders => ({
  required: [...required, ...followUp],
  optional: [...always, ...optional],
});

/** What a text may name; the values are made by `lambda/delivery`. */
export const placeholdersOf: Readonly<Record<MailTemplate, Placeholders>> = {
  // Another person may have asked for something else under the same address, or an agent.
  code: about(['code', 'kind', 'agent']),
  receipt: about(['dueOn']),
  'need-more': about(['needed'], 'dueOn'),
  resumed: about(['dueOn']),
  extension: about(['reason', 'dueOn']),
  outcome: about(['result', 'grounds', ...remedies], 'appeal'),
  'download-ready': about(['until']),
  refusal: about(['grounds', ...remedies], 'appeal'),
  answer: about(['result', ...remedies], 'appeal'),
  'restriction-lifting': about(['liftsOn']),
  'restriction-continues': about([]),
  finality: about([]),
};

/** A part of a text: several lines of a list, or one of the others. */
export type MailBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export interface MailText {
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
}

export interface TextFault {
  /** From 1. */
  readonly line: number;
  readonly kind: 'no-subject' | 'no-text' | 'unknown-placeholder' | 'open-braces';
  readonly name?: string;
}

const placeholder = /\{\{ *([A-Za-z]+) *\}\}/g;

export const placeholdersIn = (text: string): readonly string[] =>
  [...text.matchAll(placeholder)].map(([, name = '']) => name);

/** Puts a value in the place of each placeholder, where there is one. */
export const filled = (text: string, valueOf: (name: string) => string): string =>
  text.replaceAll(placeholder, (_, name: string) => valueOf(name));

const subjectLine = /^# +(.+)$/;

/**
 * Reads a text: its first line is `# ` and the subject; then headings (`## `), lists (`- `) and
 * paragraphs, with an empty line between them. A backslash at the end of a line keeps the break.
 */
export function parseMailText(text: string): MailText {
  const [first = '', ...rest] = text.trim().split('\n');
  const blocks = rest
    .join('\n')
    .split(/\n[ \t]*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockOf);
  return { subject: subjectLine.exec(first.trim())?.[1]?.trim() ?? '', blocks };
}

function blockOf(block: string): MailBlock {
  if (block.startsWith('## ')) return { kind: 'heading', text: joined(block.slice(3)) };
  if (!block.startsWith('- ')) return { kind: 'paragraph', text: joined(block) };
  return { kind: 'list', items: block.slice(2).split(/\n- /).map(joined) };
}

/** Lines of a file are as long as its author likes. */
const joined = (text: string): string =>
  text
    .replaceAll(/\\\n\s*/g, '\u{0}')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('\u{0}', '\n')
    .trim();

/** What is wrong with a text, beside placeholders that it lacks. */
export function faultsOf(template: MailTemplate, text: string): readonly TextFault[] {
  const { required, optional } = placeholdersOf[template];
  const lines = text.split('\n');
  const { subject, blocks } = parseMailText(text);
  const start = lines.findIndex((line) => line.trim() !== '') + 1;
  return [
    ...(subject === '' ? [{ line: Math.max(start, 1), kind: 'no-subject' } as const] : []),
    ...(blocks.length === 0 ? [{ line: lines.length, kind: 'no-text' } as const] : []),
    ...lines.flatMap((line, index): TextFault[] => [
      ...placeholdersIn(line)
        .filter((name) => ![...required, ...optional].includes(name))
        .map((name) => ({ line: index + 1, kind: 'unknown-placeholder' as const, name })),
      ...(/\{\{|\}\}/.test(filled(line, () => ''))
        ? [{ line: index + 1, kind: 'open-braces' as const }]
        : []),
    ]),
  ];
}

/** Required placeholders that a text does not name. */
export const lackingIn = (template: MailTemplate, text: string): readonly string[] => {
  const named = placeholdersIn(text);
  return placeholdersOf[template].required.filter((name) => !named.includes(name));
};
