import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { isAllowed, isRefused, methodOf, needsTwoSteps } from './consent.ts';
import type { Consent } from './consent.ts';
import { History } from './history.tsx';
import { NoticeText } from './notice-text.tsx';

interface ChoiceProps {
  readonly consent: Consent;
  /** Covers the purpose; undefined until it is known. */
  readonly notice: Schemas['ListedNotice'] | undefined;
}

/**
 * One purpose and the two answers to it, of the same size: refusing takes as much as allowing. Nothing
 * is shown as saved before the API says so.
 */
export function Choice({ consent, notice }: ChoiceProps) {
  const { words, texts, locale } = useLanguage();
  const { choices } = words;
  const { purpose } = consent;
  const described = texts.purposes[purpose];
  const title = described?.title ?? purpose;
  const client = useClient();
  const queries = useQueryClient();
  const [isConfirming, setConfirming] = useState(false);
  const given = useRef(false);
  const change = useMutation({
    // One after the other: who refuses while an answer is being saved has refused in the end.
    scope: { id: `consent ${purpose}` },
    mutationFn: async (answer: 'allow' | 'refuse') => {
      const wasGiven = given.current || isAllowed(consent);
      const state = answer === 'allow' ? 'given' : wasGiven ? 'withdrawn' : 'refused';
      const body = bodyOf(
        await client.put('/v1/me/consents/{purpose}', {
          path: { purpose },
          body: {
            ...{ state, locale, method: methodOf(consent) },
            // Only agreeing rests on the notice.
            ...(state === 'given' &&
              notice && { notice: { id: notice.id, version: notice.version } }),
          },
        }),
      );
      given.current = state === 'given';
      return body;
    },
    onSuccess: () => {
      setConfirming(false);
      return queries.invalidateQueries({ queryKey: ['consents'] });
    },
  });
  const saved = change.data?.consent;
  const allow = () => {
    if (needsTwoSteps(consent) && !isConfirming) setConfirming(true);
    else change.mutate('allow');
  };
  return (
    <section className="card" aria-label={title}>
      <h3>{title}</h3>
      {described !== undefined && <p>{described.description}</p>}
      <State consent={consent} />
      {described?.automatedDecision !== undefined && (
        <details>
          <summary>{choices.consequences}</summary>
          <p>{described.automatedDecision.consequences}</p>
          <p>{described.automatedDecision.logic}</p>
        </details>
      )}
      {notice !== undefined && <NoticeText id={notice.id} version={notice.version} />}
      {isConfirming && <p role="status">{choices.confirm}</p>}
      <div className="buttons equal">
        <Button
          aria-label={`${isConfirming ? choices.confirmAllow : choices.allow}: ${title}`}
          aria-current={isAllowed(consent)}
          isDisabled={isAllowed(consent) || notice === undefined}
          isPending={change.isPending}
          onPress={allow}
        >
          {isConfirming ? choices.confirmAllow : choices.allow}
        </Button>
        <Button
          aria-label={`${choices.refuse}: ${title}`}
          aria-current={isRefused(consent)}
          isDisabled={isRefused(consent)}
          isPending={change.isPending && change.variables === 'refuse'}
          onPress={() => change.mutate('refuse')}
        >
          {choices.refuse}
        </Button>
      </div>
      <Outcome tone="good">{saved && <p>{choices.effects[saved.effect]}</p>}</Outcome>
      {change.error !== null && (
        <>
          <p className="error">{choices.notSaved}</p>
          <Failure error={change.error} />
        </>
      )}
      <History purpose={purpose} title={title} />
    </section>
  );
}

function State({ consent }: { readonly consent: Consent }) {
  const { words, format } = useLanguage();
  const { choices } = words;
  const { state, since, validUntil, because } = consent;
  const tone = isAllowed(consent) ? 'good' : state === 'needs-renewal' ? 'warning' : '';
  return (
    <p>
      <span className={`tag ${tone}`}>{choices.states[state]}</span>{' '}
      <span className="quiet">
        {[
          state === 'not-asked' ? choices.byDefault[consent.default] : undefined,
          since === undefined ? undefined : choices.since(format.day(since)),
          state !== 'given' || validUntil === undefined
            ? undefined
            : choices.validUntil(format.day(validUntil)),
          because === undefined ? undefined : choices.because[because],
        ]
          .filter((text) => text !== undefined)
          .join(' · ')}
      </span>
    </p>
  );
}
