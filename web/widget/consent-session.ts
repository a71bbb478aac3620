import { consentsOf, noticeOf, save, textOf } from './api.ts';
import type { Answer, Notice, PurposeText, SentChoice, Source } from './api.ts';
import type { Consent } from './choice.ts';
import type { Effect } from './words.ts';

/** What is read, and from where. */
export interface Asked {
  readonly source: Source;
  readonly purpose: string;
  /** Undefined: the primary one. */
  readonly noticeId: string | undefined;
}

export type Loaded =
  | { readonly kind: 'ready' }
  | { readonly kind: 'sign-in-needed' }
  | { readonly kind: 'unavailable'; readonly problem: string }
  /** What was asked for is no longer wanted. */
  | { readonly kind: 'ended' };

/** What became of a choice; nothing was changed unless it is saved or uncertain. */
export type Outcome =
  /** Without an effect where the answer was lost, and the choice was found saved. */
  | { readonly kind: 'saved'; readonly effect?: Effect; readonly isDenied: boolean }
  | { readonly kind: 'sign-in-needed' }
  /** Explicit consent takes a second step. */
  | { readonly kind: 'step-needed' }
  | { readonly kind: 'notice-changed' | 'failed' | 'uncertain'; readonly problem: string };

/** The choice of the person and what it rests on, as the API last answered. */
export class ConsentSession {
  consent: Consent | undefined;
  notice: Notice | undefined;
  text: PurposeText | undefined;
  /** The key of a choice of which it is not known whether it was saved. */
  #pending: { readonly sent: string; readonly key: string } | undefined;

  async load(asked: Asked, readsText: boolean): Promise<Loaded> {
    const { source, purpose } = asked;
    const [answer, notice, text] = await Promise.all([
      consentsOf(source),
      noticeOf(source, asked.noticeId),
      readsText ? textOf(source, purpose) : undefined,
    ]);
    if (source.signal.aborted) return { kind: 'ended' };
    this.notice = notice;
    this.text = text;
    this.consent = consentIn(answer, purpose);
    if (this.consent !== undefined) return { kind: 'ready' };
    if (answer.kind === 'sign-in-needed') return answer;
    const problem = answer.kind === 'problem' ? answer.problem : 'unreachable';
    return { kind: 'unavailable', problem: answer.kind === 'ok' ? 'unknown-purpose' : problem };
  }

  allow(asked: Asked, method: 'widget' | 'two-step-confirmation'): Promise<Outcome> {
    const { id = '', version = '' } = this.notice ?? {};
    return this.#save(asked, { state: 'given', method, notice: { id, version } });
  }

  refuse(asked: Asked, state: 'refused' | 'withdrawn', method: 'widget' | 'gpc'): Promise<Outcome> {
    return this.#save(asked, { state, method });
  }

  async #save(asked: Asked, choice: SentChoice): Promise<Outcome> {
    const { source, purpose } = asked;
    const sent = JSON.stringify([purpose, choice]);
    if (this.#pending?.sent !== sent) this.#pending = { sent, key: randomKey() };
    const answer = await save(source, purpose, choice, this.#pending.key);
    if (answer.kind === 'unreachable') return this.#lookAgain(asked, choice);
    this.#pending = undefined;
    switch (answer.kind) {
      case 'ok': {
        const { effect, deniedBecause = [] } = answer.body;
        this.consent = answer.body;
        return { kind: 'saved', effect, isDenied: deniedBecause.length > 0 };
      }
      case 'sign-in-needed':
        return answer;
      case 'problem': {
        const { problem, pointer } = answer;
        if (pointer === '/method') return { kind: 'step-needed' };
        if (problem !== 'notice-superseded') return { kind: 'failed', problem };
        this.notice = await noticeOf(source, asked.noticeId);
        return { kind: 'notice-changed', problem };
      }
    }
  }

  /** No answer came: whether the choice was saved is what the API says of it now. */
  async #lookAgain({ source, purpose }: Asked, { state }: SentChoice): Promise<Outcome> {
    const before = this.consent;
    const now = consentIn(await consentsOf(source), purpose);
    if (now === undefined) return { kind: 'uncertain', problem: 'unreachable' };
    this.consent = now;
    if (now.state !== state || now.since === before?.since) {
      return { kind: 'failed', problem: 'unreachable' };
    }
    this.#pending = undefined;
    return { kind: 'saved', isDenied: false };
  }
}

const consentIn = (answer: Answer<readonly Consent[]>, purpose: string): Consent | undefined =>
  answer.kind === 'ok' ? answer.body.find((one) => one.purpose === purpose) : undefined;

/** Also where the page is not a secure context, as on a test machine. */
const randomKey = (): string =>
  crypto.getRandomValues(new Uint8Array(16)).reduce((key, byte) => key + byte.toString(16), '');
