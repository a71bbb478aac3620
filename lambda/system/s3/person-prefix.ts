import type { IdentifierType, PersonIdentifier } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';

const placeholder = /\{([a-z-]+)\}/;
/** A key has at most 1,024 bytes (Amazon S3 User Guide, "Naming Amazon S3 objects"). */
const longestKeyBytes = 1_024;

export interface PersonPrefix {
  readonly type: IdentifierType;
  readonly prefix: string;
}

/** `chats/{user-id}/` in its parts. */
export interface PrefixTemplate {
  readonly before: string;
  readonly type: string;
  readonly after: string;
}

export function templateOf(text: string): PrefixTemplate {
  const found = placeholder.exec(text);
  if (found?.[1] === undefined) throw new SystemFaultError('misconfigured');
  return {
    before: text.slice(0, found.index),
    type: found[1],
    after: text.slice(found.index + found[0].length),
  };
}

/**
 * The prefixes of a person: one for each identifier of the type that the template names.
 *
 * The identifier becomes one part of the key between slashes, as it is. So no key of one person begins
 * with the prefix of another: the first slash after the text before it would be elsewhere. An identifier
 * for which that does not hold is not searched for in part or changed: staff have to look.
 *
 * @throws SystemFaultError `unsafe-identifier`
 */
export function prefixesOf(
  template: string,
  identifiers: readonly PersonIdentifier[],
): readonly PersonPrefix[] {
  const { before, type, after } = templateOf(template);
  const own = identifiers.filter((one) => one.type === type);
  return [...new Map(own.map((one) => [one.value, one])).values()].map((one) => {
    const prefix = `${before}${one.value}${after}`;
    if (!isKeyPart(one.value) || Buffer.byteLength(prefix) > longestKeyBytes) {
      throw new SystemFaultError('unsafe-identifier');
    }
    return { type: one.type, prefix };
  });
}

/**
 * Whether the text can be one part of a key. A slash would lead into or out of the prefix of another
 * person; `.` and `..` are parts that URL parsers remove (WHATWG URL, "path state"), some of them
 * percent-encoded as well; control characters are not in XML 1.0, in which S3 returns keys.
 */
export const isKeyPart = (text: string): boolean =>
  text !== '' &&
  text.isWellFormed() &&
  !/[/\\\p{Cc}]/u.test(text) &&
  !/^(?:\.|%2e){1,2}$/i.test(text);
