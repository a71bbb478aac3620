import { readFileSync } from 'node:fs';
import ts from 'typescript';

const parsed = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node);

/** The strings of a file that are sentences or parts of one: those with a space. */
export function textsOf(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node) && /\s/.test(node.text)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parsed(file));
  return texts;
}

/** The comments of a file, without what is quoted in them. */
export const commentsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^\s*\/\/.*(?:\n\s*\/\/.*)*|\/\*[\s\S]*?\*\//gm)].map(
    ([comment]) => comment.replaceAll(/^\s*(?:\/\/|\/?\*+\/?)/gm, ' '),
  );
