import { numbers, text } from './atoms.ts';
import { planted } from './tiff.ts';

/** With a length of 8 bytes, or with one that says that it is not known. */
export function element(id: number, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  const size = numbers(8, body.length);
  size[0] = 0x01;
  return Buffer.concat([idOf(id), size, body]);
}
const unending = (id: number, ...bodies: readonly Buffer[]): Buffer =>
  Buffer.concat([idOf(id), Buffer.from('01ffffffffffffff', 'hex'), ...bodies]);

function idOf(id: number): Buffer {
  const hex = id.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

const number = (id: number, value: number): Buffer => element(id, numbers(2, value));
const string = (id: number, value: string): Buffer => element(id, text(value));

export const headOf = (docType: string): Buffer =>
  element(
    0x1a45dfa3,
    number(0x4286, 1),
    number(0x42f2, 4),
    number(0x42f3, 8),
    string(0x4282, docType),
  );

const track = (id: number, type: number, codec: string, ...more: readonly Buffer[]): Buffer =>
  element(
    0xae,
    number(0xd7, id),
    number(0x73c5, id),
    number(0x83, type),
    string(0x86, codec),
    ...more,
  );

const little = (value: number): Buffer => numbers(4, value).reverse();
const tag = (value: string): Buffer => Buffer.concat([little(value.length), text(value)]);
const identification = Buffer.concat([text('\x01vorbis'), Buffer.alloc(23)]);
const comments = Buffer.concat([
  text('\x03vorbis'),
  tag(`${planted} encoder`),
  little(2),
  tag(`ARTIST=${planted}`),
  tag(`LOCATION=${planted}`),
  Buffer.of(1),
]);
const vorbis = element(
  0x63a2,
  Buffer.of(2, identification.length, comments.length),
  identification,
  comments,
  text('\x05vorbis'),
);

export const size = (width: number, height: number): Buffer =>
  element(0xe0, number(0xb0, width), number(0xba, height), string(0x53b9, planted));

export const tracksOf = (video: Buffer): Buffer =>
  element(
    0x1654ae6b,
    element(0xbf, Buffer.alloc(4)),
    track(1, 1, 'V_VP9', string(0x536e, `${planted} track`), string(0x9c, planted), video),
    track(2, 2, 'A_VORBIS', vorbis, element(0xe1, number(0x9f, 2))),
    track(3, 17, 'S_TEXT/UTF8', string(0x536e, planted)),
  );
const block = (id: number, content: string): Buffer =>
  Buffer.concat([Buffer.of(0x80 | id), Buffer.alloc(3), text(content)]);
const clusterOf = (which: string): readonly Buffer[] => [
  number(0xe7, 0),
  element(0xa3, block(1, `VIDEO-${which}`)),
  element(0xa3, block(3, `${planted} subtitle`)),
  element(
    0xa0,
    element(0xa1, block(2, `SOUND-${which}`)),
    element(0x75a1, element(0xa6, element(0xee, Buffer.of(4)), string(0xa5, planted))),
    number(0x9b, 20),
    element(0xfd, text(planted)),
  ),
  element(0xa0, element(0xa1, block(3, planted))),
];

const simpleTag = (name: string): Buffer =>
  element(0x67c8, string(0x45a3, name), string(0x4487, planted));
const before = (video: Buffer): readonly Buffer[] => [
  element(0x114d9b74, element(0x4dbb, element(0x53ab, numbers(4, 0x1254c367)), number(0x53ac, 99))),
  element(0xec, text(planted)),
  element(
    0x1549a966,
    element(0x2ad7b1, numbers(3, 1_000_000)),
    string(0x7ba9, `${planted} title`),
    string(0x4d80, `${planted} muxer`),
    string(0x5741, `${planted} camera`),
    element(0x4461, numbers(8, 1_000_000_000)),
  ),
  tracksOf(video),
  element(0x1254c367, element(0x7373, simpleTag('ARTIST'), simpleTag('LOCATION'))),
  element(0x1941a469, element(0x61a7, string(0x466e, planted), element(0x465c, text(planted)))),
  element(0x1043a770, string(0x85, planted)),
];
const cues = element(
  0x1c53bb6b,
  element(0xbb, number(0xb3, 0), element(0xb7, number(0xf7, 1), number(0xf1, 9))),
);

export const webmWith = (video = size(64, 48)): Buffer =>
  Buffer.concat([
    headOf('webm'),
    element(
      0x18538067,
      ...before(video),
      element(0x1f43b675, ...clusterOf('ONE')),
      element(0x1f43b675, ...clusterOf('TWO')),
      cues,
    ),
  ]);

/** As a browser records: lengths of the segment and of clusters are not known. */
export const recordedWebm = Buffer.concat([
  headOf('webm'),
  unending(
    0x18538067,
    ...before(size(64, 48)),
    unending(0x1f43b675, ...clusterOf('ONE')),
    unending(0x1f43b675, ...clusterOf('TWO')),
  ),
]);
