import { consentsOf, noticeOf, save, textOf } from './api.ts';
import type { Answer, Notice, PurposeText, SentChoice, Source, Token } from './api.ts';
import { offeredFor, refusalOf } from './choice.ts';
import type { Choice, Consent, Offered } from './choice.ts';
import { ConsentView } from './consent-view.ts';
import type { Pressed } from './consent-view.ts';
import {
  hasOwnText,
  headingLevelOf,
  languageOf,
  purposeOf,
  sendsSignal,
  sourceOf,
} from './consent-settings.ts';
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
  #consent: Consent | undefined;
  #notice: Notice | undefined;
  #text: PurposeText | undefined;
  #busy = false;
  #confirms = false;
  #status = '';
  #ending = new AbortController();
  #isQueued = false;
  /** Something changed while a choice was being saved. */
  #isStale = false;
  /** The key of a choice of which it is not known whether it was saved. */
  #pending: { readonly sent: string; readonly key: string } | undefined;

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
    const source = sourceOf(this, this.#token, this.#ending.signal);
    const { signal } = source;
    this.#confirms = false;
    this.#status = '';
    this.#phase = source.token === undefined ? 'signed-out' : 'loading';
    this.#show();
    if (source.token === undefined || purposeOf(this) === '') return;
    const [answer, notice, text] = await Promise.all([
      consentsOf(source),
      noticeOf(source, this.getAttribute('notice')),
      hasOwnText(this) ? undefined : textOf(source, purposeOf(this)),
    ]);
    if (signal.aborted) return;
    this.#notice = notice;
    this.#text = text;
    this.#take(answer);
    this.#show();
    if (this.#offered()?.refusesBySignal === true) {
      await this.#send({ state: 'refused', method: 'gpc' });
    }
  }

  #take(answer: Answer<readonly Consent[]>): void {
    this.#consent =
      answer.kind === 'ok'
        ? answer.body.find(({ purpose }) => purpose === purposeOf(this))
        : undefined;
    if (this.#consent !== undefined) {
      this.#phase = 'ready';
    } else if (answer.kind === 'sign-in-needed') {
      this.#phase = 'signed-out';
      this.#emit('custos-sign-in-needed', { purpose: purposeOf(this) });
    } else {
      this.#phase = 'unavailable';
      this.#fail(answer.kind === 'ok' ? 'unknown-purpose' : problemOf(answer));
    }
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
        void this.#send(this.#given('two-step-confirmation'));
        return;
      case 'allow':
        if (offered?.chosen === 'allow') return;
        if (offered?.confirms === true) this.#askAgain();
        else void this.#send(this.#given('widget'));
        return;
      case 'refuse':
        if (this.#consent === undefined || offered?.chosen === 'refuse') return;
        void this.#send({ state: refusalOf(this.#consent), method: 'widget' });
    }
  }

  #given(method: SentChoice['method']): SentChoice {
    const { id = '', version = '' } = this.#notice ?? {};
    return { state: 'given', method, notice: { id, version } };
  }

  /** The choice is shown as saved only after the API has saved it. */
  async #send(choice: SentChoice): Promise<void> {
    const source = sourceOf(this, this.#token, this.#ending.signal);
    const { words } = languageOf(this);
    const sent = JSON.stringify(choice);
    if (this.#pending?.sent !== sent) this.#pending = { sent, key: randomKey() };
    this.#busy = true;
    this.#status = words.saving;
    this.#show();
    const answer = await save(source, purposeOf(this), choice, this.#pending.key);
    if (answer.kind !== 'unreachable') this.#pending = undefined;
    switch (answer.kind) {
      case 'ok': {
        const { effect, deniedBecause = [] } = answer.body;
        this.#changed(answer.body, choice.state, effect);
        this.#status = deniedBecause.length > 0 ? words.denied : words.effects[effect];
        break;
      }
      case 'sign-in-needed':
        this.#status = `${words.failed} ${words.signIn}`;
        this.#emit('custos-sign-in-needed', { purpose: purposeOf(this) });
        break;
      case 'problem':
        await this.#refused(answer, source);
        break;
      case 'unreachable':
        await this.#lookAgain(choice, source);
        break;
    }
    this.#busy = false;
    this.#show();
    if (this.#confirms) this.#view?.focusQuestion();
    if (this.#isStale) {
      this.#isStale = false;
      await this.refresh();
    }
  }

  #changed(consent: Consent, state: Choice, effect?: Effect): void {
    this.#consent = consent;
    this.#confirms = false;
    const { purpose } = consent;
    const detail: ConsentChange = { purpose, state, ...(effect !== undefined && { effect }) };
    this.#emit('custos-consent-changed', detail);
  }

  async #refused(answer: Answer<never> & { kind: 'problem' }, source: Source): Promise<void> {
    const { words } = languageOf(this);
    // Explicit consent takes a second step.
    const needsStep = answer.pointer === '/method' && !this.#confirms;
    this.#confirms = needsStep;
    this.#status = needsStep ? '' : words.failed;
    if (needsStep) return;
    if (answer.problem === 'notice-superseded') {
      this.#notice = (await noticeOf(source, this.getAttribute('notice'))) ?? this.#notice;
      this.#status = words.noticeChanged;
    }
    this.#fail(answer.problem);
  }

  /** No answer came: whether the choice was saved is what the API says of it now. */
  async #lookAgain({ state }: SentChoice, source: Source): Promise<void> {
    const { words } = languageOf(this);
    const before = this.#consent;
    const answer = await consentsOf(source);
    const now =
      answer.kind === 'ok'
        ? answer.body.find(({ purpose }) => purpose === purposeOf(this))
        : undefined;
    if (now?.state === state && now.since !== before?.since) {
      this.#status = '';
      this.#pending = undefined;
      this.#changed(now, state);
      return;
    }
    this.#status = now === undefined ? words.uncertain : words.failed;
    this.#fail('unreachable');
  }

  #askAgain(): void {
    this.#confirms = true;
    this.#status = '';
    this.#show();
    this.#view?.focusQuestion();
  }

  #show(): void {
    const { words } = languageOf(this);
    const offered = this.#offered();
    const title = this.getAttribute('purpose-title') ?? this.#text?.title ?? '';
    const informed = this.#notice !== undefined && title + (this.#view?.title ?? '') !== '';
    const lacksNotice = offered?.canAllow === true && offered.chosen !== 'allow' && !informed;
    this.#view?.show({
      words,
      title,
      description: this.getAttribute('purpose-text') ?? this.#text?.description ?? '',
      sentences: [
        this.#phaseText(words),
        offered?.sentences ?? [],
        lacksNotice ? words.noNotice : [],
      ].flat(),
      offered: offered && { ...offered, canAllow: offered.canAllow && !lacksNotice },
      notice: this.#notice,
      busy: this.#busy || this.#phase === 'loading',
      confirms: this.#confirms,
      retries: this.#phase === 'unavailable' || lacksNotice,
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
    if (this.#phase !== 'ready' || this.#consent === undefined) return undefined;
    const { words, tag } = languageOf(this);
    const format = new Intl.DateTimeFormat(tag, { dateStyle: 'long' });
    const date = (at: string) => format.format(new Date(at));
    return offeredFor(this.#consent, { signal: sendsSignal(), words, date });
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

const problemOf = (answer: Exclude<Answer<never>, { kind: 'ok' }>): string =>
  answer.kind === 'problem' ? answer.problem : answer.kind;

/** Also where the page is not a secure context, as on a test machine. */
const randomKey = (): string =>
  crypto.getRandomValues(new Uint8Array(16)).reduce((key, byte) => key + byte.toString(16), '');
