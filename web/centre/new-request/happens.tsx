import type { AnswerTime } from '../../../lib/web/policy-texts.ts';
import { useLanguage } from '../language.ts';
import { useOwnSettings } from '../own-settings.ts';
import { isAtOnce } from './wish.ts';
import type { WishedKind } from './wish.ts';

/** What happens once a request is sent, and by when. */
export function Happens({ kind }: { readonly kind: WishedKind }) {
  const { fresh } = useLanguage().words.requests;
  const deadlines = useDeadlines(kind);
  return (
    <section>
      <h2>{fresh.happens}</h2>
      <ol>
        <li>{fresh.confirmed}</li>
        {isAtOnce(kind) ? (
          <li>{fresh.atOnce}</li>
        ) : (
          <>
            {deadlines.map((text) => (
              <li key={text}>{text}</li>
            ))}
            <li>{fresh.more}</li>
          </>
        )}
        <li>{fresh.outcome[kind]}</li>
      </ol>
    </section>
  );
}

/** How long an answer may take under each law that applies and gives the right. */
function useDeadlines(kind: WishedKind): readonly string[] {
  const { words, texts } = useLanguage();
  const { fresh } = words.requests;
  const settings = useOwnSettings();
  if (settings.data === undefined) return [];
  const found = settings.data.jurisdictions.flatMap((id) => {
    const law = texts.laws[id];
    const time: AnswerTime | undefined = law?.rights[kind];
    if (law === undefined || time === undefined) return [];
    if (time === 'immediately' || time === 'without-undue-delay') return [fresh.undue(law.short)];
    return [fresh.within(fresh.spans[time.unit](time.amount), law.short)];
  });
  return found.length === 0 ? [fresh.withoutLaw] : found;
}
