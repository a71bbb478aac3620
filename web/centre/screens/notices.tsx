import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Schemas } from '../../app/api.tsx';
import { usePerson } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { nameOf } from '../../app/locale.ts';
import { useLanguage } from '../language.ts';
import { Changes } from '../notice/changes.tsx';
import { SinceAgreed } from '../notice/since-agreed.tsx';
import { WholeText, splitTitle } from '../notice/words.tsx';
import { useNoticeText, useNotices } from '../notices.ts';
import type { ScreenProps } from '../screen-props.ts';

type Listed = Schemas['ListedNotice'];
type Version = Listed['versions'][number];

/** The notices in force, what changed since the person agreed, and earlier versions. */
export function Notices({ settings }: ScreenProps) {
  const { notices } = useLanguage().words;
  const list = useNotices();
  return (
    <Screen title={notices.title} site={settings.name} lead={notices.lead}>
      <Answer to={list}>
        {({ items, withdrawn }) => (
          <>
            {items.map((notice) => (
              <Notice key={notice.id} notice={notice} />
            ))}
            {withdrawn.length > 0 && (
              <section>
                <h2>{notices.withdrawn}</h2>
                {withdrawn.map(({ id, title, versions }) => (
                  <section key={id} aria-label={title}>
                    <h3>{title}</h3>
                    {versions.map((version) => (
                      <Earlier key={version.version} id={id} version={version} />
                    ))}
                  </section>
                ))}
              </section>
            )}
          </>
        )}
      </Answer>
    </Screen>
  );
}

function Notice({ notice }: { readonly notice: Listed }) {
  const { words, texts, locale: wanted, format } = useLanguage();
  const { notices } = words;
  const { id, version, effectiveFrom, summary, purposes, versions } = notice;
  const isSignedIn = usePerson() !== undefined;
  const text = useNoticeText(id, version);
  const locale = text.data?.locale;
  const title = splitTitle(text.data?.markdown ?? '').title ?? notice.title;
  const earlier = versions.filter(({ inForce }) => !inForce);
  return (
    <section aria-label={title}>
      <h2 lang={locale}>{title}</h2>
      <p className="quiet">{notices.inForce(format.day(effectiveFrom))}</p>
      {locale !== undefined && locale !== wanted && (
        <Message>{notices.otherLanguage(nameOf(locale))}</Message>
      )}
      {summary !== undefined && <p>{summary}</p>}
      {isSignedIn && <SinceAgreed notice={notice} />}
      <Opening title={notices.readIt(title)}>
        <Answer to={text}>
          {({ markdown, locale: written }) => <WholeText of={markdown} locale={written} />}
        </Answer>
      </Opening>
      <p className="quiet small">
        {notices.about}{' '}
        {format.list(purposes.map((purpose) => texts.purposes[purpose]?.title ?? purpose))}
      </p>
      <h3>{notices.versions}</h3>
      {earlier.length === 0 && <p>{notices.noVersions}</p>}
      {earlier.map((one) => (
        <Earlier key={one.version} id={id} version={one} inForce={version} />
      ))}
    </section>
  );
}

interface EarlierProps {
  readonly id: string;
  readonly version: Version;
  /** Absent where the notice is withdrawn. */
  readonly inForce?: string;
}

function Earlier({ id, version, inForce }: EarlierProps) {
  const { words, format } = useLanguage();
  const { notices } = words;
  const { effectiveFrom, publishedAt } = version;
  return (
    <Opening title={notices.version(format.day(effectiveFrom), format.day(publishedAt))}>
      {inForce !== undefined && (
        <>
          <h4>{notices.comparedTo}</h4>
          <Changes id={id} before={version.version} after={inForce} />
          <h4>{notices.whole}</h4>
        </>
      )}
      <Text id={id} version={version.version} />
    </Opening>
  );
}

function Text({ id, version }: { readonly id: string; readonly version: string }) {
  const text = useNoticeText(id, version);
  return (
    <Answer to={text}>
      {({ markdown, locale }) => <WholeText of={markdown} locale={locale} />}
    </Answer>
  );
}

/** What is read when it is opened. */
function Opening({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  );
}
