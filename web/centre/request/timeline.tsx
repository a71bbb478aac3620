import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import type { Request } from './access.ts';

/** What has happened to a request, oldest first; drawn as a line. */
export function Timeline({ of: { timeline } }: { readonly of: Request }) {
  const { words, format } = useLanguage();
  return (
    <section>
      <h2>{words.requests.report.progress}</h2>
      <ol className="timeline">
        {timeline.map(({ at, event }, index) => (
          <li key={`${at} ${event} ${index}`}>
            <span>{wordOf(words.requestLists.events, event)}</span>{' '}
            <time dateTime={at} className="quiet small">
              {format.time(at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
