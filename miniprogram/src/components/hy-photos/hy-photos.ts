import { freshKey, upload } from '../../api/request'
import { changed, missed, type Photo } from '../../lib/photos'

/** What a page that shows photos which are there already passes. */
export interface Shown { url: string; thumb_url: string }

/** Photos: taken, sent at once, looked at, taken away. Fires change with {photos}. With `shown` it only shows. */
Component({
  properties: {
    photos: { type: Array, value: [] as Photo[] },
    shown: { type: Array, value: [] as Shown[] },
    fixed: { type: Boolean, value: false },
    most: { type: Number, value: 9 },
  },
  /** Pictures that the phone no longer has: those of a draft from before. */
  data: { gone: {} as Record<string, true> },
  methods: {
    lose(e: WechatMiniprogram.BaseEvent) { this.setData({ gone: { ...this.data.gone, [e.currentTarget.dataset.key as string]: true } }) },
    /** Also called by the page, for 拍一张. */
    async take(source?: 'camera') {
      const left = this.data.most - this.data.photos.length
      const sourceType: ('camera' | 'album')[] = source === 'camera' ? ['camera'] : ['camera', 'album']
      const taken = await wx.chooseMedia({ count: left, mediaType: ['image'], sizeType: ['compressed'], sourceType }).catch(() => null)
      const fresh = (taken?.tempFiles ?? []).map((f): Photo => ({ key: freshKey(), path: f.tempFilePath, percent: 0 }))
      this.put([...this.data.photos, ...fresh])
      await Promise.all(fresh.map((p) => this.send(p)))
    },
    add() { void this.take() },
    async send({ key, path }: Photo) {
      try {
        const { id } = await upload(path, key, (percent) => { this.put(changed(this.data.photos, key, { percent })) })
        this.put(changed(this.data.photos, key, { id, percent: undefined }))
      } catch (e) {
        this.put(missed(this.data.photos, key, e))
      }
    },
    put(photos: Photo[]) {
      this.setData({ photos })
      this.triggerEvent('change', { photos })
    },
    tap(e: WechatMiniprogram.TouchEvent) {
      const photo = this.data.photos[e.currentTarget.dataset.index as number]!
      if (!photo.failed?.retry) return this.look(e)
      this.put(changed(this.data.photos, photo.key, { failed: undefined, percent: 0 }))
      void this.send(photo)
    },
    look(e: WechatMiniprogram.TouchEvent) {
      const urls = this.data.fixed ? this.data.shown.map((p) => p.url) : this.data.photos.map((p) => p.path)
      wx.previewImage({ urls, current: urls[e.currentTarget.dataset.index as number] })
    },
    remove(e: WechatMiniprogram.TouchEvent) {
      const gone = e.currentTarget.dataset.index as number
      this.put(this.data.photos.filter((_, i) => i !== gone))
    },
  },
})
