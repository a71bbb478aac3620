import type { ReactNode } from 'react';

interface MessageProps {
  readonly tone?: 'good' | 'bad' | 'warning';
  readonly children: ReactNode;
}

const classOf = (tone: MessageProps['tone']): string =>
  tone === undefined ? 'message' : `message ${tone}`;

/** Part of the text. */
export const Message = ({ tone, children }: MessageProps) => (
  <div className={classOf(tone)}>{children}</div>
);

/**
 * What came of something the person did: it is read aloud. Stays on the page, empty, before and
 * after: screen readers announce changes of what is there only.
 */
export const Outcome = ({ tone, children }: MessageProps) => (
  <div role="status" className={children ? classOf(tone) : undefined}>
    {children}
  </div>
);
