import type { Policy } from './schema.ts';

const longestSender = 200;

/** Who writes, on the one line that a header has; a name of the policy can have several. */
export const senderOf = ({ name }: Policy['controller']): string =>
  name
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestSender)
    .toWellFormed();
