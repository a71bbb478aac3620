import type { z } from 'zod';
import type { Platform } from '../platform/platform.ts';
import { openConcerned } from '../rectification/concerned.ts';
import type { AskedCorrection } from '../request/model/correction.ts';
import { readPerson } from '../retention/person-store.ts';
import type { staffRequestView } from './contract.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestText } from '../request/text.ts';
import { correctionOf } from '../request-view/correction-view.ts';

type Shown = NonNullable<z.output<typeof staffRequestView>['corrections']>[number];

/** Each with what the person wants, and with what was written about it. */
export const correctionsAsked = (row: RequestRow, text: RequestText): Shown[] | undefined =>
  row.corrections?.map((_, index) => {
    const view = correctionOf(row, index);
    const asked = text.corrections?.[index];
    if (asked === undefined) return view;
    const { reason, note } = asked;
    return { ...view, ...wantedIn(asked), reason, note };
  });

/** What is stored and what the person wants instead, for those who decide; read when it is shown. */
export async function correctionsShown(
  platform: Pick<Platform, 'database' | 'subjectKeys' | 'policy' | 'clock'>,
  row: RequestRow,
  text: RequestText,
): Promise<Shown[] | undefined> {
  const { subjectId } = row;
  const each = correctionsAsked(row, text);
  const facts = each && (await readPerson(platform, subjectId));
  if (each === undefined || facts?.status !== 'active') return each;
  const concerned = openConcerned(platform, facts, subjectId);
  return Promise.all(
    each.map(async (wanted, index): Promise<Shown> => {
      const asked = text.corrections?.[index];
      if (asked === undefined) return wanted;
      const { records, count, more, tooLarge } = await concerned(asked);
      const shown = { ...wanted, old: records.at(-1)?.old, tooLarge: tooLarge || undefined };
      return asked.kind === 'set'
        ? { ...shown, records: { count, more, items: [...records] } }
        : shown;
    }),
  );
}

function wantedIn(asked: AskedCorrection): Pick<Shown, 'pointer' | 'new'> {
  switch (asked.kind) {
    case 'replace':
      return { new: asked.content };
    case 'remove':
      return {};
    case 'set':
      return { pointer: asked.pointer, new: asked.value };
  }
}
