interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** 0 where it is refused, 1 where it is asked for most. */
  readonly quality: number;
}

/**
 * The type that `Accept` prefers (RFC 9110 section 12.5.1), of equals the one that it names more
 * exactly, then the earlier one. The first where it names none: the section allows to disregard
 * the header, and a client that sends a wrong one is better served by an answer than by none.
 */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  const ranges = (accept ?? '').split(',').flatMap(rangeOf);
  const ranked = offered.flatMap((type) => {
    // Only the most exact range says how much a type is wanted.
    const [best] = ranges
      .filter((range) => matches(range, type))
      .sort((one, other) => exactness(other) - exactness(one));
    return best !== undefined && best.quality > 0 ? [{ type, best }] : [];
  });
  const [first] = ranked.sort(
    ({ best: one }, { best: other }) =>
      other.quality - one.quality || exactness(other) - exactness(one),
  );
  return first?.type ?? offered[0];
}

const token = String.raw`[\w!#$%&'*+.^|~-]+`;
const mediaRange = new RegExp(`^(${token})/(${token})$`);
const weight = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/** Nothing for what is no media range; parameters other than the weight are passed over. */
function rangeOf(text: string): MediaRange[] {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim());
  const [, type, subtype] = mediaRange.exec(name.toLowerCase()) ?? [];
  if (type === undefined || subtype === undefined) return [];
  const said = parameters.find((parameter) => /^q=/i.test(parameter));
  const quality = said === undefined ? '1' : weight.exec(said)?.[1];
  return quality === undefined ? [] : [{ type, subtype, quality: Number(quality) }];
}

function matches(range: MediaRange, offered: string): boolean {
  const [type, subtype] = offered.split('/');
  if (range.type === '*') return range.subtype === '*';
  return range.type === type && (range.subtype === '*' || range.subtype === subtype);
}

const exactness = ({ type, subtype }: MediaRange): number =>
  Number(type !== '*') + Number(subtype !== '*');
