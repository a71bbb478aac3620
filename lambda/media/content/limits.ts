/**
 * Largest response with a whole file. Lambda streams 200 MB at most:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export const largestWholeBytes = 200_000_000;

/**
 * Largest part. A player asks for all that follows and takes it piece by piece, so less is enough
 * (RFC 9110 section 15.3.7); after 6 MB Lambda sends 2 MB each second, wanted or not.
 */
export const largestPartBytes = 16_000_000;
