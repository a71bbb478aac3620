/**
 * How long a sweep waits before it looks again. Longer than an API call may take: what such a call still
 * writes is on older facts.
 */
export const settleSeconds = 20;

/**
 * Changes of one person within so long are one sweep. Shorter than `settleSeconds`: a sweep that one of
 * them started looks at the person again after the last of them, whatever clocks say.
 */
export const coalescedSeconds = 15;
