import type { Candidate } from '../candidate.ts';
import type { Span } from '../prose.ts';

/** Words that begin a greeting or say the day. Names that are also such a word, as `Cara`, are not here. */
const opening =
  "hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|greetings|today|yesterday|tomorrow|thanks|thank you|please|hallo|hi|servus|grüezi|liebe[rs]?|sehr geehrte[rs]?|geehrte[rs]?|guten (?:tag|morgen|abend)|heute|gestern|danke|bitte|bonjour|bonsoir|salut|chère|chers|aujourd'hui|hier|demain|merci|hola|buenos días|buenas (?:tardes|noches)|estimad[oa]s?|querid[oa]s?|hoy|ayer|mañana|gracias|ciao|buongiorno|buonasera|salve|gentile|gentili|egregio|oggi|ieri|domani|grazie|beste|geachte|goedemorgen|goedemiddag|goedenavond|goedendag|vandaag|gisteren|morgen|bedankt|cześć|dzień dobry|dobry wieczór|witam|drog[ia]|szanown[aiey]|dziś|dzisiaj|wczoraj|jutro|dziękuję|olá|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s?|hoje|ontem|amanhã|obrigad[oa]";
const question =
  'who|whose|what|when|where|why|how|which|wer|wessen|was|wann|wo|warum|wieso|wie|welche[rs]?|qui|quoi|quand|où|pourquoi|comment|quel(?:le)?s?|quién(?:es)?|qué|cuándo|dónde|por qué|cómo|cuál|cosa|quando|perché|quale|wat|wanneer|waar|waarom|hoe|welke?|kto|kiedy|gdzie|dlaczego|jak|który|quem|onde|porquê|qual';
const verb =
  "'s|is|are|was|were|has|have|had|does|did|do|can|hat|haben|ist|sind|war|kann|a|est|ont|sont|peut|tiene|ha|han|es|son|está|è|sono|hanno|heeft|heb|zijn|kan|ma|jest|są|był|tem|é|são";
const openings = new RegExp(
  `^(?:(?:${opening}|(?:${question})(?:\\s?(?:${verb}))?)(?![\\p{L}\\p{M}\\p{N}-])[\\s,!?:.;]*)+`,
  'iu',
);

/** Of a name in which words were cut out, these alone are none: groups of people, titles, prepositions. */
const small =
  /^(?:\p{L}|all|everyone|team|friends?|damen|herren|kolleg(?:inn)?en|kund(?:inn)?en|freund(?:inn)?en?|zusammen|tous|collègues|todos|colegas|tutti|colleghi|allemaal|collega's|wszyscy|państwo|mr|mrs|ms|dr|prof|sir|herrn?|frau|mme|mlle|monsieur|madame|sra?|señora?|sig|signora?|dhr|mevr(?:ouw)?|meneer|pani?|senhora?|dona?|and|or|of|the|in|at|on|for|to|from|with|by|und|oder|von|der|die|das|den|dem|im|am|zu|mit|et|ou|de|du|des|la|le|les|un|une|en|el|los|las|del|con|il|lo|gli|di|da|della|dei|per|van|het|een|te|met|na|ze|do|dos|das|em|um|uma|com|'?s)$/iu;

/** How findings are called whose type is by meaning, so that a part of them can be a name. */
const byMeaning = new Set(['tagger', 'title', 'introduced', 'field']);

/** A name without the greeting or question before it, and without the words that `cutsIn` gives. */
export function refine(
  text: string,
  candidate: Candidate,
  cutsIn: (name: string) => readonly Span[],
): readonly Candidate[] {
  const { type, start, end, source } = candidate;
  if (!byMeaning.has(source)) return [candidate];
  const name = text.slice(start, end);
  const opened =
    type !== 'postal-address' && source === 'tagger' ? (openings.exec(name)?.[0].length ?? 0) : 0;
  const cuts = [...(opened > 0 ? [{ start: 0, end: opened }] : []), ...cutsIn(name)];
  if (cuts.length === 0) return [candidate];
  let from = 0;
  const parts: Candidate[] = [];
  for (const cut of [
    ...cuts.sort((one, other) => one.start - other.start),
    { start: name.length, end: name.length },
  ]) {
    if (cut.start > from) {
      const part = partOf(name.slice(from, cut.start));
      if (part !== undefined) {
        parts.push({
          ...candidate,
          start: start + from + part.start,
          end: start + from + part.end,
        });
      }
    }
    from = Math.max(from, cut.end);
  }
  return parts;
}

/** From its first word to its last one, if one of them says something. */
function partOf(text: string): Span | undefined {
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*\.?/gu)];
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (words.every(([word]) => small.test(word.replace(/\.$/, '')))) return undefined;
  return { start: first.index, end: last.index + last[0].length };
}
