import { describe, expect, test } from 'vitest';
import { filterPattern } from '../../../local/detection/filter-pattern.ts';
import { TemplateError } from '../../../local/template.ts';

const line = {
  code: 'FAILED',
  status: '200',
  count: 7,
  route: '/v1/records/query',
  record: { version: '3', list: [{ name: 'a' }] },
};

describe('a filter pattern', () => {
  test.each([
    ['{ $.code = "FAILED" }', true],
    ['{ $.code = "FAIL" }', false],
    ['{ $.code = "FA*ED" }', true],
    ['{ $.code != "OTHER" }', true],
    ['{ $.absent != "OTHER" }', false],
    ['{ $.status = "200" }', true],
    ['{ $.count = 7 }', true],
    ['{ $.count >= 8 }', false],
    ['{ $.absent NOT EXISTS }', true],
    ['{ $.record.version EXISTS }', true],
    ['{ $.record.list[0].name = "a" }', true],
    ['{ ($.route = "/v1/records/query") && ($.status = "200") }', true],
    ['{ ($.route = "/v1/records/query") && ($.status = "401") }', false],
    ['{ $.status = "401" || ($.code = "FAILED" && $.count > 6) }', true],
    // && binds tighter.
    ['{ $.code = "FAILED" || $.status = "401" && $.count = 0 }', true],
  ])('%s is %s', (pattern, fits) => {
    expect(filterPattern(pattern)(line)).toBe(fits);
  });

  test.each([
    'ERROR',
    '[a, b]',
    '{ $.a IS TRUE }',
    '{ $.a = "b"',
    '{ $.a = b }',
    '{ $.a ~ "b" }',
    '{ $.a[*] = "b" }',
    '{ $.a = "b" } x',
    '{ $.a = %x% }',
  ])('%s is rejected when it is read', (pattern) => {
    expect(() => filterPattern(pattern)).toThrow(TemplateError);
  });
});
