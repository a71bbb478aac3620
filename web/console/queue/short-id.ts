/** The end of an id, by which two requests differ. */
export const shortId = (requestId: string): string => requestId.slice(-8);
