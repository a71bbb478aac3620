import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { serialize } from 'node:v8';
import { brotliCompressSync, constants } from 'node:zlib';
import * as ts from 'typescript';
import { archiveName, windowBits } from '../lib/bundles/archive.ts';
import type { ArchivedModules } from '../lib/bundles/archive.ts';
import { compile } from '../lib/bundles/compile.ts';
import { targets } from '../lib/bundles/modules.ts';
import { allFunctions } from '../lib/functions.ts';
import { connectorEntries } from '../lib/system-functions.ts';
import { builtPages } from '../lib/web/built-pages.ts';
import { licencesOf } from './licences.ts';
import { bundleWidget } from './bundle-widget.ts';

/**
 * `npm pack` runs this first: Node.js strips no types inside node_modules, so a package holds
 * JavaScript. Writes `dist/`, laid out as this repository: code, and the example policy next to it.
 * It has the bundles of the functions and the built pages instead of their sources, so that an operator
 * deploys what was tested. With `client`, it writes `client/dist/`.
 */
const root = resolve(import.meta.dirname, '..');
const isClient = process.argv[2] === 'client';
const home = isClient ? join(root, 'client') : root;
const dist = join(home, 'dist');
// Another process may be packing the folder.
const partial = `${dist}.${process.pid}.partial`;
/** Replaces another file: an installed package compiles no functions and builds no pages. */
const replaced: ReadonlyMap<string, string> = new Map([
  [join(root, 'lib/bundles/compile.ts'), join(root, 'lib/bundles/prebuilt.ts')],
  [join(root, 'lib/web/built-pages.ts'), join(root, 'lib/web/packaged-pages.ts')],
]);
const publicTypes = (
  isClient ? ['index.ts', 'ai/index.ts'] : ['lib/index.ts', 'client/ai/index.ts']
).map((path) => join(home, path));

const { fileNames, options } = configuration(join(home, 'tsconfig.build.json'));
try {
  writeCode(fileNames, options);
  writeTypes(publicTypes, { ...options, outDir: partial });
  if (!isClient) {
    cpSync(join(root, 'policy'), join(partial, 'policy'), { recursive: true });
    const contract = 'lib/openapi/openapi.json';
    cpSync(join(root, contract), join(partial, contract));
    cpSync(builtPages(), join(partial, 'web'), { recursive: true });
    writeBundles();
    await writeWidget();
  }
  rmSync(dist, { recursive: true, force: true });
  renameSync(partial, dist);
} finally {
  rmSync(partial, { recursive: true, force: true });
}

/**
 * Writes the files and their imports, each transpiled on its own: only types depend on other files.
 */
function writeCode(files: readonly string[], settings: ts.CompilerOptions): void {
  // A file alone does not state that it is a module.
  const compilerOptions = { ...settings, module: ts.ModuleKind.ESNext };
  const wanted = new Set(files);
  // The loop also visits what it adds to the set.
  for (const path of wanted) {
    const text = readFileSync(replaced.get(path) ?? path, 'utf8');
    const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: path });
    const target = join(partial, relative(home, path).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
    for (const { fileName } of ts.preProcessFile(outputText).importedFiles) {
      if (fileName.startsWith('.'))
        wanted.add(resolve(dirname(path), fileName.replace(/\.js$/, '.ts')));
    }
  }
}

/** The code of all functions, as it is tested in this repository. */
function writeBundles(): void {
  const facts = [...allFunctions, ...connectorEntries];
  const compiled = targets.map((target) => [target, compile(facts, target)] as const);
  const modules: ArchivedModules = new Map(
    compiled.map(([target, { modules: each }]) => [target, each]),
  );
  const content = serialize(modules);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    // Large enough to find the same code in all other functions.
    [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
    [constants.BROTLI_PARAM_LGWIN]: windowBits,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const path = join(partial, 'lib/bundles', archiveName);
  writeFileSync(path, brotliCompressSync(content, { params }));
  const sources = compiled.flatMap(([, { sources: each }]) => each);
  writeFileSync(join(dirname(path), 'licences.txt'), licencesOf(sources, root));
}

/** The elements for the pages of apps: one module for browsers, and its declarations. */
async function writeWidget(): Promise<void> {
  const web = join(root, 'web');
  mkdirSync(join(partial, 'widget'), { recursive: true });
  writeFileSync(join(partial, 'widget/index.js'), await bundleWidget());
  const dom = ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
  const settings = { ...options, rootDir: web, outDir: partial, lib: dom, types: [] };
  writeTypes([join(web, 'widget/index.ts')], settings);
}

/** The exported declarations and their imports; the others are not needed. */
function writeTypes(entries: readonly string[], settings: ts.CompilerOptions): void {
  const program = ts.createProgram(entries, {
    ...settings,
    declaration: true,
    emitDeclarationOnly: true,
    // The root of the CDK imports every AWS service; the part in use is in its core.
    paths: { 'aws-cdk-lib': [join(root, 'node_modules/aws-cdk-lib/core/index.d.ts')] },
  });
  const wanted = new Set(entries);
  // The loop also visits what it adds to the set.
  for (const path of wanted) {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new TypeError(`${path} is not part of the program`);
    program.emit(
      file,
      (target, text) => {
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
        for (const { fileName } of ts.preProcessFile(text).importedFiles) {
          if (fileName.startsWith('.')) wanted.add(resolve(dirname(path), fileName));
        }
      },
      undefined,
      true,
    );
  }
}

function configuration(path: string): ts.ParsedCommandLine {
  const complain = (problem: ts.Diagnostic): never => {
    throw new TypeError(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(path, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: complain,
  });
  if (parsed === undefined) throw new TypeError(`${path} cannot be read`);
  parsed.errors.forEach(complain);
  return parsed;
}
