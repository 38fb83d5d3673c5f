import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { address, source } from '../../build/site'
import { strangers, wxs } from '../../phone/build/wxml'
import { compile, lengths, onlyOn, scopeOf } from '../../phone/build/wxss'
import { parse } from '../../phone/src/address'

const sheet = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'huiyin-')), 'a.wxss')
  writeFileSync(file, text)
  return file
}

describe('style sheets', () => {
  it('turn rpx into half a pixel and vh into the height below the title', () => {
    expect(lengths('20rpx -3rpx')).toBe('10px -1.5px')
    expect(lengths('100vh')).toBe('calc(100 * var(--phone-vh))')
  })
  it('keep the class names of an isolated component to itself', () => {
    expect(compile(sheet('.a .b:host, view { color: red }'), 's')).toContain('.s--a .s--b[wx-host="s"], wx-view')
  })
  it('share the class names of a page, and map its tags', () => {
    expect(compile(sheet('page .a > text { margin: 2rpx }'), '')).toBe('wx-page .a > wx-text { margin: 1px }')
  })
  it("of a page are that page's alone", () => {
    expect(onlyOn('p/a', '.a { top: 0 }')).toBe('@scope ([data-page="p/a"]) {\n.a { top: 0 }\n}')
    expect(onlyOn('p/a', '')).toBe('')
  })
  it('bring in what they import, and fetch no font', () => {
    const other = sheet('.x { top: 0 }')
    const text = compile(sheet(`@import "${other.replace(tmpdir(), '..')}"; @font-face { src: url(x) }`), '')
    expect(text).not.toContain('font-face')
    expect(text).toContain('.x { top: 0 }')
  })
  it('know who shares: pages do, components do not unless they say so', () => {
    expect(scopeOf({ path: 'p/a', page: true, config: { usingComponents: {} } })).toBe('')
    expect(scopeOf({ path: 'p/a', page: false, config: { component: true, usingComponents: {} } })).toBe('p_a')
  })
})

describe('templates', () => {
  it('name the tags that nobody draws', () => {
    expect(strangers('<view><t-a/><video/></view>', { 't-a': '/x' })).toEqual(['video'])
  })
  it('compare types in WXS by name', () => {
    expect(wxs("x.constructor === 'Array'")).toBe("__wxsType(x) === 'Array'")
  })
})

describe('addresses of pages', () => {
  it('are split into path and query', () => {
    expect(parse('/packages/issue/detail/detail?id=7&q=a%2Bb')).toEqual({ path: 'packages/issue/detail/detail', query: { id: '7', q: 'a+b' } })
  })
})

describe('the address of the server', () => {
  it('is the one that the county sets, without a slash', () => {
    expect(address(' https://huiyin.example.gov.cn/ ')).toBe('https://huiyin.example.gov.cn')
    expect(address('https://10.1.2.3:8443')).toBe('https://10.1.2.3:8443')
    expect(source('https://a.cn')).toContain('export const SITE = "https://a.cn"')
  })
  it('is none for the browser phone, and never one that WeChat does not take', () => {
    expect(address(undefined)).toBe('')
    for (const bad of ['http://a.cn', 'a.cn', 'https://a.cn/api', 'https://a.cn"+x']) expect(() => address(bad)).toThrow('HUIYIN_API')
  })
})
