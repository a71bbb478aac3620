import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../../../lambda/text/names/features.ts';
import { proseOf } from '../../../lambda/text/prose.ts';
import type { Example } from './examples.ts';

/** The packages that a copy of this repository has installed, in two halves. */
export type Half = 'train' | 'test';
const packages = join(import.meta.dirname, '../../../node_modules');

/** Files of the half of the packages, in order. */
export const filesOf = (half: Half, pattern: string): string[] =>
  globSync(`*/${pattern}`, { cwd: packages })
    .filter((path) => (hashOf(path.split(/[\\/]/)[0] ?? '') & 1) === (half === 'train' ? 1 : 0))
    .sort()
    .map((path) => join(packages, path));

/** Source texts of the half, up to a size. */
export function sourceTexts(half: Half, pattern: string, bytes: number): string[] {
  const texts: string[] = [];
  let left = bytes;
  for (const path of filesOf(half, pattern)) {
    const text = readFileSync(path, 'utf8').slice(0, 40_000);
    // Minified code has no lines.
    if (text.length / (text.split('\n').length || 1) > 200) continue;
    texts.push(text);
    left -= text.length;
    if (left <= 0) break;
  }
  return texts;
}

/** Lines that may name a person or a company. */
const naming =
  /author|copyright|license|©|thanks|credit|contribut|maintain|sponsor|@|\(c\)|\bby\b|github|google|microsoft|mozilla|facebook|amazon|apple/i;

/** Text of programs: code and what describes it, without any name. */
export function negativeExamples(): Example[] {
  const code = sourceTexts('train', '{lib,src,dist}/*.{js,ts,mjs}', 500_000);
  const pages = sourceTexts('train', '{README,CHANGELOG,readme}.md', 500_000);
  const prose = code.flatMap((text) =>
    proseOf(text).map(({ start, end }) => text.slice(start, end)),
  );
  return [...code.map((text) => text.slice(0, 6_000)), ...prose, ...pages].flatMap((text) =>
    chunksOf(text.split('\n').filter((line) => !naming.test(line))).map((chunk) => ({
      text: chunk,
      spans: [],
    })),
  );
}

function chunksOf(lines: readonly string[]): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < lines.length; at += 12) chunks.push(lines.slice(at, at + 12).join('\n'));
  return chunks.filter((chunk) => chunk.trim() !== '');
}
