import { describe, expect, test } from 'vitest';
import { trailSelectors } from '../../../local/audit/selectors.ts';
import { assemble } from '../../../local/assembly.ts';
import { TemplateError } from '../../../local/template.ts';

const stackWith = (name: string, FieldSelectors: readonly object[]) => ({
  name,
  directory: '',
  template: {
    Resources: {
      Trail: {
        Type: 'AWS::CloudTrail::Trail',
        Properties: { AdvancedEventSelectors: [{ Name: 'one', FieldSelectors }] },
      },
    },
  },
});
const selectors = (fields: readonly object[], stack = 'Custos-local-Audit') =>
  trailSelectors(assemble([stackWith(stack, fields)], () => ''));

const call = (ARN: string, action = 'GetItem') => ({
  category: 'Data' as const,
  action,
  readOnly: true,
  resource: { type: 'AWS::DynamoDB::Table', ARN },
});

describe('selectors of the trails', () => {
  test('select what all their fields select', () => {
    const selects = selectors([
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] },
      { Field: 'resources.ARN', StartsWith: ['t/a', 't/b'], NotStartsWith: ['t/ab'] },
      { Field: 'eventName', NotEquals: ['GetRecords'] },
    ]);

    expect(selects(call('t/a1'))).toBe(true);
    expect(selects(call('t/b'))).toBe(true);
    expect(selects(call('t/ab'))).toBe(false);
    expect(selects(call('t/c'))).toBe(false);
    expect(selects(call('t/a1', 'GetRecords'))).toBe(false);
    expect(selects({ ...call('t/a1'), category: 'Management' })).toBe(false);
  });

  test('that the runtime does not understand end its start', () => {
    expect(() => selectors([{ Field: 'userIdentity.arn', Equals: ['x'] }])).toThrow(TemplateError);
    expect(() => selectors([{ Field: 'eventName', Contains: ['x'] }])).toThrow(/Contains/);
  });

  test('are those of the audit stack, and a runtime without trails does not start', () => {
    expect(() => selectors([], 'Custos-local-Data')).toThrow(TemplateError);
  });
});
