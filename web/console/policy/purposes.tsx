import type { Schemas } from '../../app/api.tsx';
import { useLanguage } from '../language.ts';
import { SaveCsv } from '../list/save-csv.tsx';
import { PurposePart } from './purpose-part.tsx';

/** Every purpose, and the file of them: a line for each law. */
export function Purposes({ of }: { readonly of: Schemas['PolicyInForce'] }) {
  const { words, texts } = useLanguage();
  const { policy: said } = words;
  const file = () => ({
    name: 'purposes',
    heads: [
      ...['id', said.purpose, said.law, said.basis, said.condition, said.reference],
      ...[said.retention, said.categories, said.recipients, said.role],
    ],
    rows: of.purposes.flatMap((one) =>
      one.legalBasis.map(({ jurisdiction, basis, condition, reference }) => [
        ...[one.purpose, texts.purposes[one.purpose]?.title ?? one.title],
        ...[jurisdiction, basis, condition, reference],
        ...[one.retention, one.categories.join(' '), one.recipients.join(' '), one.role],
      ]),
    ),
  });
  return (
    <section aria-labelledby="purposes">
      <h2 id="purposes">{said.purposes}</h2>
      {of.purposes.map((one) => (
        <PurposePart key={one.purpose} of={one} policy={of} />
      ))}
      <SaveCsv of={said.purposes} file={file} />
    </section>
  );
}
