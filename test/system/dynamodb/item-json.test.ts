import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { changesOf } from '../../../lambda/system/dynamodb/corrections.ts';
import { attributeToJson, jsonToAttribute } from '../../../lambda/system/dynamodb/item-json.ts';
import type { TableShape } from '../../../lambda/system/dynamodb/table-shape.ts';
import type { JsonValue } from '../../../lambda/value/json.ts';

test.each<[AttributeValue, JsonValue]>([
  [{ S: '' }, ''],
  [{ N: '-1.5' }, -1.5],
  [{ N: '0' }, 0],
  [{ N: '999999999999999' }, 999_999_999_999_999],
  // More digits than a double keeps: text, so that none is lost.
  [{ N: '9007199254740993' }, '9007199254740993'],
  [{ N: '0.1234567890123456789' }, '0.1234567890123456789'],
  [{ BOOL: false }, false],
  [{ NULL: true }, null],
  [{ B: Uint8Array.of(0, 255) }, 'AP8='],
  [{ SS: ['b', 'a'] }, ['b', 'a']],
  [{ NS: ['1', '9007199254740993'] }, [1, '9007199254740993']],
  [{ BS: [Uint8Array.of(1)] }, ['AQ==']],
  [{ L: [{ S: 'a' }, { M: { 'a.b': { N: '1' } } }] }, ['a', { 'a.b': 1 }]],
])('%j is %j in an export', (value, json) => {
  expect(attributeToJson(value)).toEqual(json);
});

test.each<[JsonValue, AttributeValue | undefined]>([
  ['text', { S: 'text' }],
  [1.5, { N: '1.5' }],
  [null, { NULL: true }],
  [[true, { a: 'b' }], { L: [{ BOOL: true }, { M: { a: { S: 'b' } } }] }],
  [Number.POSITIVE_INFINITY, undefined],
  [{ a: [Number.NaN] }, undefined],
])('%j is written as %j', (json, value) => {
  expect(jsonToAttribute(json)).toEqual(value);
});

describe('the places that a correction changes', () => {
  const shape: TableShape = {
    ...{ name: 'Chats', key: ['pk', 'sk'] },
    keyOf: () => ['pk', 'sk'],
    typeOf: () => 'S',
  };
  const item = {
    pk: { S: 'Bonn' },
    sk: { S: '1' },
    city: { S: 'Bonn' },
    'a/b': { S: 'Bonn' },
    age: { N: '42' },
    homes: { L: [{ S: 'Bonn' }, { M: { city: { S: 'Bonn' } } }, { SS: ['Bonn'] }] },
  };
  const pathsOf = (correction: { pointer?: string; old: JsonValue; new?: JsonValue }) =>
    changesOf(shape, item, [{ category: 'x', new: 'Köln', ...correction }], 'pk').map(
      ({ path }) => path,
    );

  test.each<[string, JsonValue, readonly (string | number)[] | undefined]>([
    ['/city', 'Bonn', ['city']],
    ['/a~1b', 'Bonn', ['a/b']],
    ['/homes/1/city', 'Bonn', ['homes', 1, 'city']],
    ['/age', 42, ['age']],
    ['/age', '42', undefined],
    ['/city', 'Berlin', undefined],
    ['/homes/01', 'Bonn', undefined],
    ['/homes/-', 'Bonn', undefined],
    ['/homes/length', 'Bonn', undefined],
    ['/constructor', 'Bonn', undefined],
    ['/city/0', 'B', undefined],
    ['', 'Bonn', undefined],
  ])('at %s with the old value %j', (pointer, old, path) => {
    expect(pathsOf({ pointer, old })).toEqual(path === undefined ? [] : [path]);
  });

  test('are all values without a pointer, but for the primary key and sets', () => {
    expect(pathsOf({ old: 'Bonn' })).toEqual([
      ['city'],
      ['a/b'],
      ['homes', 0],
      ['homes', 1, 'city'],
    ]);
  });

  test('are none of the primary key, which DynamoDB cannot change', () => {
    expect(() => pathsOf({ pointer: '/pk', old: 'Bonn' })).toThrow('misconfigured');
    expect(pathsOf({ pointer: '/pk', old: 'Berlin' })).toEqual([]);
    expect(() => pathsOf({ old: 'Bonn', new: Number.NaN })).toThrow('misconfigured');
  });
});
