import { fileTypeFromBuffer } from 'file-type';
import type { MediaType } from '../value/media-types.ts';
import type { Reader } from './reader.ts';
import { demand, refuse } from './refusal.ts';

/** The most that `file-type` reads of any format. */
const sampleBytes = 4100;

/**
 * What `file-type` calls a file of each type. It knows files of ISO/IEC 14496-12 by their first brand
 * alone, so these are checked again by all their brands.
 */
const detectedAs: Record<MediaType, readonly string[]> = {
  'image/jpeg': ['image/jpeg'],
  'image/png': ['image/png', 'image/apng'],
  'image/gif': ['image/gif'],
  'image/webp': ['image/webp'],
  'image/heic': ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'],
  'image/avif': ['image/avif', 'image/heif', 'image/heif-sequence'],
  'video/mp4': ['video/mp4', 'video/x-m4v', 'audio/mp4', 'audio/x-m4a'],
  'video/quicktime': ['video/quicktime'],
  'video/webm': ['video/webm'],
  'audio/mp4': ['audio/mp4', 'audio/x-m4a', 'video/mp4'],
};

/** Files that a camera appends to a picture: another picture, or the video of a motion photo. */
const appendedByCameras = new Set(['image/jpeg', 'video/mp4', 'video/quicktime', 'image/heic']);

/**
 * Formats whose readers accept them anywhere in the first 1,024 bytes: PDF (Adobe's implementation
 * note 13 of ISO 32000-1, annex H), HTML and scripts.
 */
const anywhereInHead = [
  ...[
    '%PDF-',
    '%!PS-Adobe',
    '<!doctype html',
    '<html',
    '<head',
    '<body',
    '<script',
    '<iframe',
    '<svg',
  ],
  ...['<?php', 'Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c'],
];
const headBytes = 1024;

/** Formats with their signature at a fixed place other than the start: DICOM, tar, ISO 9660. */
const atOffset = [
  { offset: 128, text: 'DICM' },
  { offset: 257, text: 'ustar' },
  { offset: 32_769, text: 'CD001' },
] as const;

/**
 * A ZIP archive is read from its end: this record and a comment of up to 65,535 bytes (APPNOTE 4.3.16).
 * It begins with the signature and the numbers of two disks, which are zero.
 */
const endOfArchive = 'PK\x05\x06\0\0\0\0';
const endOfArchiveBytes = 22 + 65_535;

/** @throws FileRefused for a file of another type, or one that is a file of another type as well */
export async function demandType(reader: Reader, declared: MediaType): Promise<void> {
  demand(reader.bytes > 0, 'truncated');
  const sample = await start(reader, 0, sampleBytes);
  const detected = await fileTypeFromBuffer(sample);
  demand(detectedAs[declared].includes(detected?.mime ?? ''), 'type-mismatch');
  demand(!hasText(sample), 'polyglot');
  for (const { offset, text } of atOffset) {
    const bytes = offset < reader.bytes ? await start(reader, offset, text.length) : sample;
    demand(bytes.toString('latin1', 0, text.length) !== text, 'polyglot');
  }
  const tail = Math.max(0, reader.bytes - endOfArchiveBytes);
  const end = await start(reader, tail, endOfArchiveBytes);
  demand(!end.includes(endOfArchive, 0, 'latin1'), 'polyglot');
}

/**
 * What follows the end of a picture is dropped. It is refused where it is a file that no camera appends.
 *
 * @throws FileRefused
 */
export async function dropTrailer(reader: Reader, at: number): Promise<void> {
  if (at >= reader.bytes) return;
  const sample = await start(reader, at, sampleBytes);
  const detected = await fileTypeFromBuffer(sample);
  if (detected !== undefined && !appendedByCameras.has(detected.mime)) refuse('polyglot');
  demand(!hasText(sample), 'polyglot');
}

const start = (reader: Reader, at: number, length: number): Promise<Buffer> =>
  reader.at(at, Math.min(length, reader.bytes - at));

function hasText(sample: Buffer): boolean {
  const head = sample.toString('latin1', 0, headBytes).toLowerCase();
  return anywhereInHead.some((text) => head.includes(text.toLowerCase()));
}
