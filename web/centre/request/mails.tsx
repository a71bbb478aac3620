import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import type { Request } from './access.ts';

/** What was written to the person, and whether it arrived. */
export function Mails({ of: { mails = [] } }: { readonly of: Request }) {
  const { words, format } = useLanguage();
  if (mails.length === 0) return null;
  const { requests, requestLists } = words;
  return (
    <section>
      <h2>{requests.report.mails}</h2>
      <ul>
        {mails.map(({ template, state, at }) => (
          <li key={`${template} ${at}`}>
            {requests.report.mail(
              wordOf(requestLists.mails, template),
              format.time(at),
              wordOf(requestLists.mailStates, state),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
