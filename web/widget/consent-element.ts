import type { Token } from './api.ts';
import { offeredFor, refusalOf } from './choice.ts';
import type { Choice, Offered } from './choice.ts';
import { ConsentSession } from './consent-session.ts';
import type { Asked, Outcome } from './consent-session.ts';
import {
  hasOwnText,
  headingLevelOf,
  languageOf,
  purposeOf,
  sendsSignal,
  sourceOf,
} from './consent-settings.ts';
import { ConsentView } from './consent-view.ts';
import type { Pressed } from './consent-view.ts';
import { ElementBase } from './elements.ts';
import type { Effect, Words } from './words.ts';

/** Detail of `custos-consent-changed`. */
export interface ConsentChange {
  readonly purpose: string;
  readonly state: Choice;
  /** Absent where the answer was lost, and the choice was found saved afterwards. */
  readonly effect?: Effect;
}

/** Detail of `custos-consent-error`: nothing was changed, unless the problem is `unreachable`. */
export interface ConsentError {
  readonly purpose: string;
  /** What the API answered, such as `conflict`; or `unreachable`, `unknown-purpose`. */
  readonly problem: string;
}

type Phase = 'loading' | 'signed-out' | 'unavailable' | 'ready';

/** Asks for consent to one purpose, shows the choice that counts and lets the person change it. */
export class CustosConsent extends ElementBase {
  static readonly observedAttributes: readonly string[] = [
    ...['purpose', 'api', 'pages', 'locale', 'notice', 'purpose-title', 'purpose-text'],
  ];

  #token: Token | undefined;
  #view: ConsentView | undefined;
  #phase: Phase = 'loading';
  readonly #session = new ConsentSession();
  #busy = false;
  #confirms = false;
  #status = '';
  #ending = new AbortController();
  #isQueued = false;
  /** Something changed while a choice was being saved. */
  #isStale = false;

  /** The access token of the person, or a function that gets one; never an attribute. */
  get token(): Token | undefined {
    return this.#token;
  }

  set token(token: Token | undefined) {
    this.#token = token;
    this.#queue();
  }

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#view ??= new ConsentView(root, headingLevelOf(this), (pressed) => this.#press(pressed));
    // Set before the element was defined.
    if (Object.hasOwn(this, 'token')) {
      const { token } = this;
      Reflect.deleteProperty(this, 'token');
      this.token = token;
    }
    this.#queue();
  }

  disconnectedCallback(): void {
    this.#ending.abort();
  }

  attributeChangedCallback(): void {
    this.#queue();
  }

  /** Reads the choice and the notice again, for example after the person has signed in. */
  async refresh(): Promise<void> {
    if (this.#busy) {
      this.#isStale = true;
      return;
    }
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#confirms = false;
    this.#status = '';
    this.#phase = this.#token === undefined ? 'signed-out' : 'loading';
    this.#show();
    if (this.#token === undefined || purposeOf(this) === '') return;
    const loaded = await this.#session.load(this.#asked(), !hasOwnText(this));
    switch (loaded.kind) {
      case 'ended':
        return;
      case 'ready':
        this.#phase = 'ready';
        break;
      case 'sign-in-needed':
        this.#phase = 'signed-out';
        this.#emit('custos-sign-in-needed', { purpose: purposeOf(this) });
        break;
      case 'unavailable':
        this.#phase = 'unavailable';
        this.#fail(loaded.problem);
    }
    if (this.#offered()?.refusesBySignal === true) await this.#refuse('gpc');
    else this.#show();
  }

  #press(pressed: Pressed): void {
    const offered = this.#offered();
    if (this.#busy) return;
    switch (pressed) {
      case 'retry':
        void this.refresh();
        return;
      case 'cancel':
        this.#confirms = false;
        this.#show();
        return;
      case 'confirm':
        void this.#allow('two-step-confirmation');
        return;
      case 'allow':
        if (offered?.chosen === 'allow') return;
        if (offered?.confirms === true) this.#askAgain();
        else void this.#allow('widget');
        return;
      case 'refuse':
        if (offered?.chosen !== 'refuse') void this.#refuse('widget');
    }
  }

  #allow(method: 'widget' | 'two-step-confirmation'): Promise<void> {
    return this.#save('given', this.#session.allow(this.#asked(), method));
  }

  #refuse(method: 'widget' | 'gpc'): Promise<void> {
    const { consent } = this.#session;
    const state = consent === undefined ? 'refused' : refusalOf(consent);
    return this.#save(state, this.#session.refuse(this.#asked(), state, method));
  }

  /** The choice is shown as saved only after the API has saved it. */
  async #save(state: Choice, saving: Promise<Outcome>): Promise<void> {
    const purpose = purposeOf(this);
    this.#busy = true;
    this.#status = languageOf(this).words.saving;
    this.#show();
    const outcome = await saving;
    this.#busy = false;
    this.#status = statusOf(outcome, languageOf(this).words);
    this.#confirms = outcome.kind === 'step-needed';
    this.#show();
    if (this.#confirms) this.#view?.focusQuestion();
    this.#report(outcome, { purpose, state });
    if (!this.#isStale) return;
    this.#isStale = false;
    await this.refresh();
  }

  #report(outcome: Outcome, chosen: Pick<ConsentChange, 'purpose' | 'state'>): void {
    switch (outcome.kind) {
      case 'saved': {
        const { effect } = outcome;
        this.#emit('custos-consent-changed', { ...chosen, ...(effect && { effect }) });
        return;
      }
      case 'sign-in-needed':
        this.#emit('custos-sign-in-needed', { purpose: chosen.purpose });
        return;
      case 'step-needed':
        return;
      case 'notice-changed':
      case 'failed':
      case 'uncertain':
        this.#fail(outcome.problem);
    }
  }

  #askAgain(): void {
    this.#confirms = true;
    this.#status = '';
    this.#show();
    this.#view?.focusQuestion();
  }

  #show(): void {
    const { words } = languageOf(this);
    const { notice, text } = this.#session;
    const offered = this.#offered();
    const title = this.getAttribute('purpose-title') ?? text?.title ?? '';
    const informed = notice !== undefined && title + (this.#view?.title ?? '') !== '';
    const lacksNotice = offered?.canAllow === true && offered.chosen !== 'allow' && !informed;
    const lacksRefusal = offered?.refusesBySignal === true && !this.#busy;
    this.#view?.show({
      words,
      title,
      description: this.getAttribute('purpose-text') ?? text?.description ?? '',
      sentences: [
        this.#phaseText(words),
        offered?.sentences ?? [],
        lacksNotice ? words.noNotice : [],
      ].flat(),
      offered: offered && { ...offered, canAllow: offered.canAllow && !lacksNotice },
      notice,
      busy: this.#busy || this.#phase === 'loading',
      confirms: this.#confirms,
      retries: this.#phase === 'unavailable' || lacksNotice || lacksRefusal,
      status: this.#status,
    });
  }

  #phaseText(words: Words): string | readonly string[] {
    switch (this.#phase) {
      case 'loading':
        return words.loading;
      case 'signed-out':
        return words.signIn;
      case 'unavailable':
        return words.unavailable;
      case 'ready':
        return [];
    }
  }

  #offered(): Offered | undefined {
    const { consent } = this.#session;
    if (this.#phase !== 'ready' || consent === undefined) return undefined;
    const { words, tag } = languageOf(this);
    const format = new Intl.DateTimeFormat(tag, { dateStyle: 'long' });
    const date = (at: string) => format.format(new Date(at));
    return offeredFor(consent, { signal: sendsSignal(), words, date });
  }

  #asked(): Asked {
    const source = sourceOf(this, this.#token, this.#ending.signal);
    const noticeId = this.getAttribute('notice') ?? undefined;
    return { source, purpose: purposeOf(this), noticeId };
  }

  #queue(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    queueMicrotask(() => {
      this.#isQueued = false;
      if (this.isConnected) void this.refresh();
    });
  }

  #fail(problem: string): void {
    const detail: ConsentError = { purpose: purposeOf(this), problem };
    this.#emit('custos-consent-error', detail);
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function statusOf(outcome: Outcome, words: Words): string {
  switch (outcome.kind) {
    case 'saved':
      if (outcome.isDenied) return words.denied;
      return outcome.effect === undefined ? '' : words.effects[outcome.effect];
    case 'sign-in-needed':
      return `${words.failed} ${words.signIn}`;
    case 'step-needed':
      return '';
    case 'notice-changed':
      return words.noticeChanged;
    case 'failed':
      return words.failed;
    case 'uncertain':
      return words.uncertain;
  }
}
