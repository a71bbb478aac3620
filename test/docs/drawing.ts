import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Box {
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  /** In columns. @default 1 */
  readonly width?: number;
}

interface Drawing {
  readonly title: string;
  readonly rows: readonly { readonly rectangles: readonly Box[]; readonly frame?: string }[];
  /** `from > to`, by id. */
  readonly arrows: readonly string[];
}

interface Placed extends Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
}

const columns = 4;
const column = 220;
const gap = 20;
const height = 84;
const rowGap = 56;
const margin = 30;
const inner = 16;
/** Space for the name of the frame, below its boxes. */
const label = 14;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The picture of a drawing: rows of boxes, of four columns each, and arrows downwards. */
export function drawingOf(file: string): string {
  const drawing = parse(readFileSync(file, 'utf8')) as Drawing;
  const placed = drawing.rows.flatMap(({ rectangles }, row) => placedIn(rectangles, row));
  const framed = drawing.rows.findIndex(({ frame }) => frame !== undefined);
  const size = {
    width: 2 * margin + columns * column + (columns - 1) * gap,
    height: 2 * margin + drawing.rows.length * (height + rowGap) - rowGap + label,
  };
  const top = yOf(framed) - rowGap / 2 - 4;
  const byId = new Map(placed.map((rectangle) => [rectangle.id, rectangle]));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(drawing.title)}" font-family="system-ui, sans-serif">
  <defs>
    <marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
      <path d="M0 0 L8 4 L0 8 z" fill="#475569"/>
    </marker>
  </defs>
  <rect width="${size.width}" height="${size.height}" fill="#ffffff"/>
  <rect x="${inner / 2}" y="${top}" width="${size.width - inner}" height="${size.height - top - inner / 2}" rx="10" fill="#f8fafc" stroke="#94a3b8" stroke-dasharray="6 4"/>
  <text x="${inner / 2 + 12}" y="${size.height - inner / 2 - 12}" font-size="13" fill="#475569">${escaped(drawing.rows[framed]?.frame ?? '')}</text>
${drawing.arrows.map((arrow) => arrowOf(arrow, byId)).join('\n')}
${placed.map(boxOf).join('\n')}
</svg>
`;
}

const yOf = (row: number): number => margin + row * (height + rowGap);

function placedIn(rectangles: readonly Box[], row: number): Placed[] {
  let used = 0;
  return rectangles.map((rectangle) => {
    const { width = 1 } = rectangle;
    const x = margin + used * (column + gap);
    used += width;
    return { ...rectangle, x, y: yOf(row), w: width * column + (width - 1) * gap };
  });
}

function boxOf({ x, y, w, title, text }: Placed): string {
  const lines = text.map(
    (line, index) =>
      `  <text x="${x + w / 2}" y="${y + 50 + index * 18}" font-size="13" fill="#475569" text-anchor="middle">${escaped(line)}</text>`,
  );
  return [
    `  <rect x="${x}" y="${y}" width="${w}" height="${height}" rx="8" fill="#ffffff" stroke="#1e3a5f"/>`,
    `  <text x="${x + w / 2}" y="${y + 27}" font-size="15" font-weight="600" fill="#1e3a5f" text-anchor="middle">${escaped(title)}</text>`,
    ...lines,
  ].join('\n');
}

/** Straight down where one box is above the other, else from the middle of the one to the other. */
function arrowOf(arrow: string, rectangles: ReadonlyMap<string, Placed>): string {
  const [from, to] = arrow.split(' > ').map((id) => rectangles.get(id));
  if (from === undefined || to === undefined) throw new Error(`${arrow}: no such box`);
  const middle = ({ x, w }: Placed): number => x + w / 2;
  const covers = (rectangle: Placed, x: number): boolean =>
    x > rectangle.x + 10 && x < rectangle.x + rectangle.w - 10;
  const start = covers(from, middle(to)) ? middle(to) : middle(from);
  const end = covers(to, start) ? start : middle(to);
  return `  <path d="M${start} ${from.y + height} L${end} ${to.y - 1}" fill="none" stroke="#475569" stroke-width="1.5" marker-end="url(#end)"/>`;
}
