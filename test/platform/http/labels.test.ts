import { expect, test } from 'vitest';
import * as z from 'zod';
import { routesOf } from '../../../lib/facts.ts';
import { functions } from '../../../lib/functions.ts';

/** Compared with what exists, or read as a time: what does not fit is answered as unknown or invalid. */
const compared =
  /\/(id|[a-zA-Z]*Id|version|code|cursor|ground|at|from|to|since|[a-z]+(At|Before|From|To))$/;

const inputs = routesOf(functions).flatMap((route) =>
  [route.body, route.query, route.pathParameters].flatMap((schema) => [
    ...textsIn(schema, `${route.method} ${route.path}`),
  ]),
);
/** Texts on their way to a model come back as they were sent, whatever is in them, and no one is shown them. */
const passedOn = /^POST \/v1\/text\/.*\/(text|content)$/;
const labels = inputs.filter(([name]) => !compared.test(name) && !passedOn.test(name));
const takesLines = (schema: z.ZodString): boolean => schema.safeParse('one\ntwo').success;

test.each([
  ['controls a terminal', 'Grace\u001b[31m'],
  ['ends a line of C1', 'Grace\u0085'],
  ['overrides the direction', 'Grace\u202eecarG'],
  ['isolates a direction', 'Grace\u2067'],
  ['marks a direction', 'Grace\u200f'],
])('no label of the contract takes a sign that %s', (_, value) => {
  expect(labels.length).toBeGreaterThan(20);
  const taking = labels.filter(
    ([, schema]) => !takesLines(schema) && schema.safeParse(value).success,
  );

  expect(taking.map(([name]) => name)).toEqual([]);
});

test('texts of several lines take no sign that controls a terminal', () => {
  const texts = labels.filter(([, schema]) => takesLines(schema));

  expect(texts.length).toBeGreaterThan(5);
  expect(texts.filter(([, schema]) => schema.safeParse('Grace\u001b').success)).toEqual([]);
});

/** Each text field, with the path that leads to it. */
function* textsIn(schema: unknown, name: string): Generator<readonly [string, z.ZodString]> {
  if (schema instanceof z.ZodString) yield [name, schema];
  else if (schema instanceof z.ZodObject) {
    for (const [field, inner] of Object.entries(schema.shape))
      yield* textsIn(inner, `${name}/${field}`);
  } else if (schema instanceof z.ZodType) {
    for (const inner of Object.values(schema.def).flat()) yield* textsIn(inner, name);
  }
}
