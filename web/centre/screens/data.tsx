import { Link } from 'wouter';
import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Message } from '../../app/components/message.tsx';
import { Months } from '../../app/components/months.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';

type HeldData = Schemas['HeldData'];

/** GDPR Art. 15(1): what is stored, since when, why, for how long, who receives it. */
export function Data({ settings }: ScreenProps) {
  const { words } = useLanguage();
  const client = useClient();
  const data = useQuery({
    // What others read of the data has a key, and a form, of its own.
    queryKey: ['data', 'with-choices'],
    queryFn: async () => {
      const [stored, consents] = await Promise.all([
        client.get('/v1/me/data'),
        client.get('/v1/me/consents'),
      ]);
      const used = new Set(
        bodyOf(consents)
          .items.filter(isUsed)
          .map(({ purpose }) => purpose),
      );
      return { ...bodyOf(stored), used };
    },
  });
  return (
    <Screen title={words.data.title} site={settings.name} lead={words.data.lead}>
      <Answer to={data}>
        {({ items, measurements, trainedOn, used }) => {
          const present = items.filter(({ count }) => count > 0);
          return (
            <>
              {present.length === 0 && <Message>{words.data.nothing}</Message>}
              {present.length > 0 && (
                <p className="buttons">
                  <Link className="button" href="/requests/new?kind=access">
                    {words.data.copy}
                  </Link>
                  <Link className="button" href="/requests/new?kind=erasure">
                    {words.data.erase}
                  </Link>
                </p>
              )}
              {present.map((item) => (
                <Category key={item.category} item={item} used={used} />
              ))}
              <Learning trainedOn={trainedOn} measurements={measurements} />
            </>
          );
        }}
      </Answer>
    </Screen>
  );
}

/** Whether the choice of the person, or their silence, lets data be used for the purpose. */
const isUsed = ({ state, default: otherwise }: Schemas['Consent']): boolean =>
  state === 'given' || (state === 'not-asked' && otherwise === 'permit');

interface CategoryProps {
  readonly item: HeldData;
  /** Purposes that the person has not stopped. */
  readonly used: ReadonlySet<string>;
}

function Category({ item, used }: CategoryProps) {
  const { words, texts, format } = useLanguage();
  const { data } = words;
  const described = texts.categories[item.category];
  const title = described?.title ?? item.title;
  const { retention } = item;
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      {described !== undefined && <p>{described.description}</p>}
      <p>
        <strong>{data.count(item.count, format.number(item.count))}</strong>
      </p>
      <Facts
        of={[
          [data.since, spanOf(item, data.span, format.day)],
          [data.why, <Purposes key="why" item={item} used={used} />],
          [
            data.howLong,
            retention &&
              (retention.own === undefined ? data.keeps : data.keepsOwn)(
                format.period(retention.applies),
              ),
          ],
          [data.from, <Sources key="from" item={item} />],
          [data.who, <Recipients key="who" item={item} />],
          [data.withheld, withheldOf(item, data.withheldItem, format.number)],
        ]}
      />
      {(item.months ?? []).length > 0 && <Months title={title} months={item.months ?? []} />}
    </section>
  );
}

function spanOf(
  { oldest, newest }: HeldData,
  span: (oldest: string, newest: string) => string,
  day: (iso: string) => string,
): string | undefined {
  return oldest === undefined || newest === undefined ? undefined : span(day(oldest), day(newest));
}

function withheldOf(
  { withheld = [] }: HeldData,
  phrase: (count: string, ground: string) => string,
  number: (count: number) => string,
) {
  if (withheld.length === 0) return undefined;
  return (
    <ul>
      {withheld.map(({ ground, count, reference }) => (
        <li key={`${ground} ${reference}`}>{phrase(number(count), reference)}</li>
      ))}
    </ul>
  );
}

function Purposes({ item, used }: CategoryProps) {
  const { words, texts } = useLanguage();
  const { data } = words;
  const basisOf = ({ purpose, legalBasis }: HeldData['purposes'][number]): string => {
    if (legalBasis === undefined) return data.noBasis;
    const bases: Readonly<Record<string, string>> = used.has(purpose) ? data.bases : data.stopped;
    // One that a newer API knows is shown by its code.
    return bases[legalBasis] ?? legalBasis;
  };
  return (
    <ul>
      {item.purposes.map((one) => (
        <li key={one.purpose}>
          {data.purpose(texts.purposes[one.purpose]?.title ?? one.title, basisOf(one))}
        </li>
      ))}
    </ul>
  );
}

function Sources({ item }: { readonly item: HeldData }) {
  const { data } = useLanguage().words;
  const named = (item.sources ?? []).map(({ recipient, name }) =>
    data.obtainedFrom(name ?? recipient),
  );
  const all = [...(item.source === undefined ? [] : [data.sources[item.source]]), ...named];
  return (
    <ul>
      {all.map((source) => (
        <li key={source}>{source}</li>
      ))}
    </ul>
  );
}

function Recipients({ item }: { readonly item: HeldData }) {
  const { words, format } = useLanguage();
  const { data } = words;
  if (item.recipients.length === 0) return data.nobody;
  return (
    <ul>
      {item.recipients.map(({ recipient, name, country, disclosures }) => (
        <li key={recipient}>
          {country === undefined ? name : data.recipient(name, format.country(country))}
          {disclosures !== undefined && (
            <span className="quiet">
              {', '}
              {data.disclosures(
                disclosures.count,
                format.number(disclosures.count),
                format.day(disclosures.newest),
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Learning(props: {
  readonly trainedOn: readonly Schemas['TrainedOn'][];
  readonly measurements: readonly Schemas['OpenMeasurements'][];
}) {
  const { words, texts, format } = useLanguage();
  const { data } = words;
  return (
    <>
      {props.trainedOn.length > 0 && (
        <section>
          <h2>{data.trainedOn}</h2>
          <ul>
            {props.trainedOn.map(({ trainingSetId, purpose, title, records, models }) => (
              <li key={trainingSetId}>
                {data.trainedOnItem(
                  texts.purposes[purpose]?.title ?? title,
                  format.number(records),
                )}
                {models.length > 0 &&
                  ` (${format.list(models.map((model) => `${model.title} ${model.version}`))})`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {props.measurements.length > 0 && (
        <section>
          <h2>{data.measured}</h2>
          <ul>
            {props.measurements.map(({ measure, period, title, expiresAt }) => (
              <li key={`${measure} ${period}`}>
                {data.measuredItem(title, format.day(expiresAt))}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
