/** Whose mini-program this is: what a county sets before it is released. */

const ADDRESS = /^https:\/\/[\w.-]+(:\d+)?$/ // WeChat takes nothing else

/** The server's address as the mini-program uses it. Empty is none: the browser phone then says where its server is. */
export function address(text = ''): string {
  const api = text.trim().replace(/\/+$/, '')
  if (api && !ADDRESS.test(api)) throw new Error(`HUIYIN_API is "${text}": give the server's address, such as https://huiyin.example.gov.cn`)
  return api
}

/** The source of src/site.ts. */
export const source = (api: string): string => `// Written by npm run vendor from HUIYIN_API.\nexport const SITE = ${JSON.stringify(api)}\n`
