import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'postcss'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the server. */
const server = process.env.HUIYIN_SERVER ?? 'http://127.0.0.1:8080'

/** TDesign's own values come with pages that load later; ours must win wherever they stand. */
const tokens: Plugin = {
  postcssPlugin: 'tokens',
  Rule(rule) {
    if (rule.source?.input.file?.endsWith('tokens.wxss')) rule.selector = rule.selector.replace(/(?<!html):root/, 'html:root')
  },
}

export default defineConfig({
  base: '/admin/',
  plugins: [vue()],
  css: { postcss: { plugins: [tokens] } },
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { manifest: 'manifest.json', chunkSizeWarningLimit: 700, target: 'es2022' },
  server: { proxy: { '/v1': server, '/files': server } },
})
