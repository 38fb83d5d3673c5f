import type { World } from '../world'
import type { Glass } from './glass'

/** A chat that a card can go to. */
export type Chat = { group: string } | { to: string }

/** WeChat's "选择一个聊天": the person's groups, then friends; null when it is closed. */
export async function chooseChat(glass: Glass, place: World): Promise<Chat | null> {
  const chats: { name: string; chat: Chat }[] = [
    ...place.groups.map((g) => ({ name: `群聊：${g.name}`, chat: { group: g.id } })),
    ...place.friends.map((f) => ({ name: `朋友：${f.nick}`, chat: { to: f.id } })),
  ]
  const choice = await glass.sheet(chats.map((c) => c.name), '选择一个聊天')
  return choice === null ? null : chats[choice]!.chat
}
