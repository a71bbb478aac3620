/** How long a code can be used once it was sent. */
export const codeSeconds = 10 * 60;
/** An address is written to once in this time, however many calls name it. */
export const mailSeconds = 3_600;
/** How long a row is kept at most that never became a request. */
export const pendingSeconds = 86_400;
