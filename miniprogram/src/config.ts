import { SITE } from './site'

/** The browser phone says where its server is; a release is built with HUIYIN_API. */
declare const __API__: string | undefined

/** The address of the product's server, without a slash at the end. */
export const base = (): string => (typeof __API__ === 'string' ? __API__ : SITE)
