const path = '/follow-up';
const shape = /cft_[0-9a-f-]{36}\.[A-Za-z0-9_-]{43}/;

let followed: string | undefined;

/** The token of the request that is followed: in memory alone. */
export const followedToken = (): string | undefined => followed;

export const followToken = (token: string | undefined): void => {
  followed = token;
};

/** The token in a link, or in what was pasted for one. */
export const tokenIn = (text: string): string | undefined => shape.exec(text)?.[0];

/** The request that the token was issued for. */
export const requestIdOf = (token: string): string => token.slice(4, 40);

/**
 * Takes what a link to the follow-up page has behind the `#` out of the address, before anything else
 * reads it. A browser sends it to no server; here it is neither shown nor stored.
 */
export function takeToken(): void {
  if (location.pathname !== path || location.hash === '') return;
  followToken(tokenIn(location.hash));
  history.replaceState(history.state, '', path);
}
