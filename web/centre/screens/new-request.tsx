import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { AlreadyOpen } from '../new-request/already-open.tsx';
import { Check } from '../new-request/check.tsx';
import { ChooseKind } from '../new-request/choose-kind.tsx';
import { Details } from '../new-request/details.tsx';
import { emptyDraft, isComplete } from '../new-request/draft.ts';
import { addressOf, detailsOf, wishIn } from '../new-request/wish.ts';
import type { ScreenProps } from '../screen-props.ts';

/**
 * A request in at most three steps. What is chosen is in the address, so that a new sign-in leads back to
 * it; what is written is in memory.
 */
export function NewRequest({ settings }: ScreenProps) {
  const { words } = useLanguage();
  const { fresh } = words.requests;
  const [address] = useSearchParams();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState(emptyDraft);
  const wish = wishIn(address);
  const isGone = wish?.step === 'check' && !isComplete(wish, draft);
  const step = wish === undefined ? 1 : wish.step === 'details' || isGone ? 2 : 3;
  const steps = wish !== undefined && detailsOf[wish.kind] === undefined ? 2 : 3;
  const stepText = fresh.step(String(Math.min(step, steps)), String(steps));
  const name = wish && words.requestLists.wishes[wish.kind][0];
  return (
    <Screen
      key={step}
      title={step === 3 ? fresh.checkTitle : (name ?? fresh.title)}
      site={settings.name}
      lead={
        <>
          <span className="block small">{stepText}</span>
          {step === 1 ? fresh.lead : step === 3 ? fresh.checkLead : undefined}
        </>
      }
    >
      {isGone && <Message tone="warning">{fresh.gone}</Message>}
      {wish !== undefined && <AlreadyOpen kind={wish.kind} />}
      {wish === undefined && <ChooseKind />}
      {wish !== undefined && step === 2 && (
        <Details
          wish={wish}
          draft={draft}
          done={(chosen, written) => {
            setDraft({ ...draft, ...written });
            navigate(addressOf({ ...wish, ...chosen, step: 'check' }));
          }}
        />
      )}
      {wish !== undefined && step === 3 && <Check wish={wish} draft={draft} />}
    </Screen>
  );
}
