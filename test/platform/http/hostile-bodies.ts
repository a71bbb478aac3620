/** Text that must not be in any response or log line. */
export const planted = 'planted-secret';
const subject = { type: 'user-id', value: 'u-1' };
export const thing = { subject, name: 'n' };

/** JSON text in which `name` is replaced by any text. */
export const raw = (text: string) => `{"subject":{"type":"user-id","value":"u-1"},"name":${text}}`;
export const nested = (levels: number) => `${'['.repeat(levels)}"${planted}"${']'.repeat(levels)}`;
export const encode = (text: string, encoding: BufferEncoding) =>
  new Uint8Array(Buffer.from(text, encoding));

export interface Hostile {
  readonly what: string;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly status?: number;
  readonly pointers?: readonly string[];
}

export const malformed: Hostile[] = [
  `{"name":"${planted}"`,
  `{"name":"${planted}",}`,
  `{name:"${planted}"}`,
  `{'name':'${planted}'}`,
  `// ${planted}`,
  `{"name":"${planted}"} {"name":"x"}`,
  `{"name":NaN,"x":"${planted}"}`,
  `{"name":"${planted}\u0000"}`,
  `{"name":"\\u12","x":"${planted}"}`,
  `\ufeff${raw(`"${planted}"`)}`,
  planted,
].map((body) => ({ what: `malformed JSON ${JSON.stringify(body)}`, body, pointers: [''] }));

export const types: Hostile[] = [
  { what: 'a text for an object', body: `"${planted}"`, pointers: [''] },
  { what: 'a list for an object', body: [planted], pointers: [''] },
  { what: 'null for an object', body: 'null', pointers: [''] },
  { what: 'a number for text', body: { ...thing, name: 7 }, pointers: ['/name'] },
  { what: 'an object for text', body: { ...thing, name: { planted } }, pointers: ['/name'] },
  { what: 'a text for a number', body: { ...thing, size: planted }, pointers: ['/size'] },
  { what: 'a fraction', body: { ...thing, size: 1.5 }, pointers: ['/size'] },
  { what: 'a number out of range', body: { ...thing, size: 10 }, pointers: ['/size'] },
  { what: 'an unknown word', body: { ...thing, tags: ['old', planted] }, pointers: ['/tags/1'] },
  { what: 'too many items', body: { ...thing, tags: Array(4).fill('old') }, pointers: ['/tags'] },
  { what: 'no time', body: { ...thing, at: planted }, pointers: ['/at'] },
  {
    what: 'a time without offset',
    body: { ...thing, at: '2026-11-24T10:00:00' },
    pointers: ['/at'],
  },
  { what: 'nothing', body: undefined, pointers: [''] },
  { what: 'everything missing', body: {}, pointers: ['/subject', '/name'] },
  {
    what: 'an identifier of no known type',
    body: { ...thing, subject: { type: planted, value: 'x' } },
    pointers: ['/subject/type'],
  },
  {
    what: 'an e-mail address that is none',
    body: { ...thing, subject: { type: 'email', value: planted } },
    pointers: ['/subject/value'],
  },
  {
    what: 'a telephone number that is none',
    body: { ...thing, subject: { type: 'phone', value: planted } },
    pointers: ['/subject/value'],
  },
  {
    what: 'a user id of spaces',
    body: { ...thing, subject: { type: 'user-id', value: '   ' } },
    pointers: ['/subject/value'],
  },
];

export const unknown: Hostile[] = [
  { what: 'a plain unknown field', body: { ...thing, colour: planted }, pointers: ['/colour'] },
  {
    what: 'an unknown field inside',
    body: { ...thing, subject: { ...subject, colour: planted } },
    pointers: ['/subject/colour'],
  },
  {
    what: 'an unknown field whose name is personal data',
    body: { ...thing, [`${planted}@example.com`]: 1 },
    pointers: [''],
  },
  { what: 'a long unknown field', body: { ...thing, ['x'.repeat(33)]: planted }, pointers: [''] },
  {
    what: 'an unknown field with a pointer in its name',
    body: { ...thing, [`a/b~${planted}`]: 1 },
    pointers: [''],
  },
  {
    what: '__proto__',
    body: raw(`"x","__proto__":{"polluted":"${planted}"}`),
    pointers: [''],
  },
  {
    what: '__proto__ inside content',
    body: raw(`"x","content":{"deep":[{"__proto__":{"polluted":"${planted}"}}]}`),
    pointers: ['/content/deep/0'],
  },
  {
    what: 'an escaped __proto__',
    body: raw(`"x","\\u005f_proto__":{"polluted":"${planted}"}`),
    pointers: [''],
  },
  {
    what: 'constructor',
    body: raw(`"x","constructor":{"prototype":{"polluted":"${planted}"}}`),
    pointers: ['/constructor'],
  },
  { what: 'a field sent twice', body: raw(`"x","name":"${planted}"`), pointers: [''] },
  {
    what: 'a field sent twice, escaped',
    body: raw(`"x","n\\u0061me":"${planted}"`),
    pointers: [''],
  },
  {
    what: 'a field sent twice inside content',
    body: raw(`"x","content":{"a":1,"b":[{"c":1,"c":"${planted}"}]}`),
    pointers: [''],
  },
];

export const characters: Hostile[] = [
  {
    what: 'a control character',
    body: { ...thing, name: `${planted}\u0007` },
    pointers: ['/name'],
  },
  { what: 'NUL', body: { ...thing, name: `\u0000${planted}` }, pointers: ['/name'] },
  { what: 'a line break in a line', body: { ...thing, name: `${planted}\n` }, pointers: ['/name'] },
  { what: 'a C1 control', body: { ...thing, name: `${planted}\u009b` }, pointers: ['/name'] },
  {
    what: 'an escape in text',
    body: { ...thing, note: `${planted}\u001b[2J` },
    pointers: ['/note'],
  },
  { what: 'a lone surrogate', body: raw(`"${planted}\\ud800"`), pointers: ['/name'] },
  {
    what: 'surrogates in the wrong order',
    body: raw(`"${planted}\\udc00\\ud800"`),
    pointers: ['/name'],
  },
  {
    what: 'a lone surrogate deep in content',
    body: raw(`"x","content":[{"a":["${planted}\\udfff"]}]`),
    pointers: ['/content/0/a/0'],
  },
  {
    what: 'a lone surrogate in a name',
    body: raw(`"x","content":{"${planted}\\ud800":1}`),
    pointers: ['/content'],
  },
  {
    what: 'bytes that are not UTF-8',
    body: encode(raw(`"${planted}é"`), 'latin1'),
    pointers: [''],
  },
  { what: 'UTF-16', body: encode(raw(`"${planted}"`), 'utf16le'), pointers: [''] },
  {
    what: 'an encoded byte order mark',
    body: encode(`\ufeff${raw(`"${planted}"`)}`, 'utf8'),
    pointers: [''],
  },
];

export const sizes: Hostile[] = [
  { what: '10,000 levels', body: raw(nested(10_000)), pointers: [''] },
  {
    what: '10,000 levels of objects',
    body: raw('{"a":'.repeat(10_000) + '}'.repeat(10_000)),
    pointers: [''],
  },
  { what: '10,000 levels, unbalanced', body: raw('['.repeat(10_000)), pointers: [''] },
  { what: '41 levels', body: raw(nested(40)), pointers: [''] },
  {
    what: 'content of 33 levels',
    body: raw(`"x","content":${nested(33)}`),
    pointers: ['/content'],
  },
  { what: 'a long text', body: { ...thing, name: planted.repeat(3) }, pointers: ['/name'] },
  {
    what: 'digits that a double does not keep',
    body: raw('"x","content":[0.1000000000000000055511151231257827]'),
    pointers: ['/content/0'],
  },
  {
    what: 'a number so small that it is nothing',
    body: raw('"x","content":{"a":1e-400}'),
    pointers: ['/content/a'],
  },
  {
    what: 'an integer beyond 2^53',
    body: raw('"x","content":{"id":9007199254740993}'),
    pointers: ['/content/id'],
  },
  { what: 'an infinite number', body: raw('"x","content":[1e999]'), pointers: ['/content/0'] },
  { what: '60,000 digits', body: raw(`"x","size":${'9'.repeat(60_000)}`), pointers: ['/size'] },
  { what: '1 MB of digits', body: raw('1'.repeat(1024 * 1024)), status: 413 },
  {
    what: '1 MB of digits as text',
    body: { ...thing, name: '1'.repeat(1024 * 1024) },
    status: 413,
  },
  { what: 'one byte too much', body: raw(JSON.stringify('é'.repeat(32 * 1024))), status: 413 },
  {
    what: 'too many bytes in base64',
    body: encode(raw(`"${'x'.repeat(65_536)}"`), 'utf8'),
    status: 413,
  },
];

const json = raw(`"${planted}"`);
export const mediaTypes: Hostile[] = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/jsonp',
  'application/json+x',
  'application/json charset=utf-8',
  'application/json; charset=utf-8 x',
  'application/json; "charset"',
  'application/problem+json',
  `text/${planted}`,
  'application/json, text/plain',
  '',
].map((type) => ({
  what: `content type ${JSON.stringify(type)}`,
  body: json,
  headers: { 'Content-Type': type },
  status: 415,
}));
