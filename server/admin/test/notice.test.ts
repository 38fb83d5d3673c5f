import { describe, expect, it } from 'vitest'
import { toHTML } from '@/features/notice/markup'

describe('the body of a notice', () => {
  it('has headings, lists, bold words and paragraphs', () => {
    expect(toHTML('# 时间\n周三 **9:00**\n请留人\n- 甲\n- 乙\n完\n\n第二段')).toBe(
      '<h2>时间</h2><p>周三 <strong>9:00</strong><br>请留人</p><ul><li>甲</li><li>乙</li></ul><p>完</p><p>第二段</p>')
  })
  it('shows what looks like markup as it was typed', () => {
    expect(toHTML('<b>1 < 2</b> & "3"')).toBe('<p>&lt;b&gt;1 &lt; 2&lt;/b&gt; &amp; &quot;3&quot;</p>')
  })
  it('is empty when nothing was typed', () => expect(toHTML(' \n\n ')).toBe(''))
})
