import { dropTrailer } from '../detect.ts';
import { Plan } from '../plan.ts';
import type { Reader } from '../reader.ts';
import { demand } from '../refusal.ts';
import { childOf, contentOf, elementAt, numberAt } from './elements.ts';
import type { Element } from './elements.ts';
import { short, Rewriter } from './rules.ts';
import type { Outcome, Rules } from './rules.ts';
import { pictures, trackOutcome } from './tracks.ts';

// Identifiers of RFC 8794 and RFC 9559.
const header = 0x1a45dfa3;
const docType = 0x4282;
const segment = 0x18538067;
const seekHead = 0x114d9b74;
const seekId = 0x53ab;
const info = 0x1549a966;
const tracks = 0x1654ae6b;
const cues = 0x1c53bb6b;
const cluster = 0x1f43b675;
const block = 0xa1;
const blockAdditions = 0x75a1;
const blockAddId = 0xee;

const headerRules: Rules = new Map(short(0x4286, 0x42f7, 0x42f2, 0x42f3, docType, 0x4287, 0x4285));

/** Times are needed; the two programs are required, so their names become empty. */
const infoRules: Rules = new Map([
  ...short(0x2ad7b1, 0x4489),
  [0x4d80, 'empty'],
  [0x5741, 'empty'],
]);

const cueRules: Rules = new Map([
  [0xbb, new Map([...short(0xb3), [0xb7, new Map(short(0xf7, 0xf1, 0xf0, 0xb2, 0x5378))]])],
]);

/** Keeps pictures and sound of a WebM file. Nothing moves: what is dropped becomes void. */
export async function planWebm(reader: Reader): Promise<Plan> {
  const plan = new Plan();
  const rewriter = new Rewriter(reader, plan);
  const first = await elementAt(reader, 0, reader.bytes);
  const type = await contentOf(reader, await childOf(reader, first, docType));
  demand(first.id === header && type.toString('latin1') === 'webm', 'type-mismatch');
  const numbers = new Map<number, number>();
  const start = await rewriter.apply(0, first.end ?? 0, new Map([[header, headerRules]]));
  const body = await elementAt(reader, start, reader.bytes);
  demand(body.id === segment);
  const end = body.end ?? reader.bytes;
  plan.keep(body.start, body.body - body.start);
  await rewriter.apply(body.body, end, segmentRules(reader, numbers));
  demand([...numbers.values()].includes(pictures), 'type-mismatch');
  await dropTrailer(reader, end);
  return plan;
}

function segmentRules(reader: Reader, numbers: Map<number, number>): Rules {
  const entry = (element: Element) => trackOutcome(reader, element, numbers);
  return new Map([
    [seekHead, new Map([[0x4dbb, (element: Element) => seekOutcome(reader, element)]])],
    [info, infoRules],
    [tracks, new Map([[0xae, entry]])],
    [cues, cueRules],
    [cluster, clusterRules(reader, numbers)],
  ]);
}

/** An entry of the list of contents, of what is still there. */
async function seekOutcome(reader: Reader, element: Element): Promise<Outcome> {
  const id = await contentOf(reader, await childOf(reader, element, seekId));
  const isThere =
    id.length === 4 && [seekHead, info, tracks, cues, cluster].includes(id.readUInt32BE(0));
  return isThere ? new Map(short(seekId, 0x53ac)) : 'void';
}

function clusterRules(reader: Reader, numbers: ReadonlyMap<number, number>): Rules {
  const isOfTrack = async (element: Element | undefined): Promise<boolean> => {
    if (element === undefined) return false;
    const head = await reader.some(element.body, 1);
    return numbers.has(numberAt(head, 0) ?? 0);
  };
  return new Map([
    // The time, the position in the file and the size of the cluster before.
    ...short(0xe7, 0xa7, 0xab),
    [0xa3, async (element) => ((await isOfTrack(element)) ? 'same' : 'void')],
    [
      0xa0,
      async (element) => {
        const isShown = await isOfTrack(await childOf(reader, element, block));
        return isShown ? groupRules(reader) : 'void';
      },
    ],
  ]);
}

/** With how long a block is shown, what it depends on, and its transparency. */
const groupRules = (reader: Reader): Rules =>
  new Map([
    ...short(0x9b, 0xfb, 0x75a2),
    [block, 'same'],
    [blockAdditions, new Map([[0xa6, (element: Element) => additionOutcome(reader, element)]])],
  ]);

/** Number 1 is the transparency of the block; others are texts and data of cameras. */
async function additionOutcome(reader: Reader, element: Element): Promise<Outcome> {
  const id = await contentOf(reader, await childOf(reader, element, blockAddId));
  const isTransparency = id.length === 0 || (id.length === 1 && id[0] === 1);
  return isTransparency ? new Map([...short(blockAddId), [0xa5, 'same']]) : 'void';
}
