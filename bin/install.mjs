// Runs on the host's Node.js before anything is installed, so it uses nothing but Node.js itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const isCurrent =
  // Made by the script of `node`, which may not have run before somebody stopped this.
  existsSync('node_modules/node/bin') &&
  existsSync(installed) &&
  statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;

if (!isCurrent) {
  console.log('Installing dependencies (first run only) ...');
  // npm before version 11 knows no `allowScripts`: without this it would run the scripts of all.
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  npm('rebuild', ...allowed, '--ignore-scripts=false', '--loglevel=error');
}

function npm(...words) {
  const { status } = spawnSync('npm', words, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
