import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';

/**
 * `npm pack` runs this first: Node.js strips no types inside node_modules, so a package holds
 * JavaScript. Writes `dist/`, laid out as this repository: code, and the example policy beside it.
 * With `client`, it writes `client/dist/`.
 */
const root = resolve(import.meta.dirname, '..');
const isClient = process.argv[2] === 'client';
const home = isClient ? join(root, 'client') : root;
const dist = join(home, 'dist');
// Somebody may be packing what is there.
const partial = `${dist}.${process.pid}.partial`;
const publicTypes = join(home, isClient ? 'index.ts' : 'lib/index.ts');

const { fileNames, options } = configuration(join(home, 'tsconfig.build.json'));
try {
  writeCode(fileNames, { ...options, outDir: partial });
  writeTypes(publicTypes, { ...options, outDir: partial });
  if (!isClient) {
    cpSync(join(root, 'policy'), join(partial, 'policy'), { recursive: true });
    const contract = 'lib/openapi/openapi.json';
    cpSync(join(root, contract), join(partial, contract));
  }
  rmSync(dist, { recursive: true, force: true });
  renameSync(partial, dist);
} finally {
  rmSync(partial, { recursive: true, force: true });
}

/** File by file: what an import stands for matters to types only. */
function writeCode(files: readonly string[], settings: ts.CompilerOptions): void {
  ts.createProgram(files, { ...settings, noResolve: true }).emit();
}

/** The exported declarations and those that they import; those of the rest would be dead weight. */
function writeTypes(entry: string, settings: ts.CompilerOptions): void {
  const program = ts.createProgram([entry], {
    ...settings,
    declaration: true,
    emitDeclarationOnly: true,
    // The root of the CDK leads to every service of AWS; what we take from it stands in its core.
    paths: { 'aws-cdk-lib': [join(root, 'node_modules/aws-cdk-lib/core/index.d.ts')] },
  });
  const wanted = new Set([entry]);
  // A set visits what is added to it on the way.
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
