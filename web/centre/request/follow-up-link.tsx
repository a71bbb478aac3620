import { useId, useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { Message, Outcome } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { followUpLink, forgetToken, freshToken } from './fresh-tokens.ts';

/** The follow-up token of a request that was just made, as a link; nothing where it was kept before. */
export function FollowUpLink({ requestId }: { readonly requestId: string }) {
  const { followUp } = useLanguage().words.requests;
  const id = useId();
  const [token, setToken] = useState(() => freshToken(requestId));
  const [copied, setCopied] = useState<boolean>();
  if (token === undefined) return null;
  const link = followUpLink(token);
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <section aria-labelledby={`${id}-title`}>
      <Message tone="warning">
        <h2 id={`${id}-title`}>{followUp.title}</h2>
        <p>{followUp.why}</p>
        <div className="field">
          <label htmlFor={id}>{followUp.link}</label>
          <input
            id={id}
            readOnly
            value={link}
            autoComplete="off"
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        </div>
        <div className="buttons">
          <Button tone="main" onPress={() => void copy()}>
            {followUp.copy}
          </Button>
          <Button
            onPress={() => {
              forgetToken(requestId);
              setToken(undefined);
            }}
          >
            {followUp.done}
          </Button>
        </div>
        <Outcome>
          {copied !== undefined && <p>{copied ? followUp.copied : followUp.notCopied}</p>}
        </Outcome>
      </Message>
    </section>
  );
}
