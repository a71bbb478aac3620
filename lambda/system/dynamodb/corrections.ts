import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import { pathOf } from '../../value/pointer.ts';
import type { SystemCorrection } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { PlaceChange } from './change.ts';
import { attributeToJson, jsonToAttribute } from './item-json.ts';
import type { Item, TableShape } from './table-shape.ts';

/**
 * The places of an item that have the old value of a correction; those in `last` after all others. With a
 * pointer it is that place; without
 * one, every value that is equal to the old one, in lists and maps too, but for attributes of the
 * primary key.
 *
 * @throws SystemFaultError `misconfigured`: the pointer names an attribute of the primary key, which
 * DynamoDB cannot change, or the new value is none of DynamoDB
 */
export function changesOf(
  shape: TableShape,
  item: Item,
  corrections: readonly SystemCorrection[],
  last: string,
): PlaceChange[] {
  const changes = corrections.flatMap((correction) => {
    const to = jsonToAttribute(correction.new);
    if (to === undefined) throw new SystemFaultError('misconfigured');
    return placesOf(shape, item, correction).map(({ path, value }) => ({ path, from: value, to }));
  });
  return [
    ...changes.filter(({ path }) => path[0] !== last),
    ...changes.filter(({ path }) => path[0] === last),
  ];
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly value: AttributeValue;
}

function placesOf(
  shape: TableShape,
  item: Item,
  { pointer, old }: SystemCorrection,
): readonly Place[] {
  const isOld = ({ value }: Place) => isDeepStrictEqual(attributeToJson(value), old);
  if (pointer === undefined) {
    return Object.entries(item)
      .filter(([name]) => !shape.key.includes(name))
      .flatMap(([name, value]) => [...placesIn({ path: [name], value })])
      .filter(isOld);
  }
  const place = placeAt(item, pathOf(pointer) ?? []);
  if (place === undefined || !isOld(place)) return [];
  if (shape.key.includes(String(place.path[0]))) throw new SystemFaultError('misconfigured');
  return [place];
}

/** The place and all places in it. */
function* placesIn(place: Place): Generator<Place, void> {
  yield place;
  const { path, value } = place;
  for (const [name, part] of Object.entries(value.M ?? {})) {
    yield* placesIn({ path: [...path, name], value: part });
  }
  for (const [index, part] of (value.L ?? []).entries()) {
    yield* placesIn({ path: [...path, index], value: part });
  }
}

/** The place that a pointer names; undefined: the item has none there. */
function placeAt(item: Item, [name, ...rest]: readonly string[]): Place | undefined {
  const value = name !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;
  return name === undefined || value === undefined
    ? undefined
    : within({ path: [name], value }, rest);
}

/** An index as RFC 6901 section 4 writes it. */
const index = /^(?:0|[1-9]\d{0,8})$/;

function within(place: Place, [name, ...rest]: readonly string[]): Place | undefined {
  if (name === undefined) return place;
  const { L: list, M: map = {} } = place.value;
  const step = list !== undefined && index.test(name) ? Number(name) : name;
  const value = typeof step === 'number' ? list?.[step] : Object.hasOwn(map, step) && map[step];
  return value ? within({ path: [...place.path, step], value }, rest) : undefined;
}
