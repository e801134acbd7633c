import locales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** `vite` alone serves the pages with hot reloading, and asks the API that `npm start` runs. */
const API = process.env.PROOFSHEET_API ?? 'http://127.0.0.1:3900';

/**
 * What the first script stands on is run before it, each part in a task of its own: in one they would hold a phone up
 * for half a second.
 */
const partByPart: Plugin = {
  name: 'part-by-part',
  transformIndexHtml: {
    order: 'post',
    handler(html) {
      const [entry = ''] = /\s*<script type="module"[^>]*><\/script>/.exec(html) ?? [];
      return html
        .replace(entry, '')
        .replaceAll(/<link rel="modulepreload"([^>]*) href=("[^"]+")>/g, '<script type="module"$1 src=$2></script>')
        .replace(/\s*<\/head>/, `${entry}$&`);
    },
  },
};

export default defineConfig({
  plugins: [
    react(),
    partByPart,
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
            { name: 'react', tags: ['$initial'], test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { name: 'controls', tags: ['$initial'], test: /node_modules\/(react-aria|react-stately)/, priority: 2 },
            { name: 'initial', tags: ['$initial'], priority: 1 },
            { name: 'shared', minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': { target: API, changeOrigin: false } } },
});
