import { languageIn } from '../policy/locale.ts';
import { filled, parseMailText, placeholdersIn } from '../policy/mail-texts.ts';
import type { MailBlock } from '../policy/mail-texts.ts';

/** What a placeholder says; a list is several lines of a list. Absent where there is nothing to say. */
export type MailValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * A text with its values, as plain text and as HTML. A paragraph, a heading or a line of a list that
 * names a value which is absent is left out; so is a paragraph that ends with a colon, with what it
 * introduces.
 */
export function rendered(source: string, values: MailValues, locale: string): Rendered {
  const { subject, blocks } = parseMailText(source);
  const parts = blocks.map((block) => presentIn(block, values));
  const present = parts.flatMap((part, index) => {
    const isIntroduction = part !== undefined && plain(part).endsWith(':');
    const isAlone = isIntroduction && index + 1 < parts.length && parts[index + 1] === undefined;
    return part === undefined || isAlone ? [] : [part];
  });
  const title = onOneLine(filled(subject, (name) => lineOf(values[name])));
  return {
    subject: title,
    text: `${present.map(plain).join('\n\n')}\n`,
    html: page(title, present.map(marked).join('\n'), locale),
  };
}

function presentIn(block: MailBlock, values: MailValues): MailBlock | undefined {
  if (block.kind === 'list') {
    const items = block.items.flatMap((item) => linesOf(item, values));
    return items.length === 0 ? undefined : { kind: 'list', items };
  }
  if (placeholdersIn(block.text).some((name) => lineOf(values[name]) === '')) return undefined;
  return { ...block, text: filled(block.text, (name) => lineOf(values[name])) };
}

/** A line of a list that is one placeholder is a line for each of its values. */
function linesOf(item: string, values: MailValues): readonly string[] {
  const names = placeholdersIn(item);
  const [only = ''] = names;
  const several = values[only];
  if (names.length === 1 && isList(several) && filled(item, () => '') === '') return several;
  if (names.some((name) => lineOf(values[name]) === '')) return [];
  return [filled(item, (name) => lineOf(values[name]))];
}

const isList = (value: MailValues[string]): value is readonly string[] => Array.isArray(value);
const lineOf = (value: MailValues[string]): string =>
  isList(value) ? value.join(' ') : (value ?? '');
// A line break would end a header.
const onOneLine = (text: string): string =>
  text.replaceAll(/[\s\p{Cc}\u{2028}\u{2029}]+/gu, ' ').trim();

function plain(block: MailBlock): string {
  return block.kind === 'list' ? block.items.map((item) => `- ${item}`).join('\n') : block.text;
}

function marked(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${inline(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`;
  }
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? '');

const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;

/** Addresses of pages become links, and nothing else is more than text. */
function inline(text: string): string {
  let html = '';
  let end = 0;
  for (const { 0: url, index } of text.matchAll(address)) {
    html += `${escaped(text.slice(end, index))}<a href="${escaped(url)}">${escaped(url)}</a>`;
    end = index + url.length;
  }
  return (html + escaped(text.slice(end))).replaceAll('\n', '<br>\n');
}

/** Written from right to left, in the script that the language usually has. */
const rightToLeft = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'ks',
  'ps',
  'sd',
  'ug',
  'ur',
  'yi',
]);

const page = (title: string, body: string, locale: string): string =>
  [
    '<!doctype html>',
    `<html lang="${escaped(locale)}" dir="${rightToLeft.has(languageIn(locale)) ? 'rtl' : 'ltr'}">`,
    `<head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    '<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em">',
    `<h1 style="font-size: 20px">${escaped(title)}</h1>`,
    body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
