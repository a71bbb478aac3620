interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** 0: not acceptable; 1: preferred. */
  readonly quality: number;
}

/**
 * The type that `Accept` prefers (RFC 9110 section 12.5.1); of equal weights the one it names more
 * precisely, then the earlier one. If it accepts none, the first: the RFC allows the server to
 * disregard the header, and a response in another type is more useful than an error.
 */
export function preferredType<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  const ranges = (accept ?? '').split(',').flatMap(rangeOf);
  const ranked = offered.flatMap((type) => {
    // The most precise range decides the weight of a type.
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

/** Returns undefined for an invalid media range; ignores parameters other than the weight. */
function rangeOf(text: string): MediaRange[] {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim());
  const [, type, subtype] = mediaRange.exec(name.toLowerCase()) ?? [];
  if (type === undefined || subtype === undefined) return [];
  const weightParameter = parameters.find((parameter) => /^q=/i.test(parameter));
  const quality = weightParameter === undefined ? '1' : weight.exec(weightParameter)?.[1];
  return quality === undefined ? [] : [{ type, subtype, quality: Number(quality) }];
}

function matches(range: MediaRange, offered: string): boolean {
  const [type, subtype] = offered.split('/');
  if (range.type === '*') return range.subtype === '*';
  return range.type === type && (range.subtype === '*' || range.subtype === subtype);
}

const exactness = ({ type, subtype }: MediaRange): number =>
  Number(type !== '*') + Number(subtype !== '*');
