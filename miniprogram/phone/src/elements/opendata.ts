import { client } from '../world'
import { Base } from './base'

/** <open-data type="groupName">: what WeChat draws and no mini-program can read. */
export class OpenData extends Base {
  static observedAttributes = ['type', 'open-gid']

  protected build() {
    // WeChat fills it in once it knows which group.
  }

  protected update() {
    const gid = this.text('open-gid')
    if (this.text('type') !== 'groupName' || !gid) {
      this.textContent = ''
      return
    }
    client<{ name: string }>('group_name', { openGid: gid }).then(({ name }) => { this.textContent = name }, (e: unknown) => { console.error(e) })
  }
}
