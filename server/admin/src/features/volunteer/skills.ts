import { api, take } from '@/api/client'
import { useLoad } from '@/lib/load'
import { session } from '@/session'

/** The skills that residents of the community in view can offer. */
export const useSkills = () => useLoad(async (signal) => (await take(api.GET('/v1/skill-kinds', { params: { query: { community: session.community } }, signal }))).items)
