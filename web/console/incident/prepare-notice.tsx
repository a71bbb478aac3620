import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { nameIn } from '../../app/locale.ts';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { WhatIsWrong } from '../form/what-is-wrong.tsx';
import { useLanguage } from '../language.ts';
import { useIncidentCall } from './use-incident.ts';
import type { Incident } from './use-incident.ts';

interface PrepareProps {
  readonly incident: Incident;
  readonly close: () => void;
  readonly done: () => void;
}

function usePrepare({ incident, done }: Pick<PrepareProps, 'incident' | 'done'>) {
  const client = useClient();
  return useIncidentCall(async (body: Schemas['NewIncidentNotice']) => {
    const path = { incidentId: incident.incidentId };
    return bodyOf(await client.post('/v1/incidents/{incidentId}/notices', { path, body }));
  }, done);
}

export function PrepareAuthority(props: PrepareProps) {
  const { words, texts } = useLanguage();
  const { breach } = words;
  const { notices: said } = words.incidents;
  const laws = [...new Set(props.incident.clocks.map(({ jurisdiction }) => jurisdiction))];
  const [jurisdiction, setJurisdiction] = useState(laws[0] ?? '');
  const [consequences, setConsequences] = useState('');
  const [delayReasons, setDelayReasons] = useState('');
  const [records, setRecords] = useState('');
  const [measures, setMeasures] = useState('');
  const prepare = usePrepare(props);
  return (
    <ConfirmDialog
      title={said.prepareAuthority}
      isOpen
      close={props.close}
      happens={<p>{said.prepareHappens}</p>}
      isPending={prepare.isPending}
      error={prepare.error}
      run={() =>
        prepare.mutate({
          ...{ audience: 'authority', jurisdiction },
          ...(records !== '' && { records: Number(records) }),
          ...(consequences !== '' && { consequences }),
          ...(measures !== '' && { measures }),
          ...(delayReasons !== '' && { delayReasons }),
        })
      }
    >
      <SelectField
        label={said.law}
        value={jurisdiction}
        options={laws.map((law) => [law, texts.laws[law]?.name ?? law] as const)}
        choose={setJurisdiction}
      />
      <TextField label={breach.facts.recordsLabel} value={records} set={setRecords} />
      <TextField label={said.consequences} rows={3} value={consequences} set={setConsequences} />
      <TextField label={breach.measures.title} rows={3} value={measures} set={setMeasures} />
      <TextField label={said.delayReasons} rows={2} value={delayReasons} set={setDelayReasons} />
      <WhatIsWrong error={prepare.error} />
    </ConfirmDialog>
  );
}

type PeopleText = Schemas['PeopleText'];
const parts = ['subject', 'whatHappened', 'consequences', 'measures', 'contact'] as const;
const empty: PeopleText = {
  ...{ subject: '', whatHappened: '', consequences: '', measures: '', contact: '' },
};

/** A text in each language of the policy. */
export function PreparePeople(props: PrepareProps) {
  const { words, locales, locale } = useLanguage();
  const { notices: said } = words.incidents;
  const [texts, setTexts] = useState<Readonly<Record<string, PeopleText>>>({});
  const prepare = usePrepare(props);
  return (
    <ConfirmDialog
      title={said.preparePeople}
      isOpen
      close={props.close}
      happens={<p>{said.prepareHappens}</p>}
      isPending={prepare.isPending}
      error={prepare.error}
      run={() => prepare.mutate({ audience: 'people', texts: { ...texts }, fallback: locale })}
    >
      {locales.map((one) => (
        <fieldset key={one} className="plain">
          <legend>{said.language(nameIn(one, locale))}</legend>
          {parts.map((part) => (
            <TextField
              key={part}
              label={said[part]}
              isRequired
              {...(part === 'subject' ? {} : { rows: 3 })}
              value={texts[one]?.[part] ?? ''}
              set={(value) =>
                setTexts({ ...texts, [one]: { ...empty, ...texts[one], [part]: value } })
              }
            />
          ))}
        </fieldset>
      ))}
    </ConfirmDialog>
  );
}
