import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { ListTable } from '../list/list-table.tsx';
import { PlainTable } from '../list/plain-table.tsx';
import { readAll } from '../list/read-all.ts';
import type { ScreenProps } from '../screen-props.ts';
import { wordOf } from '../../app/known.ts';

type Agreement = Schemas['Agreement'];

/** What ends, the first to end first, and the models in use. */
export function Agreements({ settings }: ScreenProps) {
  const { agreements: said } = useLanguage().words.governance;
  const client = useClient();
  const agreements = useQuery({
    queryKey: ['agreements'],
    queryFn: async () => bodyOf(await client.get('/v1/governance/agreements')).items,
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <Answer to={agreements}>
        {(items) => (items.length === 0 ? <p>{said.none}</p> : <AgreementTable of={items} />)}
      </Answer>
      <Models />
    </Screen>
  );
}

const endOf = ({ expiresOn = '9' }: Agreement): string => expiresOn;

function AgreementTable({ of }: { readonly of: readonly Agreement[] }) {
  const { words, format } = useLanguage();
  const { agreements: said } = words.governance;
  const tone = { 'not-begun': '', current: ' good', ending: ' warning', expired: ' bad' };
  const left = (days: number | undefined) =>
    days === undefined || days < 0 ? '' : ` (${said.left(days, format.number(days))})`;
  return (
    <ListTable
      caption={said.caption}
      rows={[...of].sort((one, other) => (endOf(one) < endOf(other) ? -1 : 1))}
      keyOf={({ recipient }) => recipient}
      columns={[
        { head: said.recipient, cell: ({ name }) => name },
        {
          head: said.state,
          cell: ({ state }) => <span className={`tag${tone[state]}`}>{said.states[state]}</span>,
        },
        {
          head: said.ends,
          cell: ({ expiresOn, daysLeft }) =>
            expiresOn === undefined ? said.noEnd : `${format.day(expiresOn)}${left(daysLeft)}`,
        },
        { head: said.country, cell: ({ country }) => format.country(country) },
        {
          head: said.transfer,
          cell: ({ transfer: { mechanism, assessment } }) =>
            assessment === undefined
              ? wordOf(said.mechanisms, mechanism)
              : `${wordOf(said.mechanisms, mechanism)}, ${said.assessment(format.day(assessment.validUntil))}`,
        },
        {
          head: said.certificates,
          cell: ({ certificates }) =>
            certificates.map(({ name, expiresOn, daysLeft }) => (
              <span key={name} className="block">
                {name}: {format.day(expiresOn)}
                {left(daysLeft)}
              </span>
            )),
        },
      ]}
      csv={{
        name: 'agreements',
        columns: [
          { head: said.recipient, value: ({ recipient }) => recipient },
          { head: said.state, value: ({ state }) => state },
          { head: said.ends, value: ({ expiresOn }) => expiresOn },
          { head: said.country, value: ({ country }) => country },
          { head: said.transfer, value: ({ transfer }) => transfer.mechanism },
          {
            head: said.certificates,
            value: ({ certificates }) =>
              certificates.map(({ name, expiresOn }) => `${name} ${expiresOn}`).join('; '),
          },
        ],
      }}
    />
  );
}

function Models() {
  const { words, format } = useLanguage();
  const { agreements: said } = words.governance;
  const client = useClient();
  const models = useQuery({
    queryKey: ['models'],
    queryFn: () =>
      readAll(async (cursor) => bodyOf(await client.get('/v1/models', { query: { cursor } }))),
  });
  return (
    <section aria-labelledby="models">
      <h2 id="models">{said.models}</h2>
      <Answer to={models}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{said.noModels}</p>
          ) : (
            <PlainTable
              caption={said.models}
              csv="models"
              isTitled
              heads={[said.model, said.version, said.state, said.changed]}
              rows={items.map(({ modelId, title, version, state, changedAt }) => [
                modelId,
                title,
                version,
                said.modelStates[state],
                <time key="changed" dateTime={changedAt}>
                  {format.day(changedAt)}
                </time>,
              ])}
            />
          )
        }
      </Answer>
    </section>
  );
}
