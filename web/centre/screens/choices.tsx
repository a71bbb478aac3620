import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { Choice } from '../choice/choice.tsx';
import { isChoice, sendsSignal } from '../choice/consent.ts';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';
import { useNotices } from '../notices.ts';

/** Every purpose: those about which the person decides first. */
export function Choices({ settings }: ScreenProps) {
  const { words, texts } = useLanguage();
  const { choices } = words;
  const client = useClient();
  const consents = useQuery({
    queryKey: ['consents'],
    queryFn: async () => bodyOf(await client.get('/v1/me/consents')).items,
  });
  const notices = useNotices();
  const noticeFor = (purpose: string) =>
    notices.data?.items.find(({ purposes }) => purposes.includes(purpose));
  return (
    <Screen title={choices.title} site={settings.name} lead={choices.lead}>
      <Answer to={consents}>
        {(items) => (
          <>
            <h2>{choices.yours}</h2>
            {sendsSignal() && <Message>{choices.signal}</Message>}
            {items.filter(isChoice).map((consent) => (
              <Choice key={consent.purpose} consent={consent} notice={noticeFor(consent.purpose)} />
            ))}
            <h2>{choices.without}</h2>
            <p>{choices.withoutLead}</p>
            <ul>
              {items
                .filter((consent) => !isChoice(consent))
                .map(({ purpose, basis }) => (
                  <li key={purpose}>
                    <strong>{texts.purposes[purpose]?.title ?? purpose}</strong>
                    {': '}
                    {texts.purposes[purpose]?.description}{' '}
                    <span className="quiet">
                      ({basis === undefined ? words.data.noBasis : words.data.bases[basis]})
                    </span>
                  </li>
                ))}
            </ul>
          </>
        )}
      </Answer>
    </Screen>
  );
}
