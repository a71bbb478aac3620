import { createHash } from 'node:crypto';
import type { Html } from './html.ts';

interface Styled {
  /** Inside it nothing may be added: the policy of the page names its hash. */
  readonly styleElement: Html;
  /** Nothing is loaded, sent or run: only this one style is applied. */
  readonly contentSecurityPolicy: Html;
}

/** What a page of its own, which is opened from a file, has in its head. */
export function styled(css: string): Styled {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return {
    styleElement: { html: `<style>${css}</style>` },
    contentSecurityPolicy: {
      html: `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    },
  };
}
