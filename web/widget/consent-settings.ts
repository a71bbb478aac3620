import type { Source, Token } from './api.ts';
import { localeOf } from './elements.ts';
import { wordsFor } from './languages.ts';
import type { Words } from './words.ts';

export const purposeOf = (element: Element): string => element.getAttribute('purpose') ?? '';

/** Where the element reads and saves: `pages` is the origin of `api` where it is not named. */
export function sourceOf(element: Element, token: Token | undefined, signal: AbortSignal): Source {
  const api = (element.getAttribute('api') ?? '').replace(/\/$/, '');
  const pages = element.getAttribute('pages')?.replace(/\/$/, '') ?? api;
  return { api, pages, locale: localeOf(element), token, signal };
}

/** The words of the element, and the locale in which it writes dates. */
export function languageOf(element: Element): { readonly words: Words; readonly tag: string } {
  const locale = localeOf(element);
  const words = wordsFor(locale);
  const isOwn = locale.toLowerCase().startsWith(words.language.toLowerCase());
  return { words, tag: isOwn ? locale : words.language };
}

/** Whether the app says all of what the purpose is. */
export function hasOwnText(element: Element): boolean {
  const children = [...element.childNodes].filter((node) => node.textContent?.trim() !== '');
  const isTitle = (node: Node) => node instanceof Element && node.slot === 'title';
  const title = element.hasAttribute('purpose-title') || children.some(isTitle);
  return title && (element.hasAttribute('purpose-text') || !children.every(isTitle));
}

export function headingLevelOf(element: Element): number {
  const level = Number(element.getAttribute('heading-level') ?? 2);
  return Number.isInteger(level) && level >= 1 && level <= 6 ? level : 2;
}

/** W3C Global Privacy Control. */
export const sendsSignal = (): boolean =>
  'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true;
