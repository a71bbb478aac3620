/** Texts that begin with the first of `parts`, end with the last, and have the others in order between. */
export const like = (parts: readonly string[]): RegExp =>
  new RegExp(`^${parts.map(literal).join('.*')}$`, 's');

const literal = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
