import { describe, expect, test } from 'vitest';
import { eventPattern } from '../../local/event-pattern.ts';
import { TemplateError } from '../../local/template.ts';
import { event, patterns } from '../support/event-patterns.ts';

const detail = (pattern: object) => eventPattern({ detail: pattern })(event);

describe('an event pattern', () => {
  test.each(patterns)('%s', (_, pattern, fits) => {
    expect(detail(pattern)).toBe(fits);
  });

  test.each([
    { eventName: [{ cidr: '10.0.0.0/8' }] },
    { eventName: [{ prefix: ['a', 'b'] }] },
    { eventName: [{ prefix: 'a', suffix: 'b' }] },
    { eventName: [{ 'anything-but': { numeric: ['=', 1] } }] },
    { eventName: [{ numeric: ['~', 1] }] },
    { eventName: [{ exists: 'yes' }] },
    { eventName: 'Scan' },
    { $or: { eventName: ['Scan'] } },
    { $or: [{ eventName: ['Scan'] }] },
  ])('%j is rejected when it is read, not ignored', (pattern) => {
    expect(() => eventPattern({ detail: pattern })).toThrow(TemplateError);
  });
});
