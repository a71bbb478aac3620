import type { MediaType } from '../../value/media-types.ts';
import { maximumInsertedBytes, Plan } from '../plan.ts';
import type { Reader } from '../reader.ts';
import { demand, refuse } from '../refusal.ts';
import type { Atom } from './atoms.ts';
import { cleanFragment } from './fragment.ts';
import { cleanItems } from './items.ts';
import { cleanMovie } from './movie.ts';
import type { Movie } from './movie.ts';
import { Ranges } from './ranges.ts';

const maximumAtoms = 50_000;
const maximumBrands = 64;
const maximumFragmentBytes = 4 * 1024 * 1024;

type BmffType = Extract<
  MediaType,
  `${string}/mp4` | `${string}/quicktime` | `image/${'heic' | 'avif'}`
>;

interface Format {
  /** One of these has to be among the brands. */
  readonly brands: RegExp;
  /** Type of the coded items of a picture. */
  readonly items?: string;
}

/** Brands are registered at mp4ra.org. */
const formats: Record<BmffType, Format> = {
  'image/heic': { brands: /^he(?:i[cxms]|v[cxms])$/, items: 'hvc1' },
  'image/avif': { brands: /^avi[fs]$/, items: 'av01' },
  'video/mp4': { brands: /^(?:iso[m2-9]|mp4[12]|avc1|M4V |dash|MSNV)$/ },
  'video/quicktime': { brands: /^qt {2}$/ },
  'audio/mp4': { brands: /^(?:iso[m2-9]|mp4[12]|M4[AB] |dash)$/ },
};

/** What a clean file has in the place of an atom. */
type Part =
  | { readonly kind: 'same' | 'free' | 'data'; readonly atom: Atom }
  | { readonly kind: 'changed'; readonly bytes: Buffer };

/**
 * Keeps pictures and sound of a file of ISO/IEC 14496-12, and how they are laid out. Nothing moves:
 * what is dropped becomes free space, and media data that no sample and no item is in becomes zeros.
 */
export async function planBmff(reader: Reader, declared: BmffType): Promise<Plan> {
  const format = formats[declared];
  const ranges = new Ranges();
  const parts: Part[] = [];
  let movie: Movie | undefined;
  let hasItems = false;
  let changedBytes = 0;
  // They stay in memory until the plan, which has the same bound, is made.
  const change = (bytes: Buffer): void => {
    changedBytes += bytes.length;
    demand(changedBytes <= maximumInsertedBytes, 'too-complex');
    parts.push({ kind: 'changed', bytes });
  };
  for (let at = 0; at < reader.bytes;) {
    const atom = await topLevelAtom(reader, at);
    demand(parts.length < maximumAtoms, 'too-complex');
    if (at === 0) await demandBrand(reader, atom, format);
    if (atom.type === 'moov' && movie === undefined) {
      const { bytes, own } = await copyOf(reader, atom);
      movie = cleanMovie(bytes, own, ranges);
      change(bytes);
    } else if (atom.type === 'moof') {
      demand(atom.end - atom.start <= maximumFragmentBytes, 'too-complex');
      const { bytes, own } = await copyOf(reader, atom);
      cleanFragment(bytes, own, atom.start, movie ?? refuse('malformed'), ranges);
      const isSame = bytes.equals(await reader.at(atom.start, bytes.length));
      if (isSame) parts.push({ kind: 'same', atom });
      else change(bytes);
    } else if (atom.type === 'meta' && format.items !== undefined && !hasItems) {
      const { bytes, own } = await copyOf(reader, atom);
      cleanItems(bytes, own, format.items, ranges);
      hasItems = true;
      change(bytes);
    } else if (atom.type === 'mdat') parts.push({ kind: 'data', atom });
    else parts.push({ kind: isNeeded(atom, at) ? 'same' : 'free', atom });
    at = atom.end;
  }
  demand(movie !== undefined || hasItems, 'truncated');
  const hasTracks = (movie?.sampleBytes.size ?? 0) > 0;
  if (declared === 'audio/mp4') demand(hasTracks && movie?.hasPicture === false, 'type-mismatch');
  else demand(hasItems || movie?.hasPicture === true, 'type-mismatch');
  return assemble(reader, parts, ranges);
}

async function topLevelAtom(reader: Reader, start: number): Promise<Atom> {
  const head = await reader.at(start, 8);
  const stated = head.readUInt32BE(0);
  const isLarge = stated === 1;
  const body = start + (isLarge ? 16 : 8);
  const large = isLarge ? Number((await reader.at(start + 8, 8)).readBigUInt64BE(0)) : 0;
  // Zero: to the end of the file.
  const end = stated === 0 ? reader.bytes : start + (isLarge ? large : stated);
  demand(end >= body);
  demand(end <= reader.bytes, 'truncated');
  return { type: head.toString('latin1', 4, 8), start, body, end };
}

async function demandBrand(
  reader: Reader,
  { type, body, end }: Atom,
  format: Format,
): Promise<void> {
  const length = end - body;
  demand(type === 'ftyp', 'type-mismatch');
  demand(length >= 8 && length % 4 === 0 && length <= maximumBrands * 4);
  const text = (await reader.at(body, length)).toString('latin1');
  // Between the first brand and those that it is compatible with is the minor version.
  const brands = [text.slice(0, 4), ...(text.slice(8).match(/.{4}/gs) ?? [])];
  demand(
    brands.some((brand) => format.brands.test(brand)),
    'type-mismatch',
  );
}

/** The atom in memory, to be changed, and its places in there. */
async function copyOf(reader: Reader, atom: Atom): Promise<{ bytes: Buffer; own: Atom }> {
  const bytes = Buffer.from(await reader.at(atom.start, atom.end - atom.start));
  const { type, start } = atom;
  return { bytes, own: { type, start: 0, body: atom.body - start, end: atom.end - start } };
}

/** The index of fragments has numbers only; a second list of brands is in each segment of a stream. */
const isNeeded = ({ type, start, end }: Atom, at: number): boolean =>
  at === 0 || ((type === 'sidx' || type === 'styp') && end - start <= maximumFragmentBytes);

function assemble(reader: Reader, parts: readonly Part[], ranges: Ranges): Plan {
  const plan = new Plan();
  const used = ranges.merged();
  let range = used.next().value;
  for (const part of parts) {
    if (part.kind === 'changed') plan.insert(part.bytes);
    else if (part.kind === 'same') plan.keep(part.atom.start, part.atom.end - part.atom.start);
    else if (part.kind === 'free') {
      const { body, start, end } = part.atom;
      plan.insert(freeHead(body - start, end - start));
      plan.zero(end - body);
    } else {
      const { start, body, end } = part.atom;
      plan.keep(start, body - start);
      let at = body;
      while (range !== undefined && range.start < end) {
        // Samples are in media data, not in the atoms that describe them.
        demand(range.start >= at);
        demand(range.end <= end, range.end > reader.bytes ? 'truncated' : 'malformed');
        plan.zero(range.start - at);
        plan.keep(range.start, range.end - range.start);
        at = range.end;
        range = used.next().value;
      }
      plan.zero(end - at);
    }
  }
  demand(range === undefined, (range?.end ?? 0) > reader.bytes ? 'truncated' : 'malformed');
  return plan;
}

function freeHead(headBytes: number, length: number): Buffer {
  const head = Buffer.alloc(headBytes);
  head.write('free', 4, 'latin1');
  if (headBytes === 16) {
    head.writeUInt32BE(1, 0);
    head.writeBigUInt64BE(BigInt(length), 8);
  } else head.writeUInt32BE(length, 0);
  return head;
}
