import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ProblemError, bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { OneOf } from '../../app/components/choices.tsx';
import { focusFirstFault } from '../../app/components/first-fault.ts';
import { Failure } from '../../app/components/failure.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { TextArea } from '../../app/components/text-area.tsx';
import { TextField } from '../../app/components/text-field.tsx';
import { AgentFields } from '../follow-up/agent-fields.tsx';
import { askedIn, emptyForm, faultsIn, needsNoCode, offeredIn } from '../follow-up/ask-form.ts';
import type { AskForm, AskedKind, Fault } from '../follow-up/ask-form.ts';
import { useLanguage } from '../language.ts';
import { rememberToken } from '../request/fresh-tokens.ts';
import type { ScreenProps } from '../screen-props.ts';

/** A request of somebody who has no account, or does not sign in; also for somebody else. */
export function Ask({ settings }: ScreenProps) {
  const { words, texts, locale } = useLanguage();
  const { ask } = words.strangers;
  const client = useClient();
  const [, navigate] = useLocation();
  const [form, setForm] = useState(emptyForm);
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<AskForm>) => setForm({ ...form, ...part });
  const kinds = offeredIn(texts.laws, form.place);
  const kind = kinds.find((one) => one === form.kind);
  const send = useMutation({
    mutationFn: async (asked: AskForm & { readonly kind: AskedKind }) =>
      bodyOf(await client.post('/v1/requests', { body: askedIn(asked, texts.laws, locale) })),
    onSuccess: ({ requestId, followUpToken }, asked) => {
      rememberToken(requestId, followUpToken);
      const query = new URLSearchParams({ request: requestId });
      if (asked.byAgent) query.set('agent', 'yes');
      else if (needsNoCode(asked.kind)) query.set('unproved', 'yes');
      navigate(`/ask/code?${query.toString()}`);
    },
  });
  const faults = isTried ? faultsIn({ ...form, kind }) : new Set<Fault>();
  const isEmailRefused = send.error !== null && pointersOf(send.error).includes('/subject/value');
  return (
    <Screen title={ask.title} site={settings.name} lead={ask.lead}>
      <p>
        <Link href="/">{ask.signIn}</Link>
      </p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (kind === undefined || faultsIn({ ...form, kind }).size > 0) focusFirstFault();
          else if (!send.isPending) send.mutate({ ...form, kind }, { onError: focusFirstFault });
        }}
      >
        <Residence value={form.place} onChange={(place) => change({ place })} />
        <OneOf
          legend={ask.wish}
          value={kind}
          onChange={(value) => change({ kind: kinds.find((one) => one === value) })}
          error={faults.has('kind') ? ask.wishMissing : undefined}
          options={kinds.map((one) => {
            const [wish, help] = words.requestLists.wishes[one];
            return [
              one,
              <span key={one}>
                {wish}
                <span className="quiet small block">{help}</span>
              </span>,
            ];
          })}
        />
        {kind === 'complaint' && (
          <TextArea
            label={words.requests.fresh.reason.complaint}
            value={form.reason}
            onChange={(reason) => change({ reason })}
            maxLength={2_000}
            error={faults.has('reason') ? words.requests.fresh.reasonMissing : undefined}
          />
        )}
        <AgentFields form={form} change={change} faults={faults} />
        <TextField
          type="email"
          label={form.byAgent ? ask.emailOfPerson : ask.email}
          help={form.byAgent ? ask.emailOfPersonHelp : ask.emailHelp}
          autoComplete={form.byAgent ? 'off' : 'email'}
          value={form.email}
          onChange={(email) => {
            send.reset();
            change({ email });
          }}
          error={faults.has('email') || isEmailRefused ? ask.emailWrong : undefined}
        />
        <p className="quiet small">{ask.same}</p>
        {send.error !== null && !isEmailRefused && <Failure error={send.error} />}
        <div className="buttons">
          <Button type="submit" tone="main" isPending={send.isPending}>
            {ask.send}
          </Button>
        </div>
      </form>
    </Screen>
  );
}

function pointersOf(error: Error): readonly string[] {
  if (!(error instanceof ProblemError)) return [];
  const { problem } = error.outcome;
  return 'errors' in problem ? (problem.errors ?? []).map(({ pointer }) => pointer) : [];
}

interface ResidenceProps {
  readonly value: string;
  readonly onChange: (place: string) => void;
}

function Residence({ value, onChange }: ResidenceProps) {
  const { words, texts, locale, format } = useLanguage();
  const { ask } = words.strangers;
  const { places: named } = words.storage;
  const id = useId();
  const places = Object.values(texts.laws)
    .flatMap((law) => law.places)
    .map((place) => {
      const [, part] = place.split('-');
      const country = format.country(place);
      const name = part === undefined ? country : ask.place(country, part);
      return [place, named[place] ?? name] as const;
    })
    .toSorted(([, one], [, other]) => one.localeCompare(other, locale));
  return (
    <div className="field">
      <label htmlFor={id}>{ask.residence}</label>
      <p id={`${id}-help`} className="quiet small">
        {ask.residenceHelp}
      </p>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-help`}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <option value="">{ask.residenceOpen}</option>
        {places.map(([place, name]) => (
          <option key={place} value={place}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
