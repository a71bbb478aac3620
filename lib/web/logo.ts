import { readFileSync } from 'node:fs';

/** The operator's logo, as it was read from the folder of the policy. */
export interface Logo {
  /** Path on the origin of the pages. */
  readonly path: '/logo.svg' | '/logo.png';
  readonly contentType: 'image/svg+xml' | 'image/png';
  readonly body: Buffer;
}

export type LogoRead =
  | { readonly kind: 'logo'; readonly logo: Logo }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string };

const maximumBytes = 100 * 1024;
const refused = (message: string, remedy: string): LogoRead => ({
  kind: 'refused',
  message,
  remedy,
});

/** Reads a file whose name ends in `.svg` or `.png`. */
export function readLogo(path: string): LogoRead {
  let body: Buffer;
  try {
    body = readFileSync(path);
  } catch {
    return refused(
      'The logo cannot be read.',
      'Put the file beside policy.yaml, or remove `logo`.',
    );
  }
  if (body.length > maximumBytes) {
    return refused('The logo is larger than 100 KB.', 'Save it smaller, or as an SVG.');
  }
  return path.endsWith('.png') ? readPng(body) : readSvg(body);
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const readPng = (body: Buffer): LogoRead =>
  body.subarray(0, pngSignature.length).equals(pngSignature)
    ? { kind: 'logo', logo: { path: '/logo.png', contentType: 'image/png', body } }
    : refused('The logo is not a PNG.', 'Save it as a PNG, or name it by what it is.');

function readSvg(body: Buffer): LogoRead {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return refused('The logo is not UTF-8 text.', 'Save the SVG as UTF-8.');
  }
  if (!/^\s*(?:<\?xml\s[^?]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<svg[\s>]/.test(text)) {
    return refused('The logo is not an SVG, or it has a document type.', 'Export it as plain SVG.');
  }
  const found = active.find(({ pattern }) => pattern.test(text));
  return found === undefined
    ? { kind: 'logo', logo: { path: '/logo.svg', contentType: 'image/svg+xml', body } }
    : refused(`The logo has ${found.what}.`, 'Export it as plain SVG, with shapes alone.');
}

/** What an image does not need: it would run, or load from elsewhere, when the file is opened by itself. */
const active: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a script', pattern: /<\s*(?:[\w-]+:)?script\b|javascript:/i },
  { what: 'an event handler', pattern: /[\s"'/]on[a-z]+\s*=/i },
  {
    what: 'content that is not SVG',
    pattern: /<\s*(?:[\w-]+:)?(?:foreignObject|iframe|embed|object)\b/i,
  },
  { what: 'a document type or an entity', pattern: /<!(?:DOCTYPE|ENTITY)/i },
  { what: 'a style sheet of its own', pattern: /<\?xml-stylesheet|@import/i },
  {
    what: 'an encoding other than UTF-8',
    pattern: /^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])/i,
  },
  { what: 'an animated reference', pattern: /attributeName\s*=\s*["'](?:xlink:)?href/i },
  { what: 'a reference to something else', pattern: /(?:href|src)\s*=\s*(?!["']#)/i },
  { what: 'a reference to something else', pattern: /\burl\s*\(\s*(?!["']?#)/i },
];
