import type { Inspection, Piece } from './inspection.ts';
import { demand } from './refusal.ts';

const maximumPieces = 100_000;
export const maximumInsertedBytes = 64 * 1024 * 1024;

/** Collects pieces, front to back; adjacent ones of a kind become one. */
export class Plan {
  readonly #pieces: Piece[] = [];
  #bytes = 0;
  #insertedBytes = 0;

  keep(start: number, length: number): void {
    const last = this.#pieces.at(-1);
    if (last?.kind === 'keep' && last.start + last.length === start) {
      this.#replaceLast({ ...last, length: last.length + length }, length);
    } else this.#add({ kind: 'keep', start, length }, length);
  }

  zero(length: number): void {
    const last = this.#pieces.at(-1);
    if (last?.kind === 'zero') {
      this.#replaceLast({ ...last, length: last.length + length }, length);
    } else this.#add({ kind: 'zero', length }, length);
  }

  insert(bytes: Uint8Array): void {
    this.#insertedBytes += bytes.length;
    demand(this.#insertedBytes <= maximumInsertedBytes, 'too-complex');
    this.#add({ kind: 'insert', bytes }, bytes.length);
  }

  /** Length of the clean file so far. */
  get bytes(): number {
    return this.#bytes;
  }

  append(other: Plan): void {
    for (const piece of other.#pieces) {
      if (piece.kind === 'keep') this.keep(piece.start, piece.length);
      else if (piece.kind === 'zero') this.zero(piece.length);
      else this.insert(piece.bytes);
    }
  }

  end(): Inspection {
    return { kind: 'cleanable', pieces: this.#pieces, bytes: this.#bytes };
  }

  #add(piece: Piece, length: number): void {
    if (length === 0) return;
    demand(this.#pieces.length < maximumPieces, 'too-complex');
    this.#pieces.push(piece);
    this.#bytes += length;
  }

  #replaceLast(piece: Piece, added: number): void {
    this.#pieces[this.#pieces.length - 1] = piece;
    this.#bytes += added;
  }
}
