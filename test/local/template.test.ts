import { describe, expect, test } from 'vitest';
import { TemplateError, TemplateResolver } from '../../local/template.ts';
import type { Stack } from '../../local/template.ts';

const data: Stack = {
  name: 'Data',
  directory: '.',
  template: {
    Resources: { Table: { Type: 'AWS::DynamoDB::Table' } },
    Outputs: {
      One: { Value: { Ref: 'Table' }, Export: { Name: 'Data:Table' } },
      Two: { Value: 'unnamed' },
    },
  },
};
const service: Stack = {
  name: 'Service',
  directory: '.',
  template: { Resources: { Code: { Type: 'AWS::Lambda::Function' } } },
};
const resolver = new TemplateResolver([data, service], (_, logicalId, stack, attribute) =>
  [stack.name, logicalId, attribute].filter(Boolean).join('/'),
);
const resolve = (value: unknown) => resolver.resolve(value, service);

describe('the template resolver', () => {
  test.each([
    ['a plain value', { a: [1, true, 'x'] }, { a: [1, true, 'x'] }],
    ['Ref of a resource', { Ref: 'Code' }, 'Service/Code'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Partition' }, 'aws'],
    ['the name of the stack', { Ref: 'AWS::StackName' }, 'Service'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Code', 'Arn'] }, 'Service/Code/Arn'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Code.Nested.Arn' }, 'Service/Code/Nested.Arn'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Code' }]] }, 'a-Service/Code'],
    ['Fn::Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
    [
      'Fn::Sub',
      { 'Fn::Sub': '${AWS::Region}/${Code}/${Code.Arn}' },
      'eu-central-1/Service/Code/Service/Code/Arn',
    ],
    [
      'Fn::Sub with values',
      { 'Fn::Sub': ['${x}${!y}', { x: { Ref: 'Code' } }] },
      'Service/Code${y}',
    ],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'Data:Table' }, 'Data/Table'],
    [
      'Fn::GetStackOutput',
      { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'One' } },
      'Data/Table',
    ],
    ['a member that is no value', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
    ['an entry that is no value', [{ Ref: 'AWS::NoValue' }, 1], [1]],
    ['an object that looks like Ref and is not', { Ref: 'Code', b: 1 }, { Ref: 'Code', b: 1 }],
  ])('resolves %s', (_, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test.each([
    ['an intrinsic that is not known', { 'Fn::If': ['c', 1, 2] }],
    ['a resource that is not there', { Ref: 'Nothing' }],
    ['an export that is not there', { 'Fn::ImportValue': 'Data:Nothing' }],
    [
      'an output that is not there',
      { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Nothing' } },
    ],
    ['an output of no stack', { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'One' } }],
    ['an attribute of a resource that is not there', { 'Fn::GetAtt': ['Nothing', 'Arn'] }],
    ['Fn::Join without a list', { 'Fn::Join': ['-', 'a'] }],
    ['Fn::Sub without a text', { 'Fn::Sub': { a: 1 } }],
  ])('rejects %s', (_, value) => {
    expect(() => resolve(value)).toThrow(TemplateError);
  });

  test('rejects an object where a string is required', () => {
    expect(() => resolver.text({ a: 1 }, service)).toThrow(TemplateError);
  });
});
