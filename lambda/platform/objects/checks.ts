import type { EpochMilliseconds } from '../../value/time.ts';
import { ObjectArgumentError } from './errors.ts';
import type { ObjectName } from './objects.ts';

export const isObjectName = (text: string): text is ObjectName =>
  /^(?:exports|training)\/[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(text);

/** A name cannot lead out of its directory or into another prefix of the bucket. */
export function checkName(name: ObjectName): void {
  if (!isObjectName(name))
    throw new ObjectArgumentError('an object is named exports/<random id> or training/<random id>');
}

export function checkContentType(contentType: string): void {
  if (!/^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,60}$/.test(contentType)) {
    throw new ObjectArgumentError('a content type is one lower-case type/subtype');
  }
}

/** @returns whole seconds until the link expires, at least one */
export function secondsUntil(expiresAt: EpochMilliseconds, now: EpochMilliseconds): number {
  const remaining = Math.floor((expiresAt - now) / 1000);
  if (remaining < 1) throw new ObjectArgumentError('a link expires in the future');
  return remaining;
}

/** RFC 6266 with an ASCII fallback; the name cannot end the header or add a parameter. */
export function attachmentCalled(filename: string): string {
  const fallback = filename.replaceAll(/[^A-Za-z0-9._ -]/g, '_');
  const encoded = encodeURIComponent(filename.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}
