const orientationTag = 0x0112;
const shortType = 3;

/**
 * The orientation in IFD0 of a TIFF structure, where it turns or mirrors the picture (2 to 8). What is
 * not well formed has none.
 *
 * @see EXIF 2.32, 4.6.4 and TIFF 6.0, section 2
 */
export function orientationOf(tiff: Buffer): number | undefined {
  const order = tiff.toString('latin1', 0, 4);
  if (tiff.length < 8 || (order !== 'II*\0' && order !== 'MM\0*')) return undefined;
  const isLittle = order === 'II*\0';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  if (directory + 2 > tiff.length) return undefined;
  const entries = Math.min(short(directory), Math.floor((tiff.length - directory - 2) / 12));
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * 12;
    if (short(at) !== orientationTag) continue;
    const value = short(at + 8);
    const isValid = short(at + 2) === shortType && long(at + 4) === 1 && value >= 2 && value <= 8;
    return isValid ? value : undefined;
  }
  return undefined;
}

/** A TIFF structure with this tag alone. */
export function orientationOnly(orientation: number): Buffer {
  const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01', 'latin1');
  const entry = Buffer.alloc(12 + 4);
  entry.writeUInt16BE(orientationTag, 0);
  entry.writeUInt16BE(shortType, 2);
  entry.writeUInt32BE(1, 4);
  entry.writeUInt16BE(orientation, 8);
  return Buffer.concat([tiff, entry]);
}
