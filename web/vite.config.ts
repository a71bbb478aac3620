import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The privacy centre and the console: two pages that share modules, served as plain files. */
export default defineConfig({
  root,
  base: '/',
  plugins: [react()],
  build: {
    outDir: resolve(root, '../dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // Content-Security-Policy permits no data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What is bundled is passed on with its licences, as they ask.
    license: { fileName: 'licences.txt' },
    rolldownOptions: {
      input: {
        centre: resolve(root, 'index.html'),
        console: resolve(root, 'console/index.html'),
      },
    },
  },
});
