import { describe, expect, test } from 'vitest';
import { streamFilter } from '../../local/stream-filter.ts';
import { asDelivered } from '../../local/stream-source.ts';
import { TemplateError } from '../../local/template.ts';

const removal = {
  eventName: 'REMOVE',
  userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  dynamodb: { SequenceNumber: '7', OldImage: { kind: { S: 'prompt' } } },
};

describe('filter criteria of a stream', () => {
  test.each([
    ['no pattern', [], true],
    ['a value', [{ eventName: ['REMOVE'] }], true],
    ['one of several values', [{ eventName: ['INSERT', 'REMOVE'] }], true],
    ['another value', [{ eventName: ['INSERT'] }], false],
    ['one of several patterns', [{ eventName: ['INSERT'] }, { eventName: ['REMOVE'] }], true],
    ['a nested value', [{ userIdentity: { type: ['Service'] } }], true],
    ['all members together', [{ eventName: ['REMOVE'], userIdentity: { type: ['Root'] } }], false],
    ['presence', [{ dynamodb: { OldImage: { kind: { S: [{ exists: true }] } } } }], true],
    ['absence', [{ dynamodb: { NewImage: [{ exists: false }] } }], true],
    ['a prefix', [{ dynamodb: { OldImage: { kind: { S: [{ prefix: 'pro' }] } } } }], true],
    ['anything but', [{ eventName: [{ 'anything-but': ['REMOVE'] }] }], false],
  ])('%s', (_, patterns, fits) => {
    expect(streamFilter(patterns.map((pattern) => JSON.stringify(pattern)))(removal)).toBe(fits);
  });

  test('an unsupported rule is rejected, not ignored', () => {
    expect(() => streamFilter(['{"eventName":[{"cidr":"10.0.0.0/8"}]}'])).toThrow(TemplateError);
  });
});

describe('a delivered record', () => {
  const record = { eventID: '1', eventName: 'REMOVE', dynamodb: { SequenceNumber: '7' } };

  test.each([{}, { type: 'Service', principalId: 'dynamodb.amazonaws.com' }])(
    'has the service as user if its identity has the form %j',
    (userIdentity) => {
      expect(asDelivered({ ...record, userIdentity }).userIdentity).toEqual({
        type: 'Service',
        principalId: 'dynamodb.amazonaws.com',
      });
    },
  );

  test('has no user if a client made the change', () => {
    expect(asDelivered(record)).not.toHaveProperty('userIdentity');
  });
});
