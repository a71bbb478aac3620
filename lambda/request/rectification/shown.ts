import type { z } from 'zod';
import type { Platform } from '../../platform/platform.ts';
import { concernedBy } from '../../rectification/concerned.ts';
import type { AskedCorrection } from '../../rectification/model/correction.ts';
import { readPerson } from '../../retention/person-store.ts';
import type { staffRequestView } from '../contract.ts';
import type { RequestRow } from '../row.ts';
import type { RequestText } from '../text.ts';
import { correctionOf } from '../view.ts';

type Shown = NonNullable<z.output<typeof staffRequestView>['corrections']>[number];

/** What is stored and what the person wants instead, for those who decide; read when it is shown. */
export async function correctionsShown(
  platform: Pick<Platform, 'database' | 'subjectKeys' | 'policy' | 'clock'>,
  row: RequestRow,
  text: RequestText,
): Promise<Shown[]> {
  const { subjectId, corrections = [] } = row;
  const facts = await readPerson(platform, subjectId);
  return Promise.all(
    corrections.map(async (_, index): Promise<Shown> => {
      const view = correctionOf(row, index);
      const asked = text.corrections?.[index];
      if (asked === undefined) return view;
      const { reason, note } = asked;
      const wanted = { ...view, ...wantedIn(asked), reason, note };
      if (facts?.status !== 'active') return wanted;
      const { records, count, more } = await concernedBy(platform, facts, subjectId, asked);
      const old = records.at(-1)?.old;
      return asked.kind === 'set'
        ? { ...wanted, old, records: { count, more, items: [...records] } }
        : { ...wanted, old };
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
