import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { Answer } from '../../app/components/answer.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import { isGone, useRequest } from '../request/access.ts';
import type { Access, SubmittedRequest } from '../request/access.ts';
import { freshToken, rememberToken } from '../request/fresh-tokens.ts';
import { FollowUpLink } from '../request/follow-up-link.tsx';
import { Report } from '../request/report.tsx';
import type { ScreenProps } from '../screen-props.ts';

/** One request of the person who is signed in. */
export function RequestOfPerson({ settings }: ScreenProps) {
  const { requestId } = useParams<{ requestId: string }>();
  return <OneRequest key={requestId} settings={settings} requestId={requestId} />;
}

/**
 * With the token that was just issued, if there is one: it goes on when the person and their account are
 * erased.
 */
function OneRequest({ settings, requestId }: ScreenProps & { readonly requestId: string }) {
  const { words } = useLanguage();
  const [, navigate] = useLocation();
  const [access] = useState((): Access => {
    const token = freshToken(requestId);
    return token === undefined ? { kind: 'account', requestId } : { kind: 'token', token };
  });
  const request = useRequest(access);
  const kind = request.data?.kind;
  const appealed = (appeal: SubmittedRequest) => {
    rememberToken(appeal.request.requestId, appeal.followUpToken);
    navigate(`/requests/${appeal.request.requestId}`);
  };
  return (
    <Screen
      title={kind === undefined ? words.requests.title : wordOf(words.requestLists.kinds, kind)}
      site={settings.name}
    >
      <p className="no-print">
        <Link href="/requests">{words.requests.title}</Link>
      </p>
      <FollowUpLink requestId={requestId} />
      {isGone(request.error) ? (
        <Message>
          <p>{words.requests.gone}</p>
          <p>
            <Link href="/follow-up">{words.requests.goneFollow}</Link>
          </p>
        </Message>
      ) : (
        <Answer to={request}>
          {(found) => <Report of={found} access={access} isSignedIn appealed={appealed} />}
        </Answer>
      )}
    </Screen>
  );
}
