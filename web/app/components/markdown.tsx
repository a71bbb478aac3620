import Markdown from 'markdown-to-jsx/react';

/** Text of a notice, as elements: HTML in it is shown as text. Its headings begin below `h2`. */
export const MarkdownText = ({ text }: { readonly text: string }) => (
  <Markdown
    options={{
      disableParsingRawHTML: true,
      forceBlock: true,
      overrides: {
        h1: { component: 'h3' },
        h2: { component: 'h4' },
        h3: { component: 'h5' },
        h4: { component: 'h6' },
      },
    }}
  >
    {text}
  </Markdown>
);
