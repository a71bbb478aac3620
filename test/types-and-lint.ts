import { ESLint } from 'eslint';
import { resolve } from 'node:path';
import * as ts from 'typescript';

/*
 * `tsc --noEmit` and `eslint .` in one process: most of the time of either goes into the types of the
 * whole program, which are worked out once here. The caches are those of the two programs.
 */
const root = resolve(import.meta.dirname, '..');
const formatting: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};

const { program, complaints } = checkTypes(resolve(root, 'tsconfig.json'));
const eslint = new ESLint({
  cwd: root,
  cache: true,
  cacheLocation: 'node_modules/.cache/eslint',
  overrideConfig: {
    languageOptions: {
      // The cache writes down what a file was linted with.
      parserOptions: { programs: Object.assign([program], { toJSON: () => 'tsconfig.json' }) },
    },
  },
});
const results = await eslint.lintFiles('.');

const findings = await (await eslint.loadFormatter('stylish')).format(results);
console.log([...complaints, findings].filter((text) => text !== '').join('\n'));
const isClean = results.every(({ errorCount }) => errorCount === 0);
process.exitCode = isClean && complaints.length === 0 ? 0 : 1;

function checkTypes(path: string): {
  readonly program: ts.Program;
  readonly complaints: readonly string[];
} {
  const unreadable: ts.Diagnostic[] = [];
  const parsed = ts.getParsedCommandLineOfConfigFile(path, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => unreadable.push(diagnostic),
  });
  const { fileNames: rootNames = [], options = {}, errors = [] } = parsed ?? {};
  const builder = ts.createIncrementalProgram({ rootNames, options });
  const diagnostics = [
    ...unreadable,
    ...errors,
    ...builder.getOptionsDiagnostics(),
    ...builder.getGlobalDiagnostics(),
    ...builder.getSyntacticDiagnostics(),
    ...builder.getSemanticDiagnostics(),
  ];
  // Nothing but what the next run may leave out.
  builder.emit();
  return {
    program: builder.getProgram(),
    complaints: diagnostics.map((diagnostic) => ts.formatDiagnostic(diagnostic, formatting)),
  };
}
