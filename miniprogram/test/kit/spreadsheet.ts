import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50

/** One file out of a zip archive. */
function unzipped(archive: Buffer, name: string): string {
  let at = archive.length - 22
  while (archive.readUInt32LE(at) !== END) at--
  for (at = archive.readUInt32LE(at + 16); archive.readUInt32LE(at) === ENTRY; ) {
    const [length, extra, comment] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32)]
    if (archive.toString('utf8', at + 46, at + 46 + length) === name) {
      const local = archive.readUInt32LE(at + 42)
      const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
      return inflateRawSync(archive.subarray(from, from + archive.readUInt32LE(at + 20))).toString('utf8')
    }
    at += 46 + length + extra + comment
  }
  throw new Error(`${name} is not in the archive`)
}

const plain = (xml: string) => xml.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&#34;|&quot;/g, '"').replace(/&#39;|&apos;/g, "'").replace(/&amp;/g, '&')

/** The texts of a spreadsheet's first sheet, row by row; a formula in it is an error. */
export function textsOf(file: Buffer): string[][] {
  const sheet = unzipped(file, 'xl/worksheets/sheet1.xml')
  if (/<f[ >]/.test(sheet)) throw new Error('the sheet has a formula')
  return [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => [...row!.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, t]) => plain(t!)))
}
