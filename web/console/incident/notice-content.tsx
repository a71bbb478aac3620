import type { ReactNode } from 'react';
import { Facts } from '../../app/components/facts.tsx';
import { useLanguage } from '../language.ts';
import type { Notice } from './use-notice.ts';

type Form = NonNullable<Notice['form']>;

/** What a notice says: all of the form for an authority, or the mail in each language. */
export function NoticeContent({ notice: { form, preview = {} } }: { readonly notice: Notice }) {
  if (form !== undefined) return <AuthorityForm form={form} />;
  return Object.entries(preview).map(([locale, { subject, text }]) => (
    <figure key={locale} className="mail" lang={locale}>
      <p>
        <strong>{subject}</strong>
      </p>
      <p className="as-written">{text}</p>
    </figure>
  ));
}

/** In the order of GDPR Art. 33(3). What is not known yet is said so, never left out. */
function AuthorityForm({ form }: { readonly form: Form }) {
  const { words, texts, format } = useLanguage();
  const { breach, incidents } = words;
  const { form: said } = breach;
  const { notices, facts, fields } = incidents;
  const { controller, nature, people } = form;
  const known = (value: ReactNode) => value ?? <em>{said.unknown}</em>;
  const written = (text: string | undefined) =>
    text === undefined ? undefined : <span className="as-written">{text}</span>;
  return (
    <>
      <Part title={said.notification}>
        {[
          [notices.law, texts.laws[form.jurisdiction]?.name ?? form.jurisdiction],
          [said.article, form.reference],
          [said.threshold, form.threshold],
          [said.note, form.advisory === true && breach.flags.advisory],
          [said.phase, breach.duty.phases[form.phase]],
          [said.due, form.dueAt === undefined ? said.withoutDelay : format.time(form.dueAt)],
          [notices.delayReasons, written(form.delayReasons)],
        ]}
      </Part>
      <Part title={said.controller}>
        {[
          [said.name, controller.name],
          [said.address, controller.address],
          [said.officer, controller.privacyOfficer],
          [said.contact, controller.contact],
        ]}
      </Part>
      <Part title={said.nature}>
        {[
          [said.kinds, format.list(nature.kinds.map((kind) => incidents.kind[kind]))],
          [fields.title, nature.title],
          [facts.description, written(nature.description)],
          [said.began, known(nature.occurredFrom && format.time(nature.occurredFrom))],
          [said.ended, nature.occurredTo && format.time(nature.occurredTo)],
          [facts.noticed, format.time(nature.noticedAt)],
          [facts.aware, format.time(nature.awareAt)],
        ]}
      </Part>
      <Part title={said.data}>
        {[
          [
            said.categories,
            form.categories.length === 0
              ? known(undefined)
              : format.list(
                  form.categories.map(({ id, title }) => texts.categories[id]?.title ?? title),
                ),
          ],
          [
            said.people,
            known(
              people &&
                `${format.number(people.approximately)}${people.complete ? '' : ` (${said.preliminary})`}`,
            ),
          ],
          [said.here, people && format.number(people.here)],
          [
            said.records,
            known(form.records === undefined ? undefined : format.number(form.records)),
          ],
        ]}
      </Part>
      <Part title={said.consequences}>
        {[
          [notices.consequences, known(written(form.consequences))],
          [breach.measures.title, known(written(form.measures))],
        ]}
      </Part>
    </>
  );
}

const Part = (props: {
  readonly title: string;
  readonly children: readonly (readonly [string, ReactNode])[];
}) => (
  <section className="part" aria-label={props.title}>
    <h2>{props.title}</h2>
    <Facts of={props.children} />
  </section>
);
