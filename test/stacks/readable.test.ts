import { expect, test } from 'vitest';
import { differences, readable } from './readable.ts';

const bucket = (properties: Readonly<Record<string, unknown>>) => ({
  Resources: { Files: { Type: 'AWS::S3::Bucket', Properties: properties } },
});

test('intrinsic functions are part of the text that they return', () => {
  const template = bucket({
    Key: { 'Fn::GetAtt': ['Key', 'Arn'] },
    Name: { 'Fn::Join': ['-', ['files', { Ref: 'AWS::Region' }, { 'Fn::Sub': '${Stage}' }]] },
    Role: { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'RoleArn' } },
    Said: 'a ${variable} of another program',
  });

  expect(JSON.parse(readable(template))).toEqual(
    bucket({
      Key: '${Key.Arn}',
      Name: 'files-${AWS::Region}-${Stage}',
      Role: '${Data:RoleArn}',
      Said: 'a ${!variable} of another program',
    }),
  );
});

test('a value that fits is on one line, and others on one line per part', () => {
  const long = Array.from({ length: 30 }, (_, index) => `part-${index}`);

  expect(readable({ Short: { A: 1, B: [true] }, Long: long, Resources: {} }).split('\n')).toEqual([
    '{',
    '  "Short": { "A": 1, "B": [true] },',
    '  "Long": [',
    ...long.map((part, index) => `    "${part}"${index === 29 ? '' : ','}`),
    '  ],',
    '  "Resources": {}',
    '}',
    '',
  ]);
});

test('a property that an earlier resource has too is written once', () => {
  const policy = { Statement: 'x'.repeat(500) };
  const logs = { Type: 'AWS::Logs::LogGroup', Properties: { Policy: policy } };

  expect(JSON.parse(readable({ Resources: { One: logs, Other: logs } }))).toEqual({
    Resources: {
      One: logs,
      Other: { ...logs, Properties: { Policy: 'the same as that of One' } },
    },
  });
});

test('a difference is written once: the path, the old value, the new value, and the resources', () => {
  const one = bucket({
    Size: 1,
    Tags: ['a'],
    Gone: { B: 2 },
    List: [3, 3, 4],
    Text: `${'a'.repeat(50)}1`,
  });
  const other = bucket({ Size: 2, Tags: ['a', 'b'], List: [5, 5, 4], Text: `${'a'.repeat(50)}2` });
  const twice = ({ Resources: { Files } }: ReturnType<typeof bucket>) => ({
    Resources: { Files, Others: { ...Files, Properties: { Size: Files.Properties['Size'] } } },
  });

  expect(differences(twice(one), twice(other)).split('\n')).toEqual([
    'AWS::S3::Bucket.Properties.Gone: { "B": 2 } → absent',
    '  Files',
    'AWS::S3::Bucket.Properties.List[]: 3 → 5',
    '  Files (2 times)',
    'AWS::S3::Bucket.Properties.Size: 1 → 2',
    '  Files',
    '  Others',
    'AWS::S3::Bucket.Properties.Tags: absent → "b"',
    '  Files',
    `AWS::S3::Bucket.Properties.Text: "…${'a'.repeat(30)}1" → "…${'a'.repeat(30)}2"`,
    '  Files',
    '',
  ]);
});
