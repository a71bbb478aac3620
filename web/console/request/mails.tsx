import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import type { StaffRequest } from './use-request.ts';
import { wordOf } from '../../app/known.ts';

/** What was written to the person, and what became of it. */
export function Mails({ request: { requestId, mails = [] } }: { readonly request: StaffRequest }) {
  const { words, format } = useLanguage();
  const { mails: said } = words.request;
  if (mails.length === 0) return <p>{said.none}</p>;
  return (
    <PlainTable
      caption={said.title}
      csv={`mails-${requestId}`}
      isTitled
      heads={[said.mail, said.state, said.at]}
      rows={mails.map(({ template, state, reason, at }) => [
        `${template} ${at}`,
        wordOf(words.terms.mail, template),
        <span key="state">
          {wordOf(words.terms.mailState, state)}
          {reason !== undefined && (
            <span className="quiet small block">{wordOf(words.terms.mailReason, reason)}</span>
          )}
        </span>,
        <time key="at" dateTime={at}>
          {format.time(at)}
        </time>,
      ])}
    />
  );
}

export function Timeline({ request: { timeline } }: { readonly request: StaffRequest }) {
  const { words, format } = useLanguage();
  return (
    <ol className="timeline">
      {timeline.map(({ at, event }, index) => (
        <li key={`${at} ${event} ${index}`}>
          {wordOf(words.events, event)} <span className="quiet small">{format.time(at)}</span>
        </li>
      ))}
    </ol>
  );
}
