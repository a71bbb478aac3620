import { expect, test } from 'vitest';
import { entityTagOf, matches, parseIfMatch } from '../../../lambda/platform/http/entity-tag.ts';
import { ada, ask, openThings } from './things.ts';

const change = {
  method: 'PATCH',
  path: '/v1/me/thing-names/one',
  caller: ada,
  body: { name: 'two' },
};

test('a handler that changes something gets the state that the caller has read', async () => {
  const things = openThings();

  await ask(things, { ...change, headers: { 'If-Match': '"one", W/"two"' } });
  await ask(things, { ...change, headers: { 'If-Match': '*' } });

  expect(things.requests).toMatchObject([{ ifMatch: ['"one"', 'W/"two"'] }, { ifMatch: 'any' }]);
});

test.each([
  ['no If-Match', {}],
  ['an empty one', { 'If-Match': '' }],
  ['a tag without quotes', { 'If-Match': 'abc' }],
  ['a tag with an open end', { 'If-Match': '"abc' }],
  ['a star among tags', { 'If-Match': '*, "abc"' }],
  ['a star in a header that was sent twice', { 'If-Match': '*, *' }],
  ['a comma without a tag', { 'If-Match': '"abc",' }],
  ['text before the tag', { 'If-Match': 'x"abc"' }],
  ['characters outside of ASCII', { 'If-Match': '"ä"' }],
])('a change with %s is rejected and does not reach its handler', async (_title, headers) => {
  const things = openThings();

  const refused = await ask(things, { ...change, headers });

  expect(refused).toMatchObject({
    status: 422,
    document: { errors: [{ pointer: '/header/if-match' }] },
  });
  expect(things.requests).toEqual([]);
});

test('other mistakes are in the same response', async () => {
  const things = openThings();

  const refused = await ask(things, { ...change, body: {} });

  expect(refused.document?.errors?.map(({ pointer }) => pointer)).toEqual([
    '/name',
    '/header/if-match',
  ]);
});

test('other operations ignore If-Match', async () => {
  const things = openThings();

  const { status } = await ask(things, {
    method: 'GET',
    path: '/v1/me/things/one',
    caller: ada,
    headers: { 'If-Match': 'not a tag' },
  });

  expect(status).toBe(200);
});

test('tags are compared strongly (RFC 9110 section 13.1.1)', () => {
  const etag = entityTagOf({ a: 1 });

  expect(matches('any', etag)).toBe(true);
  expect(matches([etag], etag)).toBe(true);
  expect(matches(['"other"', etag], etag)).toBe(true);
  expect(matches(['"other"'], etag)).toBe(false);
  expect(matches([`W/${etag}`], etag)).toBe(false);
});

test('a tag may have commas; one state has one tag and another state another', () => {
  expect(parseIfMatch('"a,b" ,"c"')).toEqual(['"a,b"', '"c"']);
  expect(entityTagOf({ a: 1 })).toBe(entityTagOf({ a: 1 }));
  expect(entityTagOf({ a: 1 })).not.toBe(entityTagOf({ a: 2 }));
  expect(entityTagOf({ a: 1 })).toMatch(/^"[\w-]{22}"$/);
});
