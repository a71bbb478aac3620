const faulty = ':is(.field, .options):has(> .error) :is(input, select, textarea)';

/** Moves the focus to the first field with something wrong in it, once that is drawn. */
export function focusFirstFault(): void {
  setTimeout(() => document.querySelector<HTMLElement>(faulty)?.focus());
}
