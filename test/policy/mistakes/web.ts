import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mistake } from './mistake.ts';

const accent = "    accent: '#1f4fb8'\n";
const audience = (caller: string) => `    audience: custos\n    caller: ${caller}\n`;
const web = '    web: {clientId: pages}\n';

const logo = (title: string, body: string | Buffer, message: RegExp, name = 'logo.svg') => ({
  title,
  from: '  # logo: logo.svg\n',
  to: `  logo: ${name}\n`,
  prepare: (directory: string) => writeFileSync(join(directory, name), body),
  line: '  logo: ',
  path: 'web.logo',
  message,
  remedy: /SVG|PNG/,
});
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;

export const webMistakes: readonly Mistake[] = [
  {
    title: 'a colour in which links cannot be read on a light page',
    from: accent,
    to: "    accent: '#5a8dff'\n",
    line: 'accent:',
    path: 'web.colours.accent',
    message: /contrast of 2\.8\d:1 with the light backgrounds .* needs 4\.5:1/,
    remedy: /darker/,
  },
  {
    title: 'a colour in which links cannot be read on a dark page',
    from: accent,
    to: `${accent}    accentDark: '#1f4fb8'\n`,
    line: 'accentDark:',
    path: 'web.colours.accentDark',
    message: /contrast of 1\.9\d:1 with the dark backgrounds .* needs 4\.5:1/,
    remedy: /lighter/,
  },
  {
    title: 'a colour that YAML reads as a comment',
    from: accent,
    to: '    accent: #1f4fb8\n',
    line: 'accent:',
    path: 'web.colours.accent',
    message: /text/,
    remedy: /"#1f4fb8"/,
  },
  {
    title: 'a colour by name',
    from: accent,
    to: '    accent: navy\n',
    line: 'accent:',
    path: 'web.colours.accent',
    message: /six hexadecimal digits/,
    remedy: /"#1f4fb8"/,
  },
  {
    title: 'a logo in another folder',
    from: '  # logo: logo.svg\n',
    to: '  logo: ../logo.svg\n',
    line: '  logo: ',
    path: 'web.logo',
    message: /beside policy.yaml/,
    remedy: /logo.svg/,
  },
  {
    title: 'a logo that is not there',
    from: '  # logo: logo.svg\n',
    to: '  logo: logo.svg\n',
    line: '  logo: ',
    path: 'web.logo',
    message: /cannot be read/,
    remedy: /beside policy.yaml/,
  },
  logo('a logo larger than 100 KB', svg(' '.repeat(102_400)), /larger than 100 KB/),
  logo('a PNG by name alone', svg(''), /not a PNG/, 'logo.png'),
  logo('an SVG by name alone', '<html></html>', /not an SVG/),
  logo('a logo that is not UTF-8', Buffer.from(svg(''), 'utf16le'), /not an SVG|not UTF-8/),
  logo('a logo with a script', svg('<script>1</script>'), /a script/),
  logo('a logo with a script of a prefix', svg('<x:script xmlns:x="a">1</x:script>'), /a script/),
  logo('a logo with an event handler', svg('<g onload="1"/>'), /an event handler/),
  logo('a logo with HTML', svg('<foreignObject/>'), /not SVG/),
  logo('a logo with an entity', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, /document type/),
  logo('a logo that loads an image', svg('<image href="https://a.test/b.png"/>'), /reference/),
  logo('a logo that loads a style', svg('<g fill="url(https://a.test/b#c)"/>'), /reference/),
  logo('a logo that animates a link', svg('<set attributeName="href" to="a"/>'), /animated/),
  {
    title: 'programs that sign in with a browser',
    from: audience('service'),
    to: `${audience('service')}${web}`,
    line: 'web: {clientId: pages}',
    path: 'issuers[1].web',
    message: /Programs/,
    remedy: /caller: subject/,
  },
  {
    title: 'pages that sign in people with two issuers',
    from: audience('staff'),
    to: `${audience('staff')}${web}  - issuer: https://other.example.com
${audience('staff')}${web.replace('pages', 'others')}`,
    line: 'clientId: others',
    path: 'issuers[3].web',
    message: /each staff with one issuer/,
    remedy: /one of them/,
  },
  {
    title: 'pages that do not ask for an ID token',
    from: audience('subject'),
    to: `${audience('subject')}    web: {clientId: pages, scope: custos/self}\n`,
    line: 'web: {clientId: pages',
    path: 'issuers[0].web.scope',
    message: /openid/,
    remedy: /openid/,
  },
];
