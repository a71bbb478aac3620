import { useQuery } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { formatOf } from './format.ts';
import type { Format } from './format.ts';
import { directionOf, preferredLocale, rememberLocale } from './locale.ts';
import type { AppWords } from './app-words.ts';
import { readTexts } from './settings.ts';
import type { PolicyTexts, WebSettings } from './settings.ts';

/** Words of one entrance by language; each is loaded when it is used. */
export type Vocabularies<Words> = Readonly<Record<string, () => Promise<Words>>>;

interface Language<Words> {
  readonly locale: string;
  readonly locales: readonly string[];
  readonly choose: (locale: string) => void;
  readonly words: Words;
  /** What the policy says, in the same language. */
  readonly texts: PolicyTexts;
  readonly format: Format;
}

const Context = createContext<Language<AppWords> | undefined>(undefined);

/** For what both entrances show. */
export function useAppLanguage(): Language<AppWords> {
  const language = use(Context);
  if (language === undefined) throw new TypeError('there is no LanguageProvider here');
  return language;
}

/** Makes the provider and the hook of one entrance, which has more words. */
export function languageOf<Words extends AppWords>(vocabularies: Vocabularies<Words>) {
  function LanguageProvider(props: {
    readonly settings: WebSettings;
    readonly waiting: ReactNode;
    readonly failed: (error: Error) => ReactNode;
    readonly children: ReactNode;
  }) {
    const { settings } = props;
    const locales = useMemo(
      () => Object.keys(vocabularies).filter((locale) => settings.locales.includes(locale)),
      [settings],
    );
    const [locale, setLocale] = useState(() => preferredLocale(locales, settings.language));
    const loaded = useQuery({
      queryKey: ['language', locale],
      staleTime: Infinity,
      queryFn: async () => {
        const [words, texts] = await Promise.all([
          (vocabularies[locale] ?? vocabularies['en'])?.(),
          readTexts(locale),
        ]);
        if (words === undefined) throw new TypeError(`there are no words in ${locale}`);
        return { locale, words, texts };
      },
      // Until another language is there, the page stays in the one it is in.
      placeholderData: (before) => before,
    });
    const shown = loaded.data?.locale;
    useEffect(() => {
      if (shown === undefined) return;
      document.documentElement.lang = shown;
      document.documentElement.dir = directionOf(shown);
    }, [shown]);
    const value = useMemo(
      () =>
        loaded.data && {
          ...loaded.data,
          locales,
          choose: (chosen: string) => {
            rememberLocale(chosen);
            setLocale(chosen);
          },
          format: formatOf(loaded.data.locale),
        },
      [loaded.data, locales],
    );
    if (loaded.error !== null) return props.failed(loaded.error);
    if (value === undefined) return props.waiting;
    return (
      <I18nProvider locale={value.locale}>
        <Context value={value}>{props.children}</Context>
      </I18nProvider>
    );
  }

  // The provider above is the only one of the page.
  const useLanguage = useAppLanguage as () => Language<Words>;

  return { LanguageProvider, useLanguage };
}
