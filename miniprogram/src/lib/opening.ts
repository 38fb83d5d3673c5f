/** What a tab shows when another page opens it; a tab takes no query. */
export const opening: { scope?: 'mine' | 'joined' | 'public'; part?: 'solved' | 'open' } = {}
