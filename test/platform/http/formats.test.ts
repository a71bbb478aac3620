import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { routesOf } from '../../../lib/facts.ts';
import { functions } from '../../../lib/functions.ts';
import { remedies } from '../../../lambda/platform/http/formats.ts';
import { parse } from '../../../lambda/platform/http/input.ts';

const formats = {
  date: z.iso.date(),
  datetime: z.iso.datetime(),
  time: z.iso.time(),
  duration: z.iso.duration(),
  uuid: z.uuid(),
  'uuid of version 7': z.uuidv7(),
  guid: z.guid(),
  email: z.email(),
  url: z.url(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  cidrv4: z.cidrv4(),
  cidrv6: z.cidrv6(),
  e164: z.e164(),
  base64: z.base64(),
  base64url: z.base64url(),
} as const satisfies Record<string, z.ZodType<string>>;

const messageFor = (schema: z.ZodType, value: unknown): string => {
  const parsed = parse(schema, value);
  return parsed.kind === 'valid' ? '' : (parsed.errors[0]?.message ?? '');
};

const wrong = 'not&it of ada-testname';

describe('what does not have the form of a field', () => {
  test.each(Object.entries(formats))(
    'is answered with an example that has it: %s',
    (_name, schema) => {
      const message = messageFor(schema, wrong);

      const example = / such as (\S+)$/.exec(message)?.[1] ?? '';
      expect(parse(schema, example)).toEqual({ kind: 'valid', value: example });
      expect(message).not.toContain('testname');
    },
  );

  test('of a pattern is answered with the pattern, and of a rare form without the input', () => {
    expect(messageFor(z.string().regex(/^a+$/), wrong)).toBe('send text that matches /^a+$/');
    expect(messageFor(z.nanoid(), wrong)).toBe('send a value that the contract allows');
  });

  test('has an example for each form that an input of the contract has', () => {
    const named = routesOf(functions)
      .flatMap(({ body, query, pathParameters }) => [body, query, pathParameters])
      .flatMap((schema) => (schema === undefined ? [] : [...formatsIn(schema)]));

    expect(named).toContain('uuid');
    expect([...new Set(named)].filter((format) => !(format in remedies))).toEqual([]);
  });
});

/** Formats of zod in a schema, wherever they are in it. */
function formatsIn(schema: unknown, seen = new Set<unknown>()): Set<string> {
  const found = new Set<string>();
  const queue: unknown[] = [schema];
  for (const each of queue) {
    if (typeof each !== 'object' || each === null || seen.has(each)) continue;
    seen.add(each);
    if (each instanceof z.ZodStringFormat && each.def.format !== 'regex')
      found.add(each.def.format);
    if (each instanceof z.ZodType) queue.push(each.def, each instanceof z.ZodObject && each.shape);
    else queue.push(...Object.values(each));
  }
  return found;
}
