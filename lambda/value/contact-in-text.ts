// What is long, and no telephone number: UUIDs, dates, times and addresses of machines.
const otherNumbers =
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b\d{4}([-./])\d{1,2}\1\d{1,2}(?!\d)|\b\d{1,2}([-./])\d{1,2}\2\d{4}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,3}(?:\.\d{1,3}){3}\b/giu;

/** The end of a domain has no digits, unlike a version: `pkg@1.2.3`. */
const email = /[^\s@<>]\s*(?:@|[([]\s*at\s*[)\]])\s*[\p{L}\p{N}][\p{L}\p{N}\p{M}.-]*\.\p{L}{2,}/iu;

const before = String.raw`(?<![\p{L}\p{N}.:\-/_])`;
const after = String.raw`(?![\p{L}\p{N}:_])`;
const apart = String.raw`[\s().\-/]`;
const numbers = [
  // ITU-T E.123: `+` or the usual prefix, then the country; E.164 has at most 15 digits.
  String.raw`(?:\+|00)${apart}{0,2}\p{Nd}(?:${apart}{0,3}\p{Nd}){6,14}`,
  // With the trunk prefix 0 of most countries.
  String.raw`\(?0(?:${apart}{0,2}\p{Nd}){6,13}`,
  // North America.
  String.raw`\(?[2-9]\p{Nd}{2}\)?[\s.\-]\p{Nd}{3}[\s.\-]\p{Nd}{4}`,
].map((form) => new RegExp(`${before}${form}${after}`, 'u'));

/** Whether a text has what looks like an e-mail address or a telephone number. */
export function hasContact(text: string): boolean {
  const plain = text.normalize('NFKC');
  if (email.test(plain)) return true;
  const left = plain.replace(otherNumbers, ' ; ');
  return numbers.some((form) => form.test(left));
}
