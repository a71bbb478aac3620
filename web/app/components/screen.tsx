import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

/**
 * One screen: its heading receives the focus when it opens, so that a screen reader says where the
 * person is, and becomes the title of the page.
 */
export function Screen(props: {
  readonly title: string;
  readonly site: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, site, lead, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ${site}`;
  }, [title, site]);
  useEffect(() => {
    // Not at the first one: a page that opens begins at its top.
    if (hasOpened) heading.current?.focus();
    hasOpened = true;
    window.scrollTo(0, 0);
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </>
  );
}

let hasOpened = false;
