// Form of the names in the contract. Any other name comes from the client and may be personal data.
const plain = /^[a-z][a-zA-Z0-9]{0,31}$/;

/**
 * RFC 6901 pointer that ends before the first name which could repeat input.
 *
 * @param prefix `/query`, `/path` or `/header`; the body has none
 */
export function pointerOf(path: readonly PropertyKey[], prefix = ''): string {
  const end = path.findIndex((step) => typeof step !== 'number' && !plain.test(String(step)));
  return [prefix, ...path.slice(0, end < 0 ? undefined : end).map(String)].join('/');
}
