import { Link } from 'wouter';
import { Facts } from '../../app/components/facts.tsx';
import { Message } from '../../app/components/message.tsx';
import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import type { Request } from './access.ts';
import { useCategoryTitle } from './systems.tsx';
import { groundText } from './withheld.tsx';

/** What came of a request beyond what was carried out: why not, what else, and what can be done. */
export function Answers({ of: request }: { readonly of: Request }) {
  const { words } = useLanguage();
  const { report } = words.requests;
  const { refusal, answer, status } = request;
  return (
    <>
      <Unchanged of={request} />
      <Stopped of={request} />
      <Corrections of={request} />
      {answer !== undefined && (
        <section>
          <h2>{report.answer}</h2>
          <Message>
            <p lang={request.locale}>{answer.explanation}</p>
            {answer.reasons !== undefined && <p className="as-written">{answer.reasons}</p>}
            {answer.further !== undefined && <p className="as-written">{answer.further}</p>}
          </Message>
          <Remedies of={answer.remedies} locale={request.locale} />
        </section>
      )}
      {refusal !== undefined && (
        <section>
          <h2>{status === 'denied' ? report.refused : report.refusedPartly}</h2>
          <ul>
            {refusal.reasons.map((reason) => (
              <li key={reason}>{groundText(words.requestLists.grounds, reason)}</li>
            ))}
          </ul>
          {answer === undefined && <Remedies of={refusal.remedies} locale={request.locale} />}
        </section>
      )}
    </>
  );
}

function Remedies(props: {
  readonly of: NonNullable<Request['refusal']>['remedies'];
  readonly locale: string | undefined;
}) {
  const { report } = useLanguage().words.requests;
  const { appeal, authority, court } = props.of;
  const text = (value: string | undefined) =>
    value === undefined ? undefined : <span lang={props.locale}>{value}</span>;
  return (
    <>
      <h3>{report.remedies}</h3>
      <Facts
        of={[
          [report.remedyAppeal, text(appeal)],
          [report.remedyAuthority, text(authority)],
          [report.remedyCourt, text(court)],
        ]}
      />
    </>
  );
}

function Unchanged({ of: { unchanged, locale } }: { readonly of: Request }) {
  const { words } = useLanguage();
  if (unchanged === undefined) return null;
  const { explanation, instead = [] } = unchanged;
  return (
    <Message>
      <p lang={locale}>{explanation}</p>
      {instead.length > 0 && (
        <>
          <p>{words.requests.report.instead}</p>
          <ul>
            {instead.map((kind) => (
              <li key={kind}>
                <Link href={`/requests/new?kind=${kind}`}>
                  {wordOf(words.requestLists.kinds, kind)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Message>
  );
}

function Stopped({ of: { choices = [] } }: { readonly of: Request }) {
  const { words, texts } = useLanguage();
  if (choices.length === 0) return null;
  const { report } = words.requests;
  return (
    <section>
      <h2>{report.stopped}</h2>
      <ul>
        {choices.map(({ purpose, effect }) => (
          <li key={purpose}>
            {report.stoppedItem(
              texts.purposes[purpose]?.title ?? purpose,
              wordOf(words.requestLists.effects, effect),
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Corrections({ of: { corrections = [], restriction } }: { readonly of: Request }) {
  const { words, format } = useLanguage();
  const titleOf = useCategoryTitle();
  if (corrections.length === 0) return null;
  const { report } = words.requests;
  const { grounds, corrections: states } = words.requestLists;
  const contested = restriction?.inForce === true ? (restriction.categories ?? []) : [];
  return (
    <section>
      <h2>{report.corrections}</h2>
      <ol className="plain">
        {corrections.map(({ number, category, state, ground, counts }) => (
          <li key={number}>
            <strong>{report.correction(format.number(number), titleOf(category))}</strong>
            {`: ${wordOf(states, state)}. `}
            {ground !== undefined && `${wordOf(grounds, ground)} `}
            {counts !== undefined && (
              <span className="quiet">
                {report.correctionCounts(
                  format.number(counts.changed),
                  format.number(counts.removed),
                )}
              </span>
            )}
          </li>
        ))}
      </ol>
      {contested.length > 0 && (
        <p>{report.contested(format.list(contested.map((each) => titleOf(each))))}</p>
      )}
    </section>
  );
}
