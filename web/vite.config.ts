import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API answers while `vite` serves the sources; the built app is served by the drive itself. */
const api = process.env.CANOPY_API ?? 'http://127.0.0.1:5212';

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': api, '/manifest.json': api } },
  build: {
    outDir: 'dist',
    manifest: true,
    /* No inline script: a Content-Security-Policy without unsafe-inline must be possible. */
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: 'es2023',
    /* light-dark() stays as written: lowered, a pinned subtree (data-theme) would lose its theme. */
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
  },
});
