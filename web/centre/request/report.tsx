import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import type { Access, Request, SubmittedRequest } from './access.ts';
import { Answers } from './answers.tsx';
import { Appeal } from './appeal.tsx';
import { CallOff } from './call-off.tsx';
import { Certificates } from './certificates.tsx';
import { Dates } from './dates.tsx';
import { ExportDownload } from './export-download.tsx';
import { Mails } from './mails.tsx';
import { erasureOf, nextOf, statusOf, toneOf } from './progress.ts';
import { Systems } from './systems.tsx';
import { Timeline } from './timeline.tsx';
import { Withheld } from './withheld.tsx';

interface ReportProps {
  readonly of: Request;
  readonly access: Access;
  /** Links to other requests of the person. */
  readonly isSignedIn?: boolean;
  readonly appealed: (appeal: SubmittedRequest) => void;
  /** What the person does now, so that it goes on. */
  readonly children?: ReactNode;
}

/** All that is to say of one request, the most pressing first. */
export function Report({
  of: request,
  access,
  isSignedIn = false,
  appealed,
  children,
}: ReportProps) {
  const { words, format } = useLanguage();
  const { report } = words.requests;
  const { needs, agent, about, carriedOutAs } = request;
  return (
    <>
      <div role="status">
        <p>
          <span className={`tag ${toneOf(request)}`}>{statusOf(request, words)}</span>
        </p>
        <p>{nextOf(request, words, format)}</p>
      </div>
      {needs !== undefined && (
        <Message tone="warning">
          <p lang={request.locale}>{needs.why}</p>
        </Message>
      )}
      {children}
      {isSignedIn && erasureOf(request) === 'erased' && (
        <Message>
          <p>{report.stillSignedIn}</p>
        </Message>
      )}
      {agent !== undefined && (
        <Message>
          <p>
            <strong>{report.agent}.</strong>{' '}
            {agent.confirmed ? report.agentConfirmed : report.agentUnconfirmed}
          </p>
        </Message>
      )}
      <ExportDownload of={request} access={access} />
      <Certificates of={request} />
      <Answers of={request} />
      <Withheld of={request} />
      {isSignedIn && about !== undefined && <OtherRequest text={report.about} requestId={about} />}
      {isSignedIn && carriedOutAs !== undefined && (
        <OtherRequest text={report.carriedOutAs} requestId={carriedOutAs} />
      )}
      <Appeal of={request} access={access} sent={appealed} />
      <Timeline of={request} />
      <Dates of={request} />
      <Systems of={request} />
      <Mails of={request} />
      <CallOff of={request} access={access} />
    </>
  );
}

function OtherRequest({ text, requestId }: { readonly text: string; readonly requestId: string }) {
  const { report } = useLanguage().words.requests;
  return (
    <p>
      {`${text}. `}
      <Link href={`/requests/${requestId}`}>{report.openOther}</Link>
    </p>
  );
}
