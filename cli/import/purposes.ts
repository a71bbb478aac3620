import type { Policy } from '../../lambda/policy/schema.ts';
import type { LineError } from './lines.ts';

/** What a dry run finds without the API: a purpose that the policy does not have. */
export function purposesOf({ purposes }: Policy): (record: unknown) => readonly LineError[] {
  const known = Object.keys(purposes);
  const message = `the policy has no such purpose: send one of ${known.join(', ')}`;
  return (record) => {
    const purpose =
      typeof record === 'object' && record !== null && 'purpose' in record
        ? record.purpose
        : undefined;
    return typeof purpose !== 'string' || known.includes(purpose)
      ? []
      : [{ pointer: '/purpose', message }];
  };
}
