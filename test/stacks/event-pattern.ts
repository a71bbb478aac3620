import { eventPattern } from '../../local/event-pattern.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * Whether an event matches a pattern of EventBridge, by the matcher of the embedded runtime.
 * `npm run test:deploy` asks the matcher of AWS the same.
 */
export const fits = (pattern: Members, event: unknown): boolean => eventPattern(pattern)(event);
