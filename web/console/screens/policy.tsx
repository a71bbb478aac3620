import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import { Changes } from '../policy/changes.tsx';
import { Described } from '../policy/described.tsx';
import { Purposes } from '../policy/purposes.tsx';
import type { ScreenProps } from '../screen-props.ts';

/** The policy in force in the words that people read, and what deployments changed in it. */
export function Policy({ settings }: ScreenProps) {
  const { policy: said } = useLanguage().words;
  const client = useClient();
  const policy = useQuery({
    queryKey: ['policy'],
    queryFn: async () => bodyOf(await client.get('/v1/governance/policy')),
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <div className="buttons no-print">
        <a className="button" href="#changes">
          {said.changes.title}
        </a>
        <Button onPress={() => window.print()}>{said.print}</Button>
      </div>
      <Answer to={policy}>
        {(one) => (
          <>
            <Controller of={one} />
            <Purposes of={one} />
            <Described of={one} />
          </>
        )}
      </Answer>
      <Notices />
      <Changes />
    </Screen>
  );
}

function Controller({ of }: { readonly of: Schemas['PolicyInForce'] }) {
  const { policy: said } = useLanguage().words;
  const { name, address, contact, privacyOfficer } = of.controller;
  return (
    <section aria-labelledby="controller">
      <h2 id="controller">{said.controller}</h2>
      <Facts
        of={[
          [said.name, name],
          [said.address, address],
          [
            said.contact,
            <a key="contact" href={`mailto:${contact}`}>
              {contact}
            </a>,
          ],
          [
            said.privacyOfficer,
            <a key="officer" href={`mailto:${privacyOfficer}`}>
              {privacyOfficer}
            </a>,
          ],
          [said.version, <code key="version">{of.policyVersion}</code>],
        ]}
      />
    </section>
  );
}

function Notices() {
  const { words, locale, format } = useLanguage();
  const { policy: said } = words;
  const client = useClient();
  const notices = useQuery({
    queryKey: ['notices', locale],
    queryFn: async () => bodyOf(await client.get('/v1/notices', { query: { locale } })).items,
  });
  return (
    <div id="notices">
      <Answer to={notices}>
        {(items) => (
          <PlainTable
            caption={said.notices}
            csv="notices"
            heads={[said.notice, said.noticeVersion, said.from]}
            rows={items.map(({ id, version, effectiveFrom }) => [
              `${id} ${version}`,
              id,
              <code key="version">{version.slice(0, 12)}</code>,
              <time key="from" dateTime={effectiveFrom}>
                {format.day(effectiveFrom)}
              </time>,
            ])}
          />
        )}
      </Answer>
    </div>
  );
}
