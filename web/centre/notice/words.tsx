import { Suspense, lazy } from 'react';
import { useLanguage } from '../language.ts';

const MarkdownText = lazy(async () => ({
  default: (await import('../../app/components/markdown.tsx')).MarkdownText,
}));

/** One paragraph of a notice by itself: a heading and a row of a table are a line of text. */
export function Words({ of }: { readonly of: string }) {
  const { app } = useLanguage().words;
  const text = of
    .replace(/^#+ (.*)$/, '**$1**')
    .replace(/^\|(.*)\|$/, '$1')
    .replaceAll(' | ', ' · ');
  return (
    <Suspense fallback={app.loading}>
      <MarkdownText text={text} />
    </Suspense>
  );
}

/** All of a notice, without its own title. */
export function WholeText({ of, locale }: { readonly of: string; readonly locale: string }) {
  const { app } = useLanguage().words;
  return (
    <div lang={locale} className="notice">
      <Suspense fallback={app.loading}>
        <MarkdownText text={splitTitle(of).rest} below={1} />
      </Suspense>
    </div>
  );
}

/** The title that a notice begins with, if it does. */
export function splitTitle(markdown: string): { readonly title?: string; readonly rest: string } {
  const [, title, rest = ''] = /^\s*# (.+)\n([^]*)$/.exec(markdown) ?? [];
  return title === undefined ? { rest: markdown } : { title, rest };
}
