import { useLanguage } from '../language.ts';

/** A number with a bar for who compares; the number is what is read aloud. */
export function Bar({ count, largest }: { readonly count: number; readonly largest: number }) {
  const { format } = useLanguage();
  return (
    <span className="bar block">
      {format.number(count)}
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect width={(100 * count) / Math.max(1, largest)} height="8" />
      </svg>
    </span>
  );
}
