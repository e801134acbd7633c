import locales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite` alone serves the pages with hot reloading, and asks the API that `npm start` runs. */
const API = process.env.PROOFSHEET_API ?? 'http://127.0.0.1:3900';

export default defineConfig({
  plugins: [
    react(),
    // The pages speak English: what the controls say in thirty other languages is not sent.
    locales.vite({ locales: ['en-US'] }),
  ],
  build: {
    // Styles and scripts are files of their own, never inline: the content security policy takes no other.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Few files: a browser asks for each of them, and that takes longer than reading a little too much.
            { name: 'initial', tags: ['$initial'], priority: 1 },
            { name: 'shared', minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': { target: API, changeOrigin: false } } },
});
