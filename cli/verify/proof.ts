import canonicalize from 'canonicalize';

/** The proof that one ledger entry is in the tree (RFC 9162), as the API returns it. */
export interface LedgerProof {
  readonly index: number;
  readonly treeSize: number;
  readonly hashes: readonly string[];
  readonly leaf: string;
  readonly checkpoint: string;
}

interface PublicKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly kid: string;
}

export interface ProvenEntry {
  readonly kind: 'proven';
  /** The name of the log. */
  readonly origin: string;
  readonly keyId: string;
  readonly treeSize: number;
  /** Base64, as in the checkpoint. */
  readonly root: string;
}

export type ProofVerdict =
  | ProvenEntry
  | {
      readonly kind: 'refused';
      readonly because: /** Not a proof. */
        | 'malformed'
        /** The leaf has another content than the entry. */
        | 'another-entry'
        /** The hashes do not lead from the leaf to the root of the checkpoint. */
        | 'another-root'
        /** None of the keys has signed the checkpoint. */
        | 'not-signed';
    };

const refused = (because: Extract<ProofVerdict, { kind: 'refused' }>['because']) =>
  ({ kind: 'refused', because }) as const;

/**
 * Checks that an entry is in the tree that a key has signed. Runs in a browser too.
 *
 * @param entry as it was listed; its `index` is not in the leaf
 */
export async function verifyProof(
  proof: LedgerProof,
  entry: Readonly<Record<string, unknown>>,
  keys: readonly PublicKey[],
): Promise<ProofVerdict> {
  const read = readProof(proof);
  if (read === undefined) return refused('malformed');
  const { note, leaf, hashes } = read;
  const { index, ...content } = entry;
  const isListed = index === undefined || index === proof.index;
  if (!isListed || new TextDecoder().decode(leaf) !== canonicalize(content)) {
    return refused('another-entry');
  }
  const root = await rootFrom(await hashOf(0, leaf), proof.index, proof.treeSize, hashes);
  if (root === undefined || toBase64(root) !== note.root) return refused('another-root');
  const keyId = await signerOf(note, keys);
  if (keyId === undefined) return refused('not-signed');
  return { kind: 'proven', origin: note.origin, keyId, treeSize: note.size, root: note.root };
}

interface Note {
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly signatures: readonly {
    readonly name: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }[];
}

function readProof({ index, treeSize, hashes, leaf, checkpoint }: LedgerProof) {
  const note = readNote(checkpoint);
  const bytes = fromBase64(leaf);
  const path = hashes.map(fromBase64);
  const isPlace = Number.isSafeInteger(index) && index >= 0 && index < treeSize;
  if (note?.size !== treeSize || !isPlace || bytes === undefined) return undefined;
  const whole = path.flatMap((hash) => (hash?.length === 32 ? [hash] : []));
  return whole.length === path.length ? { note, leaf: bytes, hashes: whole } : undefined;
}

const signatureLine = /^— (?<name>\S+) (?<signed>[A-Za-z0-9+/]+={0,2})$/;

/** A signed note with a checkpoint (https://c2sp.org/tlog-checkpoint); undefined for other text. */
function readNote(checkpoint: string): Note | undefined {
  const end = checkpoint.lastIndexOf('\n\n');
  if (end < 0 || !checkpoint.endsWith('\n')) return undefined;
  const text = checkpoint.slice(0, end + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (origin === '' || !/^(?:0|[1-9]\d{0,15})$/.test(size)) return undefined;
  const signatures = checkpoint
    .slice(end + 2, -1)
    .split('\n')
    .flatMap((line) => {
      const { name = '', signed = '' } = signatureLine.exec(line)?.groups ?? {};
      const bytes = fromBase64(signed);
      return bytes === undefined ? [] : [{ name, bytes }];
    });
  return { text, origin, size: Number(size), root, signatures };
}

/** RFC 9162 section 2.1.3.2; undefined when the number of hashes does not fit the place. */
async function rootFrom(
  leaf: Uint8Array<ArrayBuffer>,
  index: number,
  size: number,
  path: readonly Uint8Array<ArrayBuffer>[],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let place = BigInt(index);
  let last = BigInt(size) - 1n;
  let root = leaf;
  for (const hash of path) {
    if (last === 0n) return undefined;
    if (place % 2n === 1n || place === last) {
      root = await hashOf(1, hash, root);
      for (; place % 2n === 0n && place !== 0n; place /= 2n) last /= 2n;
    } else {
      root = await hashOf(1, root, hash);
    }
    place /= 2n;
    last /= 2n;
  }
  return last === 0n ? root : undefined;
}

const ed25519 = 0x01;

async function signerOf(note: Note, keys: readonly PublicKey[]): Promise<string | undefined> {
  const data = new TextEncoder().encode(note.text);
  for (const { name, bytes } of note.signatures) {
    if (name !== note.origin || bytes.length !== 68) continue;
    for (const { kty, crv, x, kid } of keys) {
      const raw = fromBase64(x.replaceAll('-', '+').replaceAll('_', '/'));
      if (kty !== 'OKP' || crv !== 'Ed25519' || raw?.length !== 32) continue;
      const named = concatenated(
        new TextEncoder().encode(`${name}\n`),
        Uint8Array.of(ed25519),
        raw,
      );
      const id = new Uint8Array(await crypto.subtle.digest('SHA-256', named)).subarray(0, 4);
      if (id.some((byte, place) => byte !== bytes[place])) continue;
      const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
      if (await crypto.subtle.verify('Ed25519', key, bytes.slice(4), data)) return kid;
    }
  }
  return undefined;
}

const hashOf = async (prefix: number, ...parts: readonly Uint8Array[]) =>
  new Uint8Array(
    await crypto.subtle.digest('SHA-256', concatenated(Uint8Array.of(prefix), ...parts)),
  );

function concatenated(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.codePointAt(0) ?? 0);
  } catch {
    return undefined;
  }
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCodePoint(...bytes));
