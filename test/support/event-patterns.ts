/** An event for the patterns below. */
export const event = {
  source: 'aws.dynamodb',
  detail: {
    eventName: 'Scan',
    userIdentity: { arn: 'arn:aws:iam::1:user/operator' },
    resources: [
      { type: 'Table', ARN: 'table/A' },
      { type: 'Key', ARN: 'key/B' },
    ],
    tags: ['one', 'two'],
    severity: 7.5,
    nothing: null,
  },
};

/** Patterns for the detail of the event, with every operator of the embedded runtime, and whether they match. */
export const patterns: readonly (readonly [what: string, pattern: object, fits: boolean])[] = [
  ['a value', { eventName: ['Scan'] }, true],
  ['a value in a list', { tags: ['two'] }, true],
  ['null', { nothing: [null] }, true],
  ['fields of one object in a list', { resources: { type: ['Key'], ARN: ['key/B'] } }, true],
  ['fields of two objects in a list', { resources: { type: ['Table'], ARN: ['key/B'] } }, false],
  ['a prefix', { eventName: [{ prefix: 'Sc' }] }, true],
  ['a prefix in any case', { eventName: [{ prefix: { 'equals-ignore-case': 'SC' } }] }, true],
  ['a suffix', { userIdentity: { arn: [{ suffix: '/operator' }] } }, true],
  ['any case', { eventName: [{ 'equals-ignore-case': 'sCAN' }] }, true],
  ['a wildcard', { userIdentity: { arn: [{ wildcard: 'arn:*:user/*' }] } }, true],
  [
    'a wildcard over the whole text',
    { userIdentity: { arn: [{ wildcard: 'arn:*:user' }] } },
    false,
  ],
  ['an escaped wildcard', { eventName: [{ wildcard: 'Sc\\*n' }] }, false],
  ['a point in a wildcard', { source: [{ wildcard: 'aws.*' }] }, false],
  ['a range', { severity: [{ numeric: ['>=', 7, '<', 8] }] }, true],
  ['out of a range', { severity: [{ numeric: ['>', 7.5] }] }, false],
  ['presence', { severity: [{ exists: true }] }, true],
  ['absence', { unknown: [{ exists: false }] }, true],
  ['absence within what is absent', { unknown: { deep: [{ exists: false }] } }, true],
  ['presence of an object', { userIdentity: [{ exists: true }] }, false],
  ['anything but a value', { eventName: [{ 'anything-but': 'Scan' }] }, false],
  ['anything but values', { eventName: [{ 'anything-but': ['Query', 'GetItem'] }] }, true],
  ['anything but a prefix', { eventName: [{ 'anything-but': { prefix: 'Get' } }] }, true],
  [
    'anything but wildcards',
    { eventName: [{ 'anything-but': { wildcard: ['Q*', 'S*'] } }] },
    false,
  ],
  ['anything but, of what is absent', { unknown: [{ 'anything-but': 'x' }] }, false],
  ['one of several', { $or: [{ eventName: ['Query'] }, { tags: ['one'] }] }, true],
  ['none of several', { $or: [{ eventName: ['Query'] }, { tags: ['three'] }] }, false],
  [
    'one of several and more',
    { $or: [{ tags: ['one'] }, { tags: ['two'] }], eventName: ['Query'] },
    false,
  ],
];
