import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the server. */
const server = process.env.HUIYIN_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/admin/',
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { manifest: 'manifest.json', chunkSizeWarningLimit: 700, target: 'es2022' },
  server: { proxy: { '/v1': server, '/files': server } },
})
