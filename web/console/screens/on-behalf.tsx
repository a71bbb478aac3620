import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Sending, useSending } from '../../app/components/sending.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { Check, NotEntered } from '../behalf/check.tsx';
import { Entered } from '../behalf/entered.tsx';
import { bodyIn, emptyEntry } from '../behalf/entry.ts';
import { What } from '../behalf/what.tsx';
import { Who } from '../behalf/who.tsx';
import { useLanguage } from '../language.ts';
import { queueKey } from '../queue/use-queue.ts';
import type { ScreenProps } from '../screen-props.ts';

/** Enters what came by letter, telephone, e-mail or in person. */
export function OnBehalf({ settings }: ScreenProps) {
  const { behalf: said, request } = useLanguage().words;
  const [round, setRound] = useState(0);
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <p className="no-print">
        <Link href="/requests">{request.back}</Link>
      </p>
      <Steps key={round} again={() => setRound(round + 1)} />
    </Screen>
  );
}

const steps = ['who', 'what', 'check'] as const;

function Steps({ again }: { readonly again: () => void }) {
  const { words, locale, format } = useLanguage();
  const { behalf: said } = words;
  const client = useClient();
  const queries = useQueryClient();
  const [entry, setEntry] = useState(() => emptyEntry(locale));
  const [step, setStep] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const hasMoved = useRef(false);
  useEffect(() => {
    if (hasMoved.current) heading.current?.focus();
    hasMoved.current = true;
  }, [step]);
  const enter = useMutation({
    mutationFn: async (body: Schemas['RequestOnBehalf']) =>
      bodyOf(await client.post('/v1/requests/on-behalf', { body })).request,
    onSuccess: () => queries.invalidateQueries({ queryKey: queueKey }),
  });
  const sending = useSending(enter.isPending);
  if (enter.data !== undefined) return <Entered request={enter.data} again={again} />;
  const set = (more: Partial<typeof entry>) => setEntry({ ...entry, ...more });
  const name = steps[step] ?? 'who';
  const go = () => {
    if (name !== 'check') setStep(step + 1);
    else if (enter.isPending) sending.pressedAgain();
    else {
      const body = bodyIn(entry);
      if (body !== undefined) enter.mutate(body);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {said.step(format.number(step + 1), format.number(steps.length), said.steps[name])}
      </h2>
      {name === 'who' && <Who entry={entry} set={set} />}
      {name === 'what' && <What entry={entry} set={set} />}
      {name === 'check' && <Check entry={entry} />}
      <Sending {...sending} />
      {enter.error !== null && <NotEntered error={enter.error} />}
      <div className="buttons">
        <Button type="submit" tone="main" isPending={enter.isPending}>
          {name === 'check' ? said.enter : said.next}
        </Button>
        {step > 0 && <Button onPress={() => setStep(step - 1)}>{said.back}</Button>}
      </div>
    </form>
  );
}
