import { Facts } from '../../app/components/facts.tsx';
import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import type { Request } from './access.ts';
import { isClosed } from './progress.ts';

/** Until when what has to be done, under which law, and what has moved it. */
export function Dates({ of: request }: { readonly of: Request }) {
  const { words, texts, format } = useLanguage();
  const { report } = words.requests;
  const { delays } = words.requestLists;
  const { receivedAt, acknowledgeBy, dueAt, clock, jurisdiction, requestId } = request;
  const laws = request.jurisdictions ?? [jurisdiction];
  const { pauses, extension } = clock;
  return (
    <section>
      <h2>{report.dates}</h2>
      <Facts
        of={[
          [report.received, format.time(receivedAt)],
          [
            report.acknowledgeBy,
            acknowledgeBy !== undefined && !isClosed(request) && format.day(acknowledgeBy),
          ],
          [isClosed(request) ? report.dueWas : report.dueAt, format.day(dueAt)],
          [
            report.pause,
            pauses.length > 0 && (
              <ul>
                {pauses.map(({ from, to, ground }) => (
                  <li key={from}>
                    {to === undefined
                      ? report.pauseOpen(format.day(from), wordOf(delays, ground))
                      : report.pauseEnded(format.day(from), format.day(to), wordOf(delays, ground))}
                  </li>
                ))}
              </ul>
            ),
          ],
          [report.extension, extension && report.extended(wordOf(delays, extension.ground))],
          [report.law, format.list(laws.map((law) => texts.laws[law]?.name ?? law))],
          [
            report.reference,
            <span key="id" className="code">
              {requestId}
            </span>,
          ],
        ]}
      />
    </section>
  );
}
