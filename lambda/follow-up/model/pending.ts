/** How often a code can be tried; after that the request is over. */
export const maximumTries = 3;
/** From then on a request that was not confirmed is over, whether or not a code was sent. */
export const openSeconds = 3_600;
