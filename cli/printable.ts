/** Nothing that a terminal would obey. */
export const printable = (text: string): string => text.replaceAll(/\p{C}/gu, '?');
