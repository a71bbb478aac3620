/**
 * Follow-up tokens that were just issued, by request: in memory until the person has kept the link or the
 * page is closed. The API shows each of them once.
 */
const fresh = new Map<string, string>();

export const rememberToken = (requestId: string, token: string): void => {
  fresh.set(requestId, token);
};

export const freshToken = (requestId: string): string | undefined => fresh.get(requestId);

export const forgetToken = (requestId: string): void => {
  fresh.delete(requestId);
};

/** A link that works without an account: what is behind the `#` is sent to no server. */
export const followUpLink = (token: string): string => `${location.origin}/follow-up#${token}`;
