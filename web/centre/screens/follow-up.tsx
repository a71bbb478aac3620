import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { ProblemError } from '../../../client/index.ts';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { focusFirstFault } from '../../app/components/first-fault.ts';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { TextField } from '../../app/components/text-field.tsx';
import { CodeForm } from '../follow-up/code-form.tsx';
import { followedToken, followToken, requestIdOf, takeToken, tokenIn } from '../follow-up/token.ts';
import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import { useRequest } from '../request/access.ts';
import type { Request } from '../request/access.ts';
import { FollowUpLink } from '../request/follow-up-link.tsx';
import { rememberToken } from '../request/fresh-tokens.ts';
import { Report } from '../request/report.tsx';
import type { ScreenProps } from '../screen-props.ts';

/** A request by its link, without an account, also after an erasure. */
export function FollowUp({ settings }: ScreenProps) {
  const { followUp } = useLanguage().words.strangers;
  const [token, setToken] = useState(followedToken);
  const follow = (next: string | undefined) => {
    followToken(next);
    setToken(next);
  };
  useEffect(() => {
    // Another link of this page, opened in it.
    const take = () => {
      takeToken();
      setToken(followedToken());
    };
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  if (token !== undefined) {
    return <Followed key={token} settings={settings} token={token} follow={follow} />;
  }
  return (
    <Screen title={followUp.title} site={settings.name} lead={followUp.lead}>
      <TokenForm follow={follow} />
    </Screen>
  );
}

function TokenForm({ follow }: { readonly follow: (token: string) => void }) {
  const { followUp } = useLanguage().words.strangers;
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const token = tokenIn(text);
        setWrong(token === undefined);
        if (token === undefined) focusFirstFault();
        else follow(token);
      }}
    >
      <TextField
        label={followUp.label}
        help={followUp.help}
        value={text}
        onChange={setText}
        autoComplete="off"
        spellCheck={false}
        error={isWrong ? followUp.wrongForm : undefined}
      />
      <div className="buttons">
        <Button type="submit" tone="main">
          {followUp.open}
        </Button>
      </div>
    </form>
  );
}

interface FollowedProps extends ScreenProps {
  readonly token: string;
  readonly follow: (token: string | undefined) => void;
}

function Followed({ settings, token, follow }: FollowedProps) {
  const { words } = useLanguage();
  const { followUp, code } = words.strangers;
  const [address] = useSearchParams();
  const [isConfirmed, setConfirmed] = useState(address.has('confirmed'));
  // What is confirmed is opened a moment later.
  const isBeingOpened = (one: Request) => isConfirmed && waitsForCode(one);
  const access = { kind: 'token', token } as const;
  const request = useRequest(access, isBeingOpened);
  const found = request.data;
  const isRefused = request.error instanceof ProblemError && request.error.outcome.status === 401;
  return (
    <Screen
      title={found === undefined ? followUp.title : wordOf(words.requestLists.kinds, found.kind)}
      site={settings.name}
    >
      <FollowUpLink requestId={requestIdOf(token)} />
      {isRefused ? (
        <Message tone="bad">
          <p role="alert">{followUp.refused}</p>
        </Message>
      ) : (
        <Answer to={request}>
          {(one) =>
            isBeingOpened(one) ? (
              <Message tone="good">
                <p role="status">{code.confirmed}</p>
              </Message>
            ) : (
              <Report
                of={one}
                access={access}
                appealed={(appeal) => {
                  rememberToken(appeal.request.requestId, appeal.followUpToken);
                  follow(appeal.followUpToken);
                }}
              >
                {waitsForCode(one) && (
                  <CodeForm
                    requestId={one.requestId}
                    confirmed={() => {
                      setConfirmed(true);
                      void request.refetch();
                    }}
                  />
                )}
              </Report>
            )
          }
        </Answer>
      )}
      <p className="no-print">
        <Button onPress={() => follow(undefined)}>{followUp.other}</Button>
      </p>
    </Screen>
  );
}

const waitsForCode = ({ status, channel, assurance }: Request): boolean =>
  status === 'identity-required' && channel === 'public' && assurance === 'none';
