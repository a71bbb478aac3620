/** @param findings in order, without overlap */
export function replaceFound<Found extends { readonly start: number; readonly end: number }>(
  text: string,
  findings: readonly Found[],
  replacement: (found: Found) => string,
): string {
  const parts: string[] = [];
  let from = 0;
  for (const found of findings) {
    parts.push(text.slice(from, found.start), replacement(found));
    from = found.end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
