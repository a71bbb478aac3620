import { useLanguage } from '../language.ts';
import { dueWords, isSoon } from './due.ts';
import type { Due } from './due.ts';

/** How much time is left: in words, and in a colour for who sees it. */
export function DueTag({ due }: { readonly due: Due }) {
  const { words, format } = useLanguage();
  const tone = due.kind === 'overdue' ? ' bad' : isSoon(due) ? ' warning' : '';
  return <span className={`tag${tone}`}>{dueWords(due, words.lists.due, format.number)}</span>;
}
