/** The end of an id, by which two requests are told apart. */
export const shortId = (requestId: string): string => requestId.slice(-8);
