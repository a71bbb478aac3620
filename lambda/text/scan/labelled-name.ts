import type { Candidate, Page } from '../candidate.ts';

const particle =
  '(?:van|von|der|den|de|du|da|do|dos|das|del|della|di|la|le|el|al|bin|ibn|ten|ter|zu|zur|y|e|af|av)';
const part =
  "(?:\\p{Lu}\\.|(?:[OD]'|Mc|Mac|St\\. )?\\p{Lu}[\\p{L}\\p{M}]{0,24}(?:[-'][\\p{L}\\p{M}]{1,24})?)";
const full = `${part}(?:[ \\t]{1,2}(?:${particle} ){0,2}${part}){0,4}`;
const title =
  '(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Lady|Lord|Rev|Hr|Herrn?|Frau|Fr|Dipl\\.-Ing|M|Mme|Mlle|Monsieur|Madame|Maître|Sr|Sra|Srta|Señora?|Señorita|Don|Doña|Sig|Sig\\.ra|Signora?|Dott|Dott\\.ssa|Ing|Avv|Dhr|Mevr|Mevrouw|Meneer|Pan|Pani|Pana|Panu|Panią|Senhora?|Dona)';

/** `Dr. Jane Doe`, `Frau Dr. Schmidt`. */
const titled = new RegExp(
  `(?<![\\p{L}\\p{N}_])${title}(?:\\. ?| )(?:(?:Dr|Prof|Dipl)\\.? ){0,2}(?:${particle} ){0,2}${full}`,
  'gu',
);

const introduced = new RegExp(
  `(?<![\\p{L}])(?:[Mm]y name(?: is|'s)|[Mm]y full name is|[Nn]ame's|[Tt]his is|[Ii]ch hei(?:ß|ss)e|[Mm]ein Name ist|[Jj]e m'appelle|[Mm]on nom est|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]l mio nome è|[Ii]k heet|[Mm]ijn naam is|[Nn]azywam się|[Mm]am na imię|[Cc]hamo-me|[Mm]e chamo|[Mm]eu nome é|O meu nome é|[Kk]ind regards,|[Bb]est regards,|[Bb]est,|[Rr]egards,|[Ss]incerely,|[Yy]ours truly,|[Cc]heers,|[Mm]it freundlichen Grüßen|[Vv]iele Grüße|[Cc]ordialement,|[Ss]aludos,|[Cc]ordiali saluti,|[Mm]et vriendelijke groet,?|[Pp]ozdrawiam,?|[Aa]tenciosamente,|[Dd]ear|[Hh]ello|[Hh]i|[Hh]ey|[Ll]iebe[r]?|[Hh]allo|[Cc]her|[Cc]hère|[Bb]onjour|[Hh]ola|[Ee]stimado|[Ee]stimada|[Qq]uerid[oa]|[Gg]entile|[Cc]iao|[Bb]este|[Dd]rogi|[Dd]roga|[Cc]ześć|[Oo]lá|[Cc]aro|[Cc]ara)[ \\n]{1,3}(?:${particle} ){0,2}(${full})`,
  'gu',
);
const noName =
  /^(?:Sir|Madam|All|Team|Everyone|There|World|Support|Customer|Friends?|Sirs|Hiring|Manager|Colleagues?|You|The|Damen|Herren|Zusammen|Kolleg(?:inn)?en|Kund(?:inn)?en|Freund(?:inn)?en?|Collègues|Colegas|Colleghi|Collega's|Tous|Madame|Monsieur|Todos|Tutti|Allemaal|Wszyscy|Państwo|My|It|Is|A|An|I|We|Not|In|On|At|Just|How|What|Who|Can|Do|Guys|Folks|Siri|Alexa|Google|Mom|Dad|God|Lord|Mum)\b/;

const link =
  /^["'\]*_`~]{0,3}\s{0,2}(?:[:=]|is:?|ist|est|es|è|to|jest|é)(?:[*_~]{1,3}(?=\s))?\s{0,2}[*_~`]{0,3}(["'>]?)/u;
const bare = new RegExp(`(?:${particle} ){0,2}${full}`, 'uy');
const quoted = /[\p{L}][\p{L}\p{M} .'-]{1,60}(?=["'<])/uy;

/** Names that a title, a greeting, a signature or a field introduces, in prose, JSON and logs. */
export const labelledNames = (page: Page): Candidate[] => [
  ...[...page.text.matchAll(titled)].map(({ 0: name, index }) =>
    nameAt(index, name, 0.85, 'title'),
  ),
  ...[...page.text.matchAll(introduced)].flatMap(({ 0: whole, 1: name = '', index }) =>
    noName.test(name) || !page.isProse(index)
      ? []
      : [nameAt(index + whole.length - name.length, name, 0.8, 'introduced')],
  ),
  ...fields(page),
];

const nameAt = (start: number, name: string, score: number, source: string): Candidate => ({
  type: 'person',
  start,
  end: start + name.length,
  score,
  source,
});

function fields({ text, labels }: Page): Candidate[] {
  return labels.of('name').flatMap(({ start, end }) => {
    // `fileName` and `host.name` are of programs; `customerName` is a label as a whole.
    const isPart = /[\p{L}\p{N}._$-]/u.test(text[start - 1] ?? '');
    if (isPart && /^\p{L}+$/u.test(text.slice(start, end))) return [];
    const [between, quote] = link.exec(text.slice(end, end + 16)) ?? [];
    if (between === undefined) return [];
    const form = quote === '' ? bare : quoted;
    form.lastIndex = end + between.length;
    const [name] = form.exec(text) ?? [];
    if (name === undefined || name.length < 2 || noName.test(name)) return [];
    const isName = /^name$/i.test(text.slice(start, end)) ? isFull(name) : /^\p{Lu}|\s/u.test(name);
    return isName ? [nameAt(end + between.length, name, 0.85, 'field')] : [];
  });
}

/** What is called `name` alone may be a product or a file: a person's has two words. */
const isFull = (name: string): boolean =>
  /^\p{Lu}[\p{L}\p{M}'.-]+ (?:\p{L}+ ){0,2}\p{Lu}[\p{L}\p{M}'-]+$/u.test(name);
