import type { RenewalReason, Words } from './words.ts';

/** An item of `GET /v1/me/consents`. */
export interface Consent {
  readonly purpose: string;
  readonly state: 'given' | 'refused' | 'withdrawn' | 'expired' | 'needs-renewal' | 'not-asked';
  readonly because?: RenewalReason;
  readonly default: 'permit' | 'deny';
  readonly basis?: string;
  readonly since?: string;
  readonly validUntil?: string;
}

/** What the person can say in the element. */
export type Choice = 'given' | 'refused' | 'withdrawn';

/** What the element says about a purpose, and what it offers. */
export interface Offered {
  /** The choice that counts; undefined while nothing does. */
  readonly chosen: 'allow' | 'refuse' | undefined;
  readonly sentences: readonly string[];
  readonly canAllow: boolean;
  readonly canRefuse: boolean;
  /** Allowing takes a second step. */
  readonly confirms: boolean;
  /** The opt-out signal of the browser is to be recorded as the person's refusal. */
  readonly refusesBySignal: boolean;
}

/** A law that lets people opt out: an opt-out signal of the browser is that. */
const isOptOut = ({ basis }: Consent): boolean => basis === 'opt-out';

/**
 * @param signal whether the browser sends Global Privacy Control
 * @param date writes a time as a date in the language of `words`
 */
export function offeredFor(
  consent: Consent,
  {
    signal,
    words,
    date,
  }: Readonly<{ signal: boolean; words: Words; date: (at: string) => string }>,
): Offered {
  const { state, because, since, validUntil } = consent;
  const chosen = state === 'given' ? 'allow' : isNo(state) ? 'refuse' : undefined;
  if (signal && isOptOut(consent)) return underSignal(chosen, words);
  const asked = {
    chosen,
    canAllow: because !== 'responsible-person-needed',
    canRefuse: true,
    // 11 CCR 7028(a): opting in after an opt-out takes two steps. What is explicit needs them too.
    confirms: because === 'not-explicit' || (isNo(state) && isOptOut(consent)),
    refusesBySignal: false,
  } as const;
  if (chosen !== undefined) {
    const write = state === 'given' ? words.given : isNo(state) ? words[state] : undefined;
    const current = since === undefined ? undefined : write?.(date(since));
    const ends = state === 'given' && validUntil !== undefined ? words.ends(date(validUntil)) : [];
    return { ...asked, sentences: [current ?? [], ends].flat() };
  }
  const why = because === undefined ? [] : words.renewal[because];
  const over = state === 'expired' ? words.expired : [];
  const now = consent.default === 'permit' ? words.inUse : words.notInUse;
  return { ...asked, sentences: [why, over, now].flat() };
}

const isNo = (state: Consent['state']): state is 'refused' | 'withdrawn' =>
  state === 'refused' || state === 'withdrawn';

/**
 * Nobody is asked to allow what their browser objects to; who allowed it is not overruled here. The
 * signal is honoured once the refusal is saved, and not before.
 */
const underSignal = (chosen: Offered['chosen'], words: Words): Offered => ({
  chosen,
  sentences:
    chosen === undefined
      ? []
      : [chosen === 'allow' ? words.signalBesideConsent : words.signalHonoured],
  canAllow: false,
  canRefuse: chosen === 'allow',
  confirms: false,
  refusesBySignal: chosen === undefined,
});

/** What `Do not allow` says: a consent is withdrawn, all else is refused. */
export const refusalOf = ({ state }: Consent): 'refused' | 'withdrawn' =>
  state === 'given' || state === 'needs-renewal' ? 'withdrawn' : 'refused';
