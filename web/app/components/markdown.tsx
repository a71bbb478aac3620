import Markdown from 'markdown-to-jsx/react';
import type { ComponentProps } from 'react';
import { useAppLanguage } from '../language.tsx';

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

interface MarkdownTextProps {
  readonly text: string;
  /**
   * How far its headings are below those of the page.
   *
   * @default 2: the first is an `h3`
   */
  readonly below?: 1 | 2;
}

/** Text of a notice, as elements: HTML in it is shown as text. */
export const MarkdownText = ({ text, below = 2 }: MarkdownTextProps) => {
  const level = (own: number) => ({ component: headings[own + below - 1] ?? 'h6' });
  return (
    <Markdown
      options={{
        disableParsingRawHTML: true,
        forceBlock: true,
        overrides: {
          ...{ h1: level(1), h2: level(2), h3: level(3), h4: level(4), h5: level(5) },
          table: { component: ScrollingTable },
        },
      }}
    >
      {text}
    </Markdown>
  );
};

/** A table of any width, on a page that scrolls in one direction. */
function ScrollingTable(props: ComponentProps<'table'>) {
  const { app } = useAppLanguage().words;
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-label={app.table}>
      <table {...props} />
    </div>
  );
}
