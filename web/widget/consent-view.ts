import type { Notice } from './api.ts';
import type { Offered } from './choice.ts';
import { make, sheetOf } from './elements.ts';
import { renderNotice } from './notice.ts';
import { consentStyle } from './style.ts';
import type { Words } from './words.ts';

/** What the person pressed. */
export type Pressed = 'allow' | 'refuse' | 'confirm' | 'cancel' | 'retry';

/** What the element shows at a moment. */
export interface Shown {
  readonly words: Words;
  /** Text of the purpose where the app gives none. */
  readonly title: string;
  readonly description: string;
  readonly sentences: readonly string[];
  /** Absent while there is nothing to choose. */
  readonly offered: Offered | undefined;
  readonly notice: Notice | undefined;
  readonly busy: boolean;
  readonly confirms: boolean;
  readonly retries: boolean;
  readonly status: string;
}

/**
 * The shadow tree of `<custos-consent>`. Its elements stay the same while their content changes, so
 * that the focus stays where it is and changes of the status are announced.
 */
export class ConsentView {
  readonly #section = make('section', { part: 'container', 'aria-labelledby': 'title' });
  readonly #heading: HTMLElement;
  readonly #title = make('slot', { name: 'title' });
  readonly #description = make('slot');
  readonly #state = make('div', { part: 'state' });
  readonly #summary = make('p', { part: 'summary', dir: 'auto' });
  readonly #opener = make('summary');
  readonly #text = make('div', { part: 'notice-text', dir: 'auto' });
  readonly #notice = make('div', { part: 'notice' });
  readonly #question = make('p', { tabindex: '-1' });
  readonly #status = make('div', { part: 'status', role: 'status', 'aria-live': 'polite' });
  readonly #buttons: Readonly<Record<Pressed, HTMLButtonElement>>;
  readonly #choices: HTMLElement;
  readonly #confirmation: HTMLElement;
  readonly #level: number;
  readonly #root: ShadowRoot;
  #rendered: Notice | undefined;

  constructor(root: ShadowRoot, level: number, press: (pressed: Pressed) => void) {
    const button = (pressed: Pressed) => {
      const made = make('button', { type: 'button', part: `button ${pressed}` });
      made.addEventListener('click', () => press(pressed));
      return made;
    };
    this.#root = root;
    this.#level = level;
    this.#buttons = {
      allow: button('allow'),
      refuse: button('refuse'),
      confirm: button('confirm'),
      cancel: button('cancel'),
      retry: button('retry'),
    };
    const { allow, refuse, confirm, cancel, retry } = this.#buttons;
    const group = { role: 'group', 'aria-labelledby': 'title' };
    this.#choices = make('div', { class: 'buttons', part: 'buttons', ...group }, allow, refuse);
    this.#confirmation = make(
      'div',
      { class: 'confirmation', part: 'confirmation', ...group },
      this.#question,
      confirm,
      cancel,
    );
    const details = make('details', { part: 'details' }, this.#opener, this.#text);
    this.#notice.append(this.#summary, details);
    const heading = { part: 'title', id: 'title', dir: 'auto' };
    this.#heading = make(`h${level}` as 'h2', heading, this.#title);
    this.#title.addEventListener('slotchange', () => this.#showHeading());
    this.#section.append(
      this.#heading,
      make('div', { part: 'description', dir: 'auto' }, this.#description),
      this.#state,
      this.#notice,
      this.#choices,
      this.#confirmation,
      this.#status,
      retry,
    );
    root.adoptedStyleSheets = [sheetOf(consentStyle)];
    root.append(this.#section);
  }

  show(shown: Shown): void {
    const { words, offered, busy, confirms } = shown;
    const { allow, refuse, confirm, cancel, retry } = this.#buttons;
    this.#section.ariaBusy = String(busy);
    this.#section.lang = words.language;
    write(this.#title, shown.title);
    this.#showHeading();
    write(this.#description, shown.description);
    this.#state.replaceChildren(...shown.sentences.map((text) => make('p', {}, text)));
    this.#state.hidden = shown.sentences.length === 0;
    this.#showNotice(shown);
    write(allow, words.allow);
    write(refuse, words.refuse);
    write(confirm, words.confirmed);
    write(cancel, words.cancel);
    write(retry, words.retry);
    allow.ariaPressed = String(offered?.chosen === 'allow');
    refuse.ariaPressed = String(offered?.chosen === 'refuse');
    allow.hidden = offered?.canAllow !== true;
    refuse.hidden = offered?.canRefuse !== true;
    for (const each of [allow, refuse, confirm, cancel, retry]) {
      each.ariaDisabled = busy ? 'true' : null;
    }
    this.#choices.hidden = confirms || (allow.hidden && refuse.hidden);
    this.#confirmation.hidden = !confirms;
    write(this.#question, words.confirm(this.title));
    retry.hidden = !shown.retries;
    write(this.#status, shown.status);
    this.#moveFocus();
  }

  /** What the purpose is called, in the words of the app or the policy. */
  get title(): string {
    const own = this.#title.assignedNodes().map((node) => node.textContent ?? '');
    return own.join('').trim() || this.#title.textContent.trim();
  }

  focusQuestion(): void {
    this.#question.focus();
  }

  /** The focus does not stay on what is hidden now. */
  #moveFocus(): void {
    const hidden = this.#root.activeElement?.closest('[hidden]');
    const { allow, refuse } = this.#buttons;
    if (hidden) (allow.hidden ? refuse : allow).focus();
  }

  #showHeading(): void {
    this.#heading.hidden = this.title === '';
  }

  #showNotice({ words, notice, offered }: Shown): void {
    this.#notice.hidden = notice === undefined || offered === undefined;
    write(this.#opener, words.notice);
    if (notice === undefined || notice === this.#rendered) return;
    this.#rendered = notice;
    for (const each of [this.#summary, this.#text]) each.lang = notice.locale;
    write(this.#summary, notice.summary ?? '');
    this.#summary.hidden = notice.summary === undefined;
    this.#text.replaceChildren(...renderNotice(notice.markdown, this.#level, words.table));
  }
}

/** A text that stays the same is not announced again. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
