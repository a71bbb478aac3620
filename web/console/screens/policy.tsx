import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { PlainTable } from '../list/plain-table.tsx';
import type { ScreenProps } from '../screen-props.ts';

/** The policy in the words that people read. */
export function Policy({ settings }: ScreenProps) {
  const { words, texts, locale, format } = useLanguage();
  const { policy: said } = words.governance;
  const client = useClient();
  const notices = useQuery({
    queryKey: ['notices', locale],
    queryFn: async () => bodyOf(await client.get('/v1/notices', { query: { locale } })).items,
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <PlainTable
        caption={said.purposes}
        csv="purposes"
        heads={[said.purpose, said.description]}
        rows={Object.entries(texts.purposes).map(([id, one]) => [id, one.title, one.description])}
      />
      <PlainTable
        caption={said.categories}
        csv="categories"
        heads={[said.category, said.description]}
        rows={Object.entries(texts.categories).map(([id, one]) => [id, one.title, one.description])}
      />
      <PlainTable
        caption={said.recipients}
        csv="recipients"
        heads={[said.recipient]}
        rows={Object.entries(texts.recipients).map(([id, { name }]) => [id, name])}
      />
      <Answer to={notices}>
        {(items) => (
          <PlainTable
            caption={said.notices}
            csv="notices"
            heads={[said.notice, said.version, said.from]}
            rows={items.map(({ id, version, effectiveFrom }) => [
              `${id} ${version}`,
              id,
              <code key="version">{version.slice(0, 12)}</code>,
              format.day(effectiveFrom),
            ])}
          />
        )}
      </Answer>
    </Screen>
  );
}
