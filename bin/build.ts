import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';

/**
 * `npm pack` runs this first: Node.js strips no types inside node_modules, so the package holds
 * JavaScript. Writes `dist/`, laid out as this repository: code, and the example policy beside it.
 */
const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
// Somebody may be packing what is there.
const partial = `${dist}.${process.pid}.partial`;
const publicTypes = ['lib/index.ts', 'client/index.ts'];

const { fileNames, options } = configuration(join(root, 'tsconfig.build.json'));
try {
  writeCode(fileNames, { ...options, outDir: partial });
  writeTypes(
    publicTypes.map((path) => join(root, path)).filter((path) => fileNames.includes(path)),
    { ...options, outDir: partial },
  );
  cpSync(join(root, 'policy'), join(partial, 'policy'), { recursive: true });
  const contract = 'lib/openapi/openapi.json';
  cpSync(join(root, contract), join(partial, contract));
  rmSync(dist, { recursive: true, force: true });
  renameSync(partial, dist);
} finally {
  rmSync(partial, { recursive: true, force: true });
}

/** File by file: what an import stands for matters to types only. */
function writeCode(files: readonly string[], settings: ts.CompilerOptions): void {
  ts.createProgram(files, { ...settings, noResolve: true }).emit();
}

/** The declarations that the exported ones lead to; those of the rest would be dead weight. */
function writeTypes(entries: readonly string[], settings: ts.CompilerOptions): void {
  const program = ts.createProgram(entries, {
    ...settings,
    declaration: true,
    emitDeclarationOnly: true,
    // The root of the CDK leads to every service of AWS; what we take from it stands in its core.
    paths: { 'aws-cdk-lib': [join(root, 'node_modules/aws-cdk-lib/core/index.d.ts')] },
  });
  const wanted = new Set(entries);
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
