import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';
import { Periods } from '../storage/periods.tsx';
import { Residence } from '../storage/residence.tsx';

type Settings = Schemas['Settings'];
type Change = Partial<Pick<Settings, 'training' | 'personalisation' | 'storage'>> & {
  readonly residence?: string | null;
  readonly retention?: Readonly<Record<string, string | null>>;
};
const switches = ['storage', 'personalisation', 'training'] as const;

/** What a person sets for themselves: less, or nothing new. It applies when the API has said so. */
export function Storage({ settings: site }: ScreenProps) {
  const { words } = useLanguage();
  const { storage } = words;
  const client = useClient();
  const queries = useQueryClient();
  const key = ['settings'];
  const settings = useQuery({
    queryKey: key,
    queryFn: async () => withTag(await client.get('/v1/me/settings')),
  });
  const change = useMutation({
    mutationFn: async (body: Change) =>
      withTag(
        await client.patch('/v1/me/settings', { body, ifMatch: settings.data?.ifMatch ?? '*' }),
      ),
    onSuccess: (now) => {
      queries.setQueryData(key, now);
      // The law that applies changes what can be asked for, and what is used without a choice.
      return Promise.all(
        [['consents'], ['data'], ['settings', 'read']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const busy = change.isPending;
  return (
    <Screen title={storage.title} site={site.name} lead={storage.lead}>
      <Answer to={settings}>
        {({ now }) => (
          <>
            <Outcome tone="good">
              {change.isSuccess && (
                <p>{'retention' in change.variables ? storage.savedPeriods : storage.saved}</p>
              )}
            </Outcome>
            {change.error !== null && <Failure error={change.error} />}
            <h2>{storage.switches}</h2>
            {switches
              .filter((name) => now.offered[name] !== undefined)
              .map((name) => (
                <Switch
                  key={name}
                  name={name}
                  isOn={now[name] === 'on'}
                  isBusy={busy}
                  set={(value) => change.mutate({ [name]: value })}
                />
              ))}
            <Periods
              now={now}
              isBusy={busy}
              save={(retention, onSuccess) => change.mutate({ retention }, { onSuccess })}
            />
            <h2>{storage.law}</h2>
            <Residence now={now} isBusy={busy} set={(residence) => change.mutate({ residence })} />
          </>
        )}
      </Answer>
    </Screen>
  );
}

/** The settings, and the version that a change of them names. */
const withTag = <One extends Parameters<typeof bodyOf>[0]>(outcome: One) => ({
  now: bodyOf(outcome),
  ifMatch: outcome.headers.get('etag') ?? '*',
});

/** Two answers of the same size, the one in force marked. */
function Switch(props: {
  readonly name: (typeof switches)[number];
  readonly isOn: boolean;
  readonly isBusy: boolean;
  readonly set: (value: 'on' | 'off') => void;
}) {
  const { name, isOn, isBusy, set } = props;
  const { storage } = useLanguage().words;
  return (
    <fieldset className="card" aria-disabled={isBusy}>
      <legend>{storage[name]}</legend>
      <p className="quiet">{storage[`${name}Help`]}</p>
      <div className="buttons equal">
        {(['on', 'off'] as const).map((value) => (
          <label key={value} className="button">
            <input
              type="radio"
              name={name}
              checked={isOn === (value === 'on')}
              // A disabled field would lose the focus of the keyboard.
              onChange={() => !isBusy && set(value)}
            />
            {storage[value]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
