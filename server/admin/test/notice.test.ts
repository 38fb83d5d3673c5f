import { describe, expect, it } from 'vitest'
import { address, trimmed } from '@/features/notice/rich'

describe('the text of a notice', () => {
  it('does not keep the empty line with which the editor ends', () => {
    expect(trimmed('<p>甲</p><p></p>')).toBe('<p>甲</p>')
    expect(trimmed('<p></p>')).toBe('')
    expect(trimmed('<p></p><table></table><p></p>')).toBe('<p></p><table></table>')
  })
  it.each([['96655', 'tel:96655'], ['0451-8888 1234', 'tel:045188881234'], ['tel:96655', 'tel:96655'], ['www.gov.example.cn/a', 'https://www.gov.example.cn/a'], ['http://gov.example.cn', 'http://gov.example.cn'],
    ['javascript:alert(1)', ''], ['看这里', ''], ['', '']])('takes %s as a link to %s', (typed, link) => expect(address(typed)).toBe(link))
})
