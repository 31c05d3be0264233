import { defineConfig } from "vitest/config";

// `npm run dev` serves the console with a running soundcheck-cloud behind it.
const cloud = process.env["SOUNDCHECK_CLOUD"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2021",
    // Inlined files would be data: addresses, which the cloud's
    // Content-Security-Policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    outDir: process.env["SOUNDCHECK_WEB_OUT"] ?? "dist",
    emptyOutDir: true,
  },
  server: { proxy: { "/api": cloud, "/healthz": cloud } },
  test: { include: ["test/**/*.test.ts"] },
});
