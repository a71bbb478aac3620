import { readFileSync } from 'node:fs';

const line = 19;
const width = 8.45;
const margin = 18;
const bar = 34;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The picture of a terminal that shows a text; commands begin with `$ `. */
export function terminalOf(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const size = {
    width: Math.round(2 * margin + width * Math.max(...lines.map(({ length }) => length))),
    height: bar + margin + lines.length * line,
  };
  const texts = lines.map((text, index) => {
    const [prompt, colour] = text.startsWith('$ ')
      ? ['font-weight="600" ', '#ffffff']
      : ['', '#cbd5e1'];
    return `  <text x="${margin}" y="${bar + margin + index * line}" ${prompt}fill="${colour}" xml:space="preserve">${escaped(text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="A terminal: ${escaped(lines[0] ?? '').replaceAll('"', '&quot;')}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">
  <rect width="${size.width}" height="${size.height}" rx="8" fill="#0f172a"/>
${[0, 1, 2].map((dot) => `  <circle cx="${margin + 4 + dot * 18}" cy="18" r="5.5" fill="#475569"/>`).join('\n')}
${texts.join('\n')}
</svg>
`;
}
