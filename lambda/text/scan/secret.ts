import type { Candidate, Page } from '../candidate.ts';
import { Labels } from '../labels.ts';
import { keyBeginnings, keyForms } from './key-forms.ts';
import { secretValueAt } from './secret-value.ts';

/** Keys, tokens and passwords: by the form of their issuer, by their armour, or by a label. */
export const secrets = (page: Page): Candidate[] => [
  ...formed(page),
  ...privateKeys(page),
  ...labelled(page),
  ...bearers(page),
];

const secretAt = (start: number, end: number, score: number, source: string): Candidate => ({
  type: 'secret',
  start,
  end,
  score,
  source,
});

function formed({ text }: Page): Candidate[] {
  if (!keyBeginnings.test(text)) return [];
  return keyForms.flatMap(([issuer, form]) =>
    [...text.matchAll(form)].map(({ 0: key, index }) =>
      secretAt(index, index + key.length, 0.98, issuer),
    ),
  );
}

const armour = /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,3})PRIVATE KEY(?: BLOCK)?-----/g;
const body = /(?:[\sA-Za-z0-9+/=:,.-]|\\[nr])*/y;

/** A key in PEM or PGP armour; without its end, as much as looks like its body. */
function privateKeys({ text }: Page): Candidate[] {
  const found: Candidate[] = [];
  let from = 0;
  for (const { 0: begin, index, 1: kind = '' } of text.matchAll(armour)) {
    if (index < from) continue;
    const end = `-----END ${kind}PRIVATE KEY`;
    body.lastIndex = index + begin.length;
    body.test(text);
    const closed = text.slice(index, body.lastIndex).indexOf(end);
    const tail = closed < 0 ? -1 : text.indexOf('-----', index + closed + end.length);
    from = tail < 0 ? body.lastIndex : tail + 5;
    found.push(secretAt(index, from, 0.99, 'private-key'));
  }
  return found;
}

const assignment =
  /^(?: ?\([^()\n]{1,30}\))?["'\]*_`~]{0,3}\s{0,3}(?:=>|:=|[:=])(?!=)(?:[*_~]{1,3}(?=\s))?\s{0,3}(["'`]?)/;
const spoken =
  /^(?:\s(?:for|of|to|in|on|at|für|zu|von|vom|im|auf|pour|dans|sur|de|del|para|en|per|voor|van|op|do|da|na|em|my|the|mein|mon|mi|mio|mijn|moje)(?:\s\p{L}{1,5})?\s[\p{L}\p{N}@._-]{1,40}){0,2}(?:\s{0,2}(?:(?<![\p{L}\p{M}])(?:is now|is|was|ist|lautet|war|est|es|è|to|jest|é)(?![\p{L}\p{M}])|=(?!=)|:|->|→)|'s(?=\s)| -(?= ))\s{0,2}:?\s{0,2}(["'`]?)/iu;
const nothing = /^\s{1,2}(["'`]?)/;
/** No value: a variable, a type, a name in brackets, or words without a digit. */
const placeholder =
  /^(?:x{3,}[x\W_]*$|\*{3,}\W*$|\.{3,}|<|\$(?:[{(]|[a-z_]+(?:\W*$|[-[.(]))|\{\{|%[\w(]|\[|(?:your|my|example|change[-_]?me|placeholder|redacted)[a-z_-]*[.,;)]*$|(?:null|none|undefined|true|false|string(?:_value)?|required|optional|empty|function|async|await)(?![\w@#%^&*+!$-])|(?:secret|password|token)$|process\.|os\.|env\.|self\.|this\.|config\.|new |req\.|ref:|vault:|ssm:|arn:)/i;

/** What a text says to be a password or a key. */
interface Said {
  readonly value: string;
  readonly kind: 'password' | 'key';
  readonly label: string;
  /** What is between the label and the value. */
  readonly joint: string;
  readonly quote: string;
}

/** How a label and what follows it are joined, and which values are a secret then. */
const joints: readonly {
  readonly form: RegExp;
  readonly isSentence: boolean;
  readonly isSecret: (said: Said) => boolean;
}[] = [
  { form: assignment, isSentence: false, isSecret: isAssigned },
  { form: spoken, isSentence: true, isSecret: isSpoken },
  { form: nothing, isSentence: true, isSecret: isBare },
];

/** `password = "…"`, `API_KEY=…`, `my password is …`, `PIN 1234`. */
function labelled({ text, labels }: Page): Candidate[] {
  return (['password', 'key'] as const).flatMap((kind) =>
    labels.of(kind).flatMap(({ start: from, end }) => {
      const after = text.slice(end, end + 100);
      const label = text.slice(from, end);
      for (const { form, isSentence, isSecret } of joints) {
        const [joint, quote = ''] = form.exec(after) ?? [];
        if (joint === undefined) continue;
        const start = end + joint.length;
        const value = secretValueAt(text, start, { quote, isSentence });
        return !placeholder.test(value) && isSecret({ value, kind, label, joint, quote })
          ? [secretAt(start, start + value.length, 0.85, 'labelled')]
          : [];
      }
      return [];
    }),
  );
}

/** A value in quotes, or one without spaces that is no expression of a program. */
function isAssigned({ value, kind, joint, quote }: Said): boolean {
  const least = kind === 'password' ? 4 : 12;
  if (value.length < least) return false;
  if (kind === 'key') return isRandom(value);
  if (/\s/.test(value)) return !isText(value);
  if (quote !== '') return !/^[a-z]+(?:[-_.][a-z]+)+$/.test(value) || value.length < 12;
  const isExpression =
    /^[A-Za-z_$.]*[({[]|^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Za-z_]\w*\.[A-Za-z_]\w*/.test(value);
  return !isExpression && (/[\d\W_]/.test(value) || (/[:=]\S?$/.test(joint) && value.length >= 6));
}

const advice =
  /(?<!\p{L})(?:your|must|should|enter|please|least|forgot|reset|invalid|wrong|incorrect|characters?|ihr|bitte|mindestens|zeichen|falsch\w{0,2}|votre|veuillez|moins|caractères|introduzca|introduce|mínimo|caracteres|inserisci|almeno|caratteri|voer|minstens|tekens|wpisz|podaj|znaków|digite|insira)(?!\p{L})/iu;

/** What a form says about a password, and not a password of several words. */
const isText = (value: string): boolean =>
  advice.test(value) || new Labels(value).of('password').length > 0;

/** In a sentence, `password is required` is usual: a secret has a digit, a sign or quotes. */
function isSpoken({ value, kind, quote }: Said): boolean {
  if (kind === 'key') return value.length >= 12 && isRandom(value);
  return (
    value.length >= 4 &&
    (quote !== '' ||
      /\d/.test(value) ||
      /[^\p{L}\p{N}'-]/u.test(value) ||
      /\p{Ll}\p{Lu}/u.test(value))
  );
}

/** Right after its label: a PIN (ISO 9564-1: 4 to 12 digits), or what no word, name or path looks like. */
function isBare({ value, kind, label }: Said): boolean {
  if (kind === 'key') {
    return value.length >= 16 && isRandom(value) && !/(?:^|[/.])[a-z]{3,}(?=[/.])/.test(value);
  }
  return /pin|code|geheim/i.test(label) && /^\d+$/.test(value)
    ? value.length >= 4 && value.length <= 12
    : value.length >= 6 && [/\d/, /\p{L}/u, /[!@#$%^&*+=?~]/].every((each) => each.test(value));
}

/** Letters and digits mixed as no word has them; at least three bits for each character. */
export function isRandom(value: string): boolean {
  if (!/^[\w+/=.~!@#$%^*:-]+$/.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value))
    return false;
  if (
    /^[\w-]+(?:\.[\w-]+)+$/.test(value) &&
    /\.(?:js|ts|json|com|org|net|io|html|yaml|yml|env|md)$/i.test(value)
  )
    return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / value.length) * Math.log2(count / value.length);
  const changes = (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])|[a-z](?=[A-Z])/g) ?? []).length;
  return bits >= 3 && changes >= 2;
}

const bearer = /\b(?:Bearer|Basic|Token|ApiKey)\s{1,2}([A-Za-z0-9._~+/=-]{12,4096})/g;

/** The header `Authorization` (RFC 9110 section 11.6.2). */
const bearers = ({ text }: Page): Candidate[] =>
  [...text.matchAll(bearer)].flatMap(({ 0: whole, 1: token = '', index }) =>
    isRandom(token)
      ? [secretAt(index + whole.length - token.length, index + whole.length, 0.9, 'authorization')]
      : [],
  );
