import { Link, useLocation, useParams } from 'wouter';
import { Answer } from '../../app/components/answer.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { useRequest } from '../request/access.ts';
import { rememberToken } from '../request/fresh-tokens.ts';
import { FollowUpLink } from '../request/follow-up-link.tsx';
import { Report } from '../request/report.tsx';
import type { ScreenProps } from '../screen-props.ts';

/** One request of the person who is signed in. */
export function RequestOfPerson({ settings }: ScreenProps) {
  const { requestId } = useParams<{ requestId: string }>();
  return <OneRequest key={requestId} settings={settings} requestId={requestId} />;
}

function OneRequest({ settings, requestId }: ScreenProps & { readonly requestId: string }) {
  const { words } = useLanguage();
  const [, navigate] = useLocation();
  const access = { kind: 'account', requestId } as const;
  const request = useRequest(access);
  const kind = request.data?.kind;
  return (
    <Screen
      title={kind === undefined ? words.requests.title : words.requestLists.kinds[kind]}
      site={settings.name}
    >
      <p className="no-print">
        <Link href="/requests">{words.requests.title}</Link>
      </p>
      <FollowUpLink requestId={requestId} />
      <Answer to={request}>
        {(found) => (
          <Report
            of={found}
            access={access}
            appealed={(appeal) => {
              rememberToken(appeal.request.requestId, appeal.followUpToken);
              navigate(`/requests/${appeal.request.requestId}`);
            }}
          />
        )}
      </Answer>
    </Screen>
  );
}
