import { pointerOf } from './pointer.ts';
import type { ProblemDetail } from './problem.ts';

interface JsonLocation {
  readonly value: object;
  readonly step?: string | number;
  readonly parent?: JsonLocation;
}

/**
 * The first value in a parsed body that cannot be stored as it was sent: a lone surrogate, a
 * reserved name of JavaScript, a number that a double cannot represent (RFC 7493 section 2.2). Runs
 * without recursion and in linear time.
 */
export function faultOfJsonValue(body: unknown): ProblemDetail | undefined {
  if (!isContainer(body)) return detail(faultOf(body));
  const places: JsonLocation[] = [{ value: body }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const found = Array.isArray(place.value)
      ? faultInList(place.value, place, places)
      : faultInObject(place.value, place, places);
    if (found !== undefined) return found;
  }
  return undefined;
}

function faultInList(
  list: readonly unknown[],
  place: JsonLocation,
  places: JsonLocation[],
): ProblemDetail | undefined {
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index];
    if (isContainer(value)) places.push({ value, step: index, parent: place });
    else if (faultOf(value) !== undefined) return detail(faultOf(value), place, index);
  }
  return undefined;
}

function faultInObject(
  object: object,
  place: JsonLocation,
  places: JsonLocation[],
): ProblemDetail | undefined {
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (name === '__proto__' || !name.isWellFormed()) {
      return detail('rename the field: its name is not allowed', place);
    }
    if (isContainer(value)) places.push({ value, step: name, parent: place });
    else if (faultOf(value) !== undefined) return detail(faultOf(value), place, name);
  }
  return undefined;
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

function faultOf(value: unknown): string | undefined {
  if (typeof value === 'string' && !value.isWellFormed()) {
    return 'send well-formed Unicode: a surrogate stands alone';
  }
  // NaN: see `parseExactly`.
  if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    return 'send a number with more digits than a double keeps as text, so that no digit is lost';
  }
  return undefined;
}

function detail(
  message: string | undefined,
  place?: JsonLocation,
  step?: string | number,
): ProblemDetail | undefined {
  if (message === undefined) return undefined;
  const path = step === undefined ? [] : [step];
  for (let at = place; at !== undefined; at = at.parent) {
    if (at.step !== undefined) path.unshift(at.step);
  }
  return { pointer: pointerOf(path), message };
}
