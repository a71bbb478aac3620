import { useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { CodeForm } from '../follow-up/code-form.tsx';
import { followToken } from '../follow-up/token.ts';
import { useLanguage } from '../language.ts';
import { FollowUpLink } from '../request/follow-up-link.tsx';
import { freshToken } from '../request/fresh-tokens.ts';
import type { ScreenProps } from '../screen-props.ts';

/** The code that confirms a request without an account; it is asked for whether the address is known or not. */
export function AskCode({ settings }: ScreenProps) {
  const { code } = useLanguage().words.strangers;
  const [, navigate] = useLocation();
  const [address] = useSearchParams();
  const requestId = address.get('request') ?? '';
  const [token] = useState(() => freshToken(requestId));
  const [isConfirmed, setConfirmed] = useState(false);
  const byAgent = address.has('agent');
  const confirmed = () => {
    setConfirmed(true);
    if (token === undefined) return;
    followToken(token);
    navigate('/follow-up?confirmed=yes', { replace: true });
  };
  return (
    <Screen
      title={byAgent ? code.agentTitle : code.title}
      site={settings.name}
      lead={byAgent ? code.agentLead : code.lead}
    >
      {requestId === '' ? (
        <Message>{code.missing}</Message>
      ) : isConfirmed ? (
        <Message tone="good">
          <p role="status">{code.confirmed}</p>
          <p>
            <Link href="/follow-up">{code.follow}</Link>
          </p>
        </Message>
      ) : (
        <>
          {address.has('unproved') && <Message tone="good">{code.atOnce}</Message>}
          {!byAgent && <CodeForm requestId={requestId} confirmed={confirmed} />}
        </>
      )}
      <FollowUpLink requestId={requestId} />
      {!byAgent && !isConfirmed && (
        <p className="quiet">
          {code.noMail} <Link href="/ask">{code.again}</Link>
        </p>
      )}
    </Screen>
  );
}
