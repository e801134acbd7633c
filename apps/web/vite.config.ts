import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite` alone serves the pages with hot reloading, and asks the API that `npm start` runs. */
const API = process.env.PROOFSHEET_API ?? 'http://127.0.0.1:3900';

export default defineConfig({
  plugins: [react()],
  build: {
    // Styles and scripts are files of their own, never inline: the content security policy takes no other.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  server: { proxy: { '/v1': { target: API, changeOrigin: false } } },
});
