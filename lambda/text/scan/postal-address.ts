import type { Candidate, Page } from '../candidate.ts';
import type { Span } from '../prose.ts';
import { around, matchesIn, numberPlaces } from './parts.ts';
import type { Part } from './parts.ts';

const word = "(?:[\\p{Lu}]\\p{L}{0,2}\\.|[\\p{Lu}][\\p{L}\\p{M}'-]{0,24})";
const particle =
  "(?:of|the|de|du|des|la|le|les|l'|d'|da|do|dos|das|del|della|dei|delle|di|van|von|der|den|het|ten|am|an|zum|zur|im|in|y|e)";
const name = `(?:(?:${particle} ?|\\d{1,3}(?:st|nd|rd|th)? )?${word} ?){1,4}`;
/** `rue du 8 mai 1945`, `Avenida 25 de Abril`. */
const dated = `(?:du \\d{1,2}(?:er)? \\p{L}{3,10}|\\d{1,2}[º°]? de \\p{L}{3,10})(?: \\d{4}(?!\\d))?`;
const number = '\\d{1,5}(?: ?[A-Za-z])?(?:[-/]\\d{1,5}[A-Za-z]?)?';
const outside = '(?<![\\p{L}\\p{N}_.-])';

/** `221B Baker Street`. */
const after =
  '(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Highway|Hwy|Parkway|Pkwy|Way|Circle|Cir|Close|Crescent|Cres|Grove|Gardens|Mews|Alley|Trail|Broadway|Turnpike|Row|Hill|Park|Walk|Quay|Wharf)';
const english = new RegExp(
  `${outside}(?:\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,5})?),? (?:(?:[NSEW]\\.? |North |South |East |West )?(?:\\d{1,3}(?:st|nd|rd|th)|${word})(?: (?:of the |of |${word} ?)){0,3}) ?${after}\\b\\.?`,
  'gu',
);
const numbered = new RegExp(
  `${outside}\\d{1,6} (?:[NSEW]\\.? )?\\d{1,3}(?:st|nd|rd|th) ${after}\\b\\.?`,
  'gu',
);

/** `12 rue de la Paix`, `via Roma 10`, `ul. Marszałkowska 10/5`. */
const before =
  '(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d|[Aa]llée|[Cc]hemin|[Ii]mpasse|[Qq]uai|[Rr]oute|[Cc]alle|C/|[Aa]venida|[Aa]vda?\\.?|[Pp]laza|[Pp]aseo|[Cc]arrera|[Cc]amino|[Rr]onda|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ll]argo|[Vv]icolo|[Rr]ua|[Tt]ravessa|[Pp]raça|[Aa]lameda|[Ee]strada|[Uu]l\\.?|[Uu]lica|[Aa]l\\.|[Aa]leja|[Oo]s\\.|[Oo]siedle|[Pp]lac|[Pp]l\\.)';
const romance = new RegExp(
  `${outside}(?:(?:\\d{1,5}(?: ?(?:bis|ter|[a-zA-Z]))?,? ${before} ?(?:${dated}|${name}))|(?:${before} ?(?:${dated}|${name}),? ?(?:n[.º°r]{0,2} ?|nr\\.? ?)?${number}(?: ?m\\. ?\\d{1,4})?))(?![\\p{L}\\p{N}])`,
  'gu',
);

/** `Hauptstraße 12a`, `Am Alten Markt 3`, `Prinsengracht 263`. */
const germanic = new RegExp(
  `${outside}(?:${word}[ -]){0,3}(?:[\\p{L}]{0,30}(?:straße|strasse|str\\.|[^e]weg|platz|allee|gasse|damm|ufer|chaussee|straat|laan|gracht|plein|kade|singel|dijk|dreef|gatan|vägen|gade|vej)|(?:Straße|Strasse|Str\\.|Weg|Platz|Allee|Ring|Damm|Ufer|Gasse))\\.? ${number}(?![\\p{L}\\p{N}])`,
  'gu',
);

/** `P.O. Box 12`, `Postfach 10 20 30`, `PSC 5605, Box 8122`. */
const postbox =
  /(?<![\p{L}\p{N}_])(?:P\.? ?O\.? ?Box|Post Office Box|Postfach|Boîte postale|B\.?P\.|Apartado(?: de Correos)?|Casella Postale|Postbus|Skrytka pocztowa|Caixa Postal|PSC|Unit)(?: \d{1,4},?){0,1}(?: Box)? \d{2,6}(?:\s+(?:APO|FPO|DPO) A[AEP] \d{5})?(?![\p{L}\p{N}])/giu;

/** `Apt 4`, `Bât. B`; `3º B`, whose sign is a letter after normalisation; `2.º Esq.`, `3. OG`, `2nd floor`. */
const unit = new RegExp(
  `^,?\\s{1,2}(?:${[
    '(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|#|Whg|Wohnung|App|Appt|Appartement|Piso|Puerta|Planta|Int|Interno|Scala|Piano|m|lok)\\.?\\s?#?\\d{1,5}[A-Za-z]?',
    '(?:Apt|Flat|Unit|Puerta|Pta|Portal|Bloque|Esc|Escalera|Bât|Bâtiment|Scala|Bloco)\\.? (?:[A-Z]|\\d{1,3})',
    '\\d{1,2}\\.?[oaº°ª]\\.?(?: (?:[A-Z]{1,2}|\\d{1,2}|[Ii]zq(?:da|uierda)?|[Dd]cha|[Dd]erecha|[Cc]entro|[Ee]sq|[Dd]to|andar|piano)\\.?)?',
    '\\d{1,2}(?:e|er|ème|st|nd|rd|th|\\.) ?(?:étage|floor|[Ff]l|OG|Stock|Etage|verdieping|piętro)',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'u',
);
/** Floor, staircase and door. */
const mostUnits = 3;
const place = `${word}(?:[ -](?:${particle} )?${word}){0,3}`;
const region = new RegExp(
  `^,?\\s{1,2}(?:(?:${place}),?\\s{1,2})?(?:[A-Z]{2},? \\d{5}(?:-\\d{4})?|[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}|[A-Z]\\d[A-Z] \\d[A-Z]\\d|(?:[A-Z]{1,2}-)?\\d{2}-\\d{3} ${place}|(?:[A-Z]{1,2}-)?\\d{4}-\\d{3} ${place}|\\d{4} ?[A-Z]{2} ${place}|(?:[A-Z]{1,2}-)?\\d{4,5} ${place})(?![\\p{L}\\p{N}])`,
  'u',
);

/** A postcode of a form that little else has, with its town. */
const postcodes = new RegExp(
  `${outside}(?:${place}, [A-Z]{2} \\d{5}(?:-\\d{4})?|\\d{4} [A-Z]{2} ${place}|\\d{2}-\\d{3} ${place}|[A-Z]{1,2}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2})(?![\\p{L}\\p{N}])`,
  'gu',
);

/** Addresses are looked for around these words only, which saves most of the work. */
const keyword =
  /straße|strasse|str\.|weg|platz|allee|gasse|damm|ring|ufer|chaussee|straat|laan|gracht|plein|kade|singel|dijk|dreef|gatan|vägen|gade|vej|(?<!\p{L})(?:street|st|ave?|avenue|road|rd|boulevard|blvd|bd|lane|ln|drive|dr|court|ct|place|pl|square|sq|ter|terrace|highway|hwy|parkway|pkwy|way|cir|circle|close|cres|crescent|grove|gardens|mews|alley|trail|broadway|turnpike|row|hill|park|walk|quay|quai|wharf|rue|allée|chemin|impasse|route|calle|c\/|avenida|avda|plaza|paseo|carrera|camino|ronda|via|viale|piazza|corso|largo|vicolo|rua|travessa|praça|alameda|estrada|ul|ulica|al|aleja|os|osiedle|plac|p\.? ?o|post|postfach|boîte|b\.?p|apartado|casella|postbus|skrytka|caixa|psc|unit)(?!\p{L})/giu;
/** From a word to the other end of an address, and from a number to that word. */
const margin = 100;

/** Addresses by their street, with unit, postcode and town where they follow. */
export function postalAddresses({ text, numbers }: Page): Candidate[] {
  const found: Candidate[] = [];
  for (const part of around(text, numberPlaces(numbers, { least: 1, most: 6 }), margin)) {
    for (const { value, start } of matchesIn(part, postcodes)) {
      found.push(addressAt(start, value.length, 0.65, 'postcode'));
    }
    const words = [...part.part.matchAll(keyword)].map(({ 0: match, index }): Span => ({
      start: part.offset + index,
      end: part.offset + index + match.length,
    }));
    for (const near of around(text, words, margin)) {
      if (/\d/.test(near.part)) found.push(...streetsIn(text, near));
    }
  }
  return found;
}

function* streetsIn(text: string, part: Part): Generator<Candidate> {
  for (const form of [english, numbered, romance, germanic, postbox]) {
    for (const { value, start } of matchesIn(part, form)) {
      // A full stop is part of `St.`, but ends the sentence after `Street`.
      const street = value.replace(/(\p{L}{5,})\.$/u, '$1');
      let end = start + street.length;
      for (let count = 0; count < mostUnits; count += 1) {
        end += unit.exec(text.slice(end, end + 40))?.[0].length ?? 0;
      }
      end += region.exec(text.slice(end, end + 120))?.[0].length ?? 0;
      yield addressAt(start, end - start, 0.75, 'street');
    }
  }
}

const addressAt = (start: number, length: number, score: number, source: string): Candidate => ({
  type: 'postal-address',
  start,
  end: start + length,
  score,
  source,
});
